"""What the XML of an Excel workbook says beside its values: sheets, styles, formulas, merged and hidden cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from gender_indicators.files.grid import Flaw, Merge
from gender_indicators.files.limits import LAST_ROW, MAX_COLUMNS
from gender_indicators.files.markup import damaged, walk
from gender_indicators.files.package import no_workbook
from gender_indicators.files.plain import without_plain_cells
from gender_indicators.files.scan import Scan, Scanning
from gender_indicators.files.styles import shows_percent
from gender_indicators.files.threats import is_dde
from gender_indicators.findings import Fault, Place, Refusal

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_TRUE = {"1", "true"}
_SHOWN_RESULT = 20
_KEPT_FORMULA = 200


@dataclass(frozen=True, slots=True)
class Relation:
    """What leads from one part of a package to another: its id, the last word of its type, the part that is meant."""

    id: str
    kind: str
    part: str


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it: its name, whether it is hidden, and what leads to its part."""

    name: str
    hidden: bool
    relation: Relation


@dataclass(frozen=True, slots=True)
class Listing:
    """What the workbook says of itself: its sheets in their order, whether it counts days from 1904, and the parts
    that hold its styles and the texts its cells share.
    """

    sheets: tuple[SheetPart, ...]
    epoch_1904: bool
    styles: str
    strings: str


def relations_of(part: str, xml: bytes, place: Place) -> tuple[Relation, ...]:
    """Return the relations that ``xml`` lists of ``part`` (``""``: the package itself); none without ``xml``."""
    listed: list[Relation] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = join("/", dirname(part), attributes.get("Target", "").replace("\\", "/"))
            kind = attributes.get("Type", "").rpartition("/")[2]
            listed.append(Relation(attributes.get("Id", ""), kind, normpath(target).lstrip("/")))

    if xml:
        walk(xml, place, relation)
    return tuple(listed)


def list_sheets(workbook: bytes, relations: Sequence[Relation], place: Place) -> Listing:
    """Return the sheets that the part ``workbook`` lists, found by its ``relations``.

    Raises :class:`Refusal` for a part that is no workbook.
    """
    by_id = {relation.id: relation for relation in relations}
    by_kind = {relation.kind: relation.part for relation in relations}
    sheets: list[SheetPart] = []
    epochs = [False]
    roots: list[str] = []

    def element(name: str, attributes: dict[str, str]) -> None:
        if not roots:
            roots.append(name)
        if name == "sheet":
            id_ = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append(SheetPart(attributes.get("name", ""), hidden, by_id.get(id_, Relation(id_, "", ""))))
        elif name == "workbookPr":
            epochs.append(attributes.get("date1904", "") in _TRUE)

    walk(workbook, place, element)
    if roots != ["workbook"]:
        raise no_workbook(place)
    return Listing(tuple(sheets), epochs[-1], by_kind.get("styles", ""), by_kind.get("sharedStrings", ""))


def percent_styles(styles: bytes, place: Place) -> frozenset[int]:
    """Return which cell styles (their place in ``cellXfs``) show a number as a share of a hundred."""
    codes: dict[str, str] = {}
    formats: list[str] = []
    inside = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside[0] = True
        elif name == "xf" and inside[0]:
            formats.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        if name == "cellXfs":
            inside[0] = False

    if styles:
        walk(styles, place, start, end)
    numbers = ((index, number) for index, number in enumerate(formats) if number.isdecimal())
    return frozenset(index for index, number in numbers if shows_percent(int(number[:9]), codes.get(number, "")))


def scan(xml: bytes, place: Place, percent: Collection[int] = ()) -> Scan:
    """Return formulas, error values, merged and hidden cells, those shown as per cent, and the extent of a sheet.

    ``percent`` are the styles that show a share. Raises :class:`Refusal` when the XML is damaged.
    """
    plain = without_plain_cells(xml, percent)
    scanner = _Scanner(place=place, percent_styles=frozenset(map(str, percent)))
    if plain is not None:
        scanner.last_row, scanner.last_column = plain.last_row, plain.last_column
        scanner.percent.update(plain.percent)
    walk(xml if plain is None else plain.rest, place, scanner.start, scanner.end, scanner.text)
    if plain is not None:
        plain.require_sound(place)
    return scanner.scan()


@dataclass(slots=True, kw_only=True)
class _Scanner(Scanning):
    """The state of one pass over a sheet's XML."""

    place: Place
    percent_styles: frozenset[str]
    row: int = 0
    column: int = -1
    kind: str = ""
    style: str = ""
    formula: bool = False
    filled: bool = False
    inside: str = ""
    value: str = ""
    formula_text: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.kind, self.formula, self.filled, self.value = attributes.get("t", ""), False, False, ""
            self.style = attributes.get("s", "")
            self._move(attributes.get("r"))
        elif name == "v":
            self.inside, self.filled = name, True
        elif name == "is":
            self.filled = True
        elif name == "f":
            self.inside, self.formula_text = name, ""
            self.formula = self.filled = True
        elif name == "row":
            self._move_row(attributes.get("r"))
            if attributes.get("hidden", "") in _TRUE:
                self.hidden_rows.add(self.row)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden", "") in _TRUE:
            self._hide(attributes)

    def text(self, data: str) -> None:
        if self.inside == "v" and len(self.value) < _SHOWN_RESULT:
            self.value += data
        elif self.inside == "f" and len(self.formula_text) < _KEPT_FORMULA:
            self.formula_text += data

    def end(self, name: str) -> None:
        if name in ("v", "f"):
            self.inside = ""
            if name == "f" and is_dde(self.formula_text):
                raise Refusal(Fault("file.dde", self.place, f"công thức ở dòng {self.row}"))
        elif name == "c" and self.filled:
            self.last_row = max(self.last_row, self.row)
            self.last_column = max(self.last_column, self.column)
            if flaw := self._flaw():
                self.flaws[self.row, self.column] = flaw
            if self.style in self.percent_styles and self.kind in ("", "n"):
                self.percent.add((self.row, self.column))

    def _flaw(self) -> Flaw | None:
        if self.kind == "e":
            return Flaw("cell.error_value", self.value or "#?", unusable=True)
        if self.formula and not self.value:
            return Flaw("cell.formula_empty", "công thức chưa có kết quả", unusable=True)
        if self.formula:
            return Flaw("cell.formula", "công thức", unusable=False)
        return None

    def _move_row(self, reference: str | None) -> None:
        if reference is not None and not (reference.isascii() and reference.isdigit()):
            raise damaged(self.place, "số dòng")
        self.row = int(reference[:8]) if reference else self.row + 1
        self.column = -1
        if not 1 <= self.row <= LAST_ROW:
            raise damaged(self.place, "số dòng")

    def _move(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
        else:
            self.row, self.column = _coordinates(reference, self.place)
        if self.row < 1 or self.column >= MAX_COLUMNS:
            raise damaged(self.place, "địa chỉ ô")

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        first_row, first_column = _coordinates(first, self.place)
        last_row, last_column = _coordinates(last or first, self.place)
        rows, columns = sorted((first_row, last_row)), sorted((first_column, last_column))
        self.merges.append(Merge(rows[0], columns[0], rows[1], columns[1]))

    def _hide(self, attributes: Mapping[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not (first.isdecimal() and last.isdecimal()):
            raise damaged(self.place, "cột ẩn")
        self.hidden_columns.update(range(int(first[:6]) - 1, min(int(last[:6]), MAX_COLUMNS)))


def _coordinates(reference: str, place: Place) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if match is None or int(match[2]) > LAST_ROW:
        raise damaged(place, "địa chỉ ô")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1
