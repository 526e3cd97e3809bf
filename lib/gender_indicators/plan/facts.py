"""The parameters of a run, read and held against each other before any work begins."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from gender_indicators.base import PRIVATE_DATA, Project, Text, UserError, delivered_files, suggest
from gender_indicators.plan.agencies import Agencies, load_agencies
from gender_indicators.plan.areas import AreaRef, Areas, load_areas
from gender_indicators.plan.forms import Forms, load_forms
from gender_indicators.plan.plan import Plan, load_plan
from gender_indicators.plan.year import Origin, Year, load_origin, load_year


@dataclass(frozen=True, slots=True)
class Facts:
    """The plan, its forms, agencies and map, the year to report, and what is known of the plan's years before.

    ``areas`` are the areas that get a report, the province first. ``earlier`` are the years before whose data
    are of the same origin, oldest first; ``left_out`` says why others are not compared.
    """

    project: Project
    plan: Plan
    forms: Forms
    agencies: Agencies
    map: Areas
    year: Year
    origin: Origin
    areas: tuple[AreaRef, ...]
    earlier: tuple[Year, ...]
    left_out: tuple[tuple[int, Text], ...]

    def sender(self, form: str, year: int) -> str:
        """The id of the agency that sends ``form`` for ``year``."""
        return self.agencies.sender(form, self.forms[form].agency, dt.date(year, 12, 31))

    def coordinator(self, year: int) -> str:
        """The id of the agency that coordinates the plan at the end of ``year``."""
        return self.agencies.coordinator(self.plan.coordinator, dt.date(year, 12, 31))

    def areas_of(self, year: Year) -> tuple[AreaRef, ...]:
        """The areas that can be compared in ``year``: all on the same map, else the province alone."""
        areas = reported_areas(self.map, year)
        return areas if year.map == self.year.map and year.levels == self.year.levels else areas[:1]


def load_facts(project: Project, year: int) -> Facts:
    """Read every parameter file a run of ``year`` needs; raises :class:`UserError` for the first wrong one."""
    run = load_year(project.params, year)
    plan = load_plan(project.param("plan.yaml"))
    origin = _origin(project, run)
    map_ = load_areas(project.param("areas.yaml"))
    earlier, left_out = _earlier(project, plan, run, origin)
    facts = Facts(
        project=project,
        plan=plan,
        forms=load_forms(project.param("forms.yaml")),
        agencies=load_agencies(project.param("agencies.yaml")),
        map=map_,
        year=run,
        origin=origin,
        areas=reported_areas(map_, run),
        earlier=earlier,
        left_out=left_out,
    )
    _require_known(facts)
    return facts


def reported_areas(map_: Areas, year: Year) -> tuple[AreaRef, ...]:
    """Return the province and the units of the year's levels on the year's map, by code."""
    where = f"params/{year.year}.yaml"
    if len(year.levels) > 2:  # disclosure control knows one division of the province, not one inside another
        raise UserError(
            Text('khoá "levels" có cấp tỉnh và nhiều nhất một cấp dưới tỉnh.',
                 'key "levels" has the province and at most one level below it.'),
            where,
        )  # fmt: skip
    if map_.map_on(year.map).date != year.map:
        days = [each.date.isoformat() for each in map_.maps]
        hint = suggest(year.map.isoformat(), days)
        raise UserError(
            Text(f'khoá "map": không có bản đồ bắt đầu ngày {year.map}. {hint.vi}',
                 f'key "map": no map begins on {year.map}. {hint.en}'),
            where,
        )  # fmt: skip
    found = []
    for level in year.levels:
        units = map_.units_on(year.map, level)
        if not units:
            raise UserError(
                Text(f'khoá "levels": bản đồ {year.map} không có cấp "{level}".',
                     f'key "levels": the map of {year.map} has no level "{level}".'),
                where,
            )  # fmt: skip
        found += [AreaRef(unit.code, unit.name, unit.level) for unit in units]
    if not found or found[0].level != "province":
        raise UserError(
            Text('khoá "levels" phải bắt đầu bằng "province".', 'key "levels" must begin with "province".'), where
        )
    return tuple(found)


def require_area(facts: Facts, area: str) -> None:
    """Raise :class:`UserError`, listing the areas of the year, when ``area`` is the code of none."""
    known = {ref.code: ref.name for ref in facts.areas}
    if area in known:
        return
    listed = "; ".join(f"{code} {name}" for code, name in known.items())
    hint = suggest(area, known)
    raise UserError(
        Text(
            f"năm {facts.year.year} không có đơn vị mã {area}. {hint.vi}\n  Các đơn vị: {listed}.",
            f"there is no area {area} in {facts.year.year}. Areas: {listed}.",
        ),
        f"AREA={area}",
    )


def _earlier(
    project: Project, plan: Plan, run: Year, origin: Origin
) -> tuple[tuple[Year, ...], tuple[tuple[int, Text], ...]]:
    """The plan's years before ``run`` that may be compared with it, and why the others may not."""
    kept: list[Year] = []
    left_out: list[tuple[int, Text]] = []
    for number in range(plan.first_year, run.year):
        if not (project.params / f"{number}.yaml").exists():
            left_out.append((number, Text("không có tệp tham số", "there is no parameter file")))
            continue
        year = load_year(project.params, number)
        if _has_deliveries(project, year) and _origin(project, year).kind == origin.kind:
            kept.append(year)
        else:  # one reason for all: a published year is made again without the folders it did not use
            left_out.append((number, Text("chưa có số liệu để so sánh", "there are no data to compare with")))
    return tuple(kept), tuple(left_out)


def _has_deliveries(project: Project, year: Year) -> bool:
    """Whether the data folder of ``year`` is there, and an agency's folder in it holds a file."""
    if not (project.root / year.data).is_dir():
        return False
    folder = project.data(year.data)
    return any(path.parent != folder for path in delivered_files(folder))


def _origin(project: Project, year: Year) -> Origin:
    """Where the data of ``year`` come from; real ones must lie where no commit ever takes them along."""
    folder = project.data(year.data)
    origin = load_origin(folder)
    real, root, private = folder.resolve(), project.root.resolve(), (project.root / PRIVATE_DATA).resolve()
    if origin.kind == "official" and real.is_relative_to(root) and not real.is_relative_to(private):
        raise UserError(
            Text(
                f'khoá "data": số liệu thật nằm trong "{year.data}", ngoài "{PRIVATE_DATA}"; hãy chuyển thư mục vào '
                f'"{PRIVATE_DATA}/{year.year}" rồi sửa khoá "data".',
                f'key "data": real data lie in "{year.data}", outside "{PRIVATE_DATA}"; move the folder to '
                f'"{PRIVATE_DATA}/{year.year}" and correct the key "data".',
            ),
            f"params/{year.year}.yaml",
        )
    return origin


def _require_known(facts: Facts) -> None:
    """Raise :class:`UserError` where one parameter file names what another does not have."""
    plan = "params/plan.yaml"
    agencies = [agency.id for agency in facts.agencies]
    forms = [form.code for form in facts.forms]
    _require(facts.plan.coordinator, agencies, "coordinator", plan)
    for form in facts.forms:
        _require(form.agency, agencies, f"forms.{form.code}.agency", "params/forms.yaml")
    for measure in facts.plan.measures:
        for agency in measure.responsible:
            _require(agency, agencies, f"{measure.id}.responsible", plan)
        for code in (*measure.forms.values(), *measure.controlled_by):
            _require(code, forms, f"{measure.id}.forms", plan)
    _require_sensitive_forms(facts)
    for year in (*facts.earlier, facts.year):
        for measure_id in year.settings:
            _require(measure_id, [m.id for m in facts.plan.measures], "settings", f"params/{year.year}.yaml")
        facts.coordinator(year.year)
        for form in facts.forms:
            facts.sender(form.code, year.year)


def _require_sensitive_forms(facts: Facts) -> None:
    """A measure whose small counts are hidden comes from a form whose cells are hidden in findings, too."""
    for measure in facts.plan.measures:
        if measure.disclosure and not any(facts.forms[code].sensitive for code in measure.forms.values()):
            codes = ", ".join(measure.forms.values())
            raise UserError(
                Text(
                    f'chỉ tiêu {measure.id} có "disclosure" nên biểu của nó ({codes}) phải có "sensitive: true".',
                    f'measure {measure.id} has "disclosure", so its form ({codes}) needs "sensitive: true".',
                ),
                "params/forms.yaml",
            )


def _require(name: str, known: list[str], key: str, where: str) -> None:
    if name not in known:
        hint = suggest(name, known)
        message = Text(f'khoá "{key}": không có "{name}". {hint.vi}', f'key "{key}": there is no "{name}". {hint.en}')
        raise UserError(message, where)
