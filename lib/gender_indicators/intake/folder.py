"""A year's data folder: every file to the form it belongs to, every form's deliveries in the order they came."""

from __future__ import annotations

import datetime as dt
import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from gender_indicators.base import Text, delivered_files, file_hash, format_date, nfc, suggest
from gender_indicators.findings import Fault, Finding, Place, as_findings, did_you_mean, office_finding
from gender_indicators.intake.arrival import Arrival, How
from gender_indicators.intake.file_names import NamedFile, agency_of, named_after
from gender_indicators.intake.log_layout import LOG
from gender_indicators.intake.order import in_order, undecided_pair
from gender_indicators.intake.received import RECEIVED, WrittenReceipt, agreed, load_received
from gender_indicators.intake.recognition import Said, said_by, same_number
from gender_indicators.plan import Form

OWN = ("origin.yaml", RECEIVED, LOG)
"""The office's own files in a year's folder, which no agency delivers."""


@dataclass(frozen=True, slots=True)
class Sender:
    """A form with the id and the name of the agency that sends it."""

    form: Form
    agency: str
    name: Text


@dataclass(frozen=True, slots=True)
class Coordinator:
    """The coordinating agency, its id and name, which answers for what belongs to no form."""

    agency: str
    name: Text


@dataclass(frozen=True, slots=True)
class Arrived:
    """The deliveries of a year by form code, the newest last, and everything that was found while sorting them.

    ``unclear`` holds, by form code, the finding for which nobody can say which of its deliveries is the newest; such
    a form is not read. ``unexpected`` are the files no form asks for, ``later`` the forms of which every delivery was
    left out because it came after the day asked for.
    """

    arrivals: Mapping[str, tuple[Arrival, ...]]
    unclear: Mapping[str, Finding]
    findings: tuple[Finding, ...]
    unexpected: tuple[Finding, ...]
    later: frozenset[str] = frozenset()


def sort_folder(
    folder: Path,
    senders: Sequence[Sender],
    coordinator: Coordinator,
    year: int,
    limit_mb: int,
    by: dt.date | None = None,
    logged: Sequence[WrittenReceipt] = (),
) -> Arrived:
    """Return which files of ``folder`` belong to which form of ``year``.

    A file belongs to a form of the agency in whose folder it lies: by its name, or as a workbook by what it says
    inside. Workbooks above ``limit_mb`` are not opened. With ``by`` the deliveries known to have come after that day
    are left out. ``logged`` are the days of receipt that the office's workbook says beside ``received.yaml``. Raises
    :class:`UserError` for a wrong ``received.yaml``, and where both differ.
    """
    return _Sorting(folder, senders, coordinator, year, limit_mb, logged).arrived(by)


class _Sorting:
    def __init__(
        self,
        folder: Path,
        senders: Sequence[Sender],
        coordinator: Coordinator,
        year: int,
        limit_mb: int,
        logged: Sequence[WrittenReceipt],
    ) -> None:
        self._folder, self._coordinator, self._year, self._limit_mb = folder, coordinator, year, limit_mb
        self._senders = {sender.form.code: sender for sender in senders}
        self._agencies = tuple(dict.fromkeys(sender.agency for sender in senders))
        written = (WrittenReceipt(file, entry, Place(RECEIVED)) for file, entry in load_received(folder).items())
        self._received = agreed((*written, *logged), self._path)
        self._findings: list[Finding] = []
        self._unexpected: list[Finding] = []

    def arrived(self, by: dt.date | None) -> Arrived:
        files = [path.relative_to(self._folder).as_posix() for path in delivered_files(self._folder)]
        found: dict[str, list[Arrival]] = defaultdict(list)
        later: set[str] = set()
        for file in files:
            arrival = self._arrival(file) if file not in OWN else None
            if arrival is not None and by is not None and arrival.on is not None and arrival.on > by:
                later.add(arrival.form)
            elif arrival is not None:
                found[arrival.form].append(arrival)
        self._findings += (*self._other_folders(files), *self._not_there(files))
        unclear, ordered = {}, {}
        for code, arrivals in found.items():
            kept, pair = self._without_copies(arrivals)
            for each in kept:
                if each.how == "words" and each.on is None:
                    form = self._senders[code].form
                    self._tell("file.undated", form, each.file, each.name, example=_example(form))
            if pair is not None:
                unclear[code] = self._unclear(code, *pair)
            ordered[code] = in_order(kept) if pair is None else tuple(kept)
        return Arrived(
            ordered, unclear, tuple(self._findings), tuple(self._unexpected), frozenset(later - found.keys())
        )

    def _arrival(self, file: str) -> Arrival | None:
        """The delivery that ``file`` is; ``None`` for one no form asks for, which is told."""
        name = file.partition("/")[2]
        agency = agency_of(file, self._agencies)
        own = [sender.form for sender in self._senders.values() if sender.agency == agency]
        inside = "/" not in name
        named = named_after(name, own) if own and inside else None
        if named is not None and named.plain:
            return self._by_name(file, agency, named)
        said = said_by(self._folder / file, self._limit_mb) if inside else None
        form = self._form(said, own) if said is not None and not said.log else None
        if said is not None and form is not None and said.year not in (None, self._year):
            self._tell("file.other_year", form, file, str(said.year), year=str(self._year))
            return None
        if named is not None and form in (None, named.form):
            return self._by_name(file, agency, named)
        if form is not None:
            self._tell("file.renamed", form, file, name, file=f"{agency}/{form.file}")
            how: How = "identity" if said is not None and said.code else "number"
            return self._dated(Arrival(file, form.code, f"{agency}/{form.file}", how=how))
        self._unexpected.append(self._strange(file, said))
        return None

    def _by_name(self, file: str, agency: str, named: NamedFile) -> Arrival:
        form = named.form
        if named.plain:
            return self._dated(Arrival(file, form.code, f"{agency}/{file.partition('/')[2]}", named.on))
        return self._dated(Arrival(file, form.code, f"{agency}/{form.file}", how="words"))

    def _dated(self, arrival: Arrival) -> Arrival:
        """The delivery with what the office wrote of it, which counts before the day in its name."""
        written = self._received.get(self._path(arrival.file))
        if written is None:
            return arrival
        return replace(arrival, on=written.entry.on or arrival.on, vintage=written.entry.vintage)

    def _path(self, file: str) -> str:
        """The path of a file in the folder called by its agency's id."""
        folder, slash, name = file.partition("/")
        return nfc(f"{agency_of(file, self._agencies) if slash else folder}{slash}{name}")

    def _form(self, said: Said, own: Sequence[Form]) -> Form | None:
        if said.code:
            return next((form for form in own if form.code == said.code), None)
        return next((form for form in own if same_number(form.number, said.number)), None)

    def _without_copies(self, arrivals: Sequence[Arrival]) -> tuple[list[Arrival], tuple[Arrival, Arrival] | None]:
        """The deliveries without copies of which the order does not matter, and two whose order cannot be told."""
        kept = list(arrivals)
        while (pair := undecided_pair(kept)) is not None:
            better, other = sorted(pair, key=lambda each: (each.on is None, each.how != "name", each.file))
            if file_hash(self._folder / better.file) != file_hash(self._folder / other.file):
                return kept, pair
            kept.remove(other)
            self._tell("file.copy", self._senders[other.form].form, other.file, other.name, file=better.file)
        return kept, None

    def _unclear(self, code: str, one: Arrival, other: Arrival) -> Finding:
        sender = self._senders[code]
        found = "; ".join(_with_day(each) for each in (one, other))
        values = {"one": _same(one.name), "other": _same(other.name), "example": _same(_example(sender.form))}
        place = Place(f"{sender.agency}/{sender.form.file}")
        fault = Fault("file.twice", place, found, values=values)
        (finding,) = as_findings([fault], sender.form, sender.agency, sender.name)
        return finding

    def _tell(self, rule: str, form: Form, file: str, found: str, /, **values: str) -> None:
        sender = self._senders[form.code]
        fault = Fault(rule, Place(file), found, values={name: _same(value) for name, value in values.items()})
        self._findings += as_findings([fault], form, sender.agency, sender.name)

    def _not_there(self, files: Sequence[str]) -> Iterator[Finding]:
        """A warning for each file of which a day of receipt is written and that is not there."""
        there = {self._path(file) for file in files}
        for file, written in self._received.items():
            if file not in there:
                values = {"hint": did_you_mean(file, there - set(OWN)), "file": _same(written.place.file)}
                yield office_finding(
                    Fault("received.unknown", written.place, written.file, values=values),
                    self._coordinator.agency,
                    self._coordinator.name,
                )

    def _other_folders(self, files: Sequence[str]) -> Iterator[Finding]:
        """A warning for each agency's folder that is not called by the agency's id."""
        folders = dict.fromkeys(file.partition("/")[0] for file in files if "/" in file)
        for folder in folders:
            agency = agency_of(f"{folder}/", self._agencies)
            if agency != folder:
                fault = Fault("file.folder", Place(folder), folder, values={"folder": _same(agency)})
                yield office_finding(fault, self._coordinator.agency, self._coordinator.name)

    def _strange(self, file: str, said: Said | None) -> Finding:
        """A warning for a file no form asks for, with the form it may be: by what it says, else by its name."""
        form = self._form(said, self._forms) if said is not None and not said.log else None
        meant = [self._senders[form.code]] if form is not None else []
        near = self._named_like(file)
        if meant:
            place = f"{meant[0].agency}/{meant[0].form.file}"
            near = Text(
                f'Bên trong ghi biểu {meant[0].form.number}: tệp của biểu đó là "{place}".',
                f'Inside it says form {meant[0].form.number}, whose file is "{place}".',
            )
        elif said is not None and said.log:
            near = Text(
                f'Đây là sổ theo dõi; chỉ đọc tệp "{LOG}" đặt ngay trong thư mục của năm.',
                f"It is an office's log; only \"{LOG}\" in the year's folder itself is read.",
            )
        fault = Fault("file.unexpected", Place(file), file.rpartition("/")[2], values={"hint": near})
        return office_finding(fault, self._coordinator.agency, self._coordinator.name)

    def _named_like(self, file: str) -> Text:
        """A question naming the form's file with a like name; folders and suffixes, alike in all, do not count."""
        asked = {PurePosixPath(s.form.file).stem: f"{s.agency}/{s.form.file}" for s in self._senders.values()}
        near = difflib.get_close_matches(PurePosixPath(file).stem, sorted(asked), n=1, cutoff=0.6)
        return suggest(asked[near[0]], [asked[near[0]]]) if near else Text("", "")

    @property
    def _forms(self) -> list[Form]:
        return [sender.form for sender in self._senders.values()]


def _with_day(arrival: Arrival) -> str:
    day = format_date(arrival.on) if arrival.on else "không rõ ngày"
    return f"{arrival.name} ({day})"


def _example(form: Form) -> str:
    stem, _, ending = form.file.rpartition(".")
    return f"{stem} 2025-02-20.{ending}"


def _same(text: str) -> Text:
    return Text(text, text)
