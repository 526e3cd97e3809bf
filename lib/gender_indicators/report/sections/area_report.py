"""The report of an area: one object whose methods are the parts of a notebook."""

from __future__ import annotations

from dataclasses import dataclass

from gender_indicators.base import Text, UserError, suggest
from gender_indicators.figures import TOTAL
from gender_indicators.plan import AreaRef
from gender_indicators.report.document.blocks import Block, Heading, group
from gender_indicators.report.sections import annexes, comparison, goals, masthead, scorecard
from gender_indicators.report.wording import verdict_of
from gender_indicators.results import Edition, open_edition


@dataclass(frozen=True, slots=True)
class Report:
    """An edition seen from one area; every method returns a block that a notebook shows."""

    edition: Edition
    area: AreaRef

    @property
    def of_province(self) -> bool:
        """Whether this is the report of the whole province."""
        return self.area.code == self.edition.province.code

    def whole(self) -> Block:
        """The whole report, in the order of the notebook ``area_report``."""
        return group(
            self.masthead(),
            Heading(2, Text("Tóm tắt", "Summary")),
            self.summary(),
            Heading(2, Text("Bảng chỉ tiêu", "Table of targets")),
            self.scorecard(),
            Heading(2, Text("Kết quả theo từng mục tiêu", "Results by goal")),
            self.goals(),
            Heading(2, Text("So sánh giữa các đơn vị", "Units beside each other")),
            self.comparisons(),
            Heading(2, Text("Lưu ý về số liệu", "Notes on the data")),
            self.findings(),
            self.corrections(),
            Heading(2, Text("Nguồn số liệu", "Sources")),
            self.sources(),
            Heading(2, Text("Ký hiệu và cách đọc", "Signs and how to read them")),
            self.legend(),
        )

    def masthead(self) -> Block:
        """What the report is about: plan, area, year, vintage, map, origin of the data."""
        return masthead.masthead(self.edition, self.area)

    def summary(self) -> Block:
        """How many targets are met, partly met, not met, not yet due or without a figure."""
        return masthead.summary(self.edition, self.area)

    def scorecard(self) -> Block:
        """The table of all targets."""
        return scorecard.scorecard(self.edition, self.area)

    def goals(self) -> Block:
        """The sections of all goals, with headings."""
        return goals.goals(self.edition, self.area)

    def goal(self, identifier: str) -> Block:
        """The section of one goal; an unknown id is a :class:`UserError` that lists the goals."""
        for goal in self.edition.plan.goals:
            if goal.id == identifier:
                return goals.goal(self.edition, goal, self.area)
        raise _unknown(
            Text("Không có mục tiêu này.", "There is no such goal."),
            identifier,
            [goal.id for goal in self.edition.plan.goals],
            "goal",
        )

    def comparisons(self) -> Block:
        """All comparisons of the province's units; in a unit's report a sentence saying where they are."""
        return comparison.comparisons(self.edition) if self.of_province else comparison.not_for_units()

    def comparison(self, measure: str) -> Block:
        """The comparison of one measure; an unknown id is a :class:`UserError`."""
        known = [m.id for m in self.edition.plan.measures]
        if measure not in known:
            raise _unknown(Text("Không có số đo này.", "There is no such measure."), measure, known, "measure")
        if not self.of_province:
            return comparison.not_for_units()
        return comparison.comparison(self.edition, self.edition.plan.measure(measure))

    def findings(self) -> Block:
        """Which rules the data break, by agency and form, and at how many places."""
        return annexes.problems(self.edition)

    def corrections(self) -> Block:
        """How many cells were corrected and how many places accepted, by whom and why."""
        return annexes.decisions(self.edition)

    def sources(self) -> Block:
        """Where each figure comes from."""
        return annexes.sources(self.edition, self.area)

    def legend(self) -> Block:
        """The signs and words of the report; that of the province shows every area's."""
        edition = self.edition
        areas = {area.code for area in edition.areas} if self.area == edition.province else {self.area.code}
        figures = (f for f in (*edition.figures, *edition.history) if f.area.code in areas and f.breakdown == TOTAL)
        used = {verdict_of(figure) for figure in figures}
        return masthead.legend(used | {each.verdict for each in edition.verdicts if each.area in areas})


def open_report(year: int, area: str | int) -> Report:
    """Return the report of ``area`` (its code) for ``year``; a code that papermill took for a number is meant too.

    Raises :class:`UserError` when the year has no results or the area is not one of the year's, listing them.
    """
    edition = open_edition(year)
    codes = (each.code for each in edition.areas if each.code.isdecimal() and int(each.code) == area)
    return report_of(edition, next(codes, str(area)))


def report_of(edition: Edition, area: str) -> Report:
    """Return the report of ``area`` (its code) in ``edition``; an unknown area is a :class:`UserError`."""
    for each in edition.areas:
        if each.code == area:
            return Report(edition, each)
    year = edition.year.year
    listed = "; ".join(f"{each.code} {each.name}" for each in edition.areas)
    hint = suggest(area, [each.code for each in edition.areas])
    raise UserError(
        Text(
            f'Năm {year} không có đơn vị mã "{area}". {hint.vi} Các đơn vị: {listed}.',
            f'There is no area with the code "{area}" in {year}. {hint.en} Areas: {listed}.',
        ),
        f"area={area}",
    )


def _unknown(message: Text, given: str, known: list[str], key: str) -> UserError:
    hint = suggest(given, known)
    return UserError(Text(f"{message.vi} {hint.vi}", f"{message.en} {hint.en}"), f"{key}={given}")
