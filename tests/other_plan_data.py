"""The files that the agencies of the made-up plan in ``other_plan`` deliver, few enough to count by hand."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

PARAMS = Path(__file__).parent / "other_plan" / "params"
OFFICE, BUREAU = "van-phong-thu", "phong-co-so"
ORIGIN = 'kind: synthetic\nnote: {vi: "Số liệu tự đặt để thử.", en: "Invented data for a test."}\n'

Rows = Sequence[tuple[str | int | float, ...]]

# Người đứng đầu, Còn mở?, Dạng, Số người làm, Ở đâu, Ký hiệu
_OPEN_2030: Rows = (
    ("Bà", "Đang mở", "Công ty", 250, "9701", "K01"),
    ("Ông", "Đang mở", "Công ty", 12, "9701", "K02"),
    ("Bà", "Đang mở", "Công ty", 5, "9701", "K03"),
    ("Ông", "Đang mở", "Tổ hợp", 9, "9701", "K04"),
    ("Bà", "Đang mở", "Công ty", 3, "9702", "K05"),
    ("Ông", "Đang mở", "Công ty", 4, "9702", "K06"),
    ("Ông", "Đang mở", "Tổ hợp", 8, "9702", "K07"),
    ("Ông", "Đang mở", "Công ty", 2, "9703", "K08"),
    ("Ông", "Đang mở", "Công ty", 7, "9703", "K09"),
)
_OPEN_2031: Rows = (
    ("Bà", "Đang mở", "Công ty", 450, "9701", "K01"),  # out of range and waived
    *_OPEN_2030[1:5],
    ("Bà", "Đang mở", "Tổ hợp", 8, "9702", "K07"),
    *_OPEN_2030[7:],
    ("Ông", "Đang mở", "Công ty", 1, "9701", "K10"),
    ("Ông", "Đang mở", "Công ty", 6, "9702", "K11"),
)
_NOT_COUNTED: Rows = (
    ("Bà", "Đã đóng", "Công ty", 0, "9703", "K20"),
    ("Bà", "Đang mở", "Điểm bán", 1, "9703", "K21"),
)
BUSINESSES = {2030: _OPEN_2030, 2031: (*_OPEN_2031, *_NOT_COUNTED)}

# Giờ, Nam/nữ, Hệ số, Người: women (30 x 2 + 12) / 3 = 24, men (18 + 14) / 2 = 16; nobody was asked in 2030
HOUSEWORK: Rows = ((30, "nữ", 2, "h1"), (12, "nữ", 1, "h2"), (18, "nam", 1.5, "h3"), (14, "nam", 1.5, "h4"))

# commune: boys, girls
BIRTHS = {
    2030: {"9701": (10, 10), "9702": (10, 8), "9703": (9, 10)},
    2031: {"9701": (54, 50), "9702": (12, 2), "9703": (20, 22)},
}

# commune: in need and helped, in need and not helped, not in need; nobody returned in 2030
RETURNED: dict[int, dict[str, tuple[int, ...]]] = {
    2030: {},
    2031: {"9701": (6, 0, 0), "9702": (0, 0, 1), "9703": (2, 3, 0)},
}

# commune: told and signed, told only, signed only, neither
ORGANISATIONS: dict[int, dict[str, tuple[int, ...]]] = {
    2030: {"9701": (2, 2, 0, 0), "9702": (1, 1, 0, 1), "9703": (0, 1, 0, 2)},
    2031: {"9701": (3, 1, 0, 0), "9702": (1, 2, 0, 0), "9703": (0, 2, 1, 0)},
}


def write_other_plan(root: Path) -> Path:
    """Write the made-up province's parameters and deliveries below ``root``; return ``root``."""
    shutil.copytree(PARAMS, root / "params")
    for year in BUSINESSES:
        folder = root / "nhan" / str(year)
        for agency in (OFFICE, BUREAU):
            (folder / agency).mkdir(parents=True)
        (folder / "origin.yaml").write_text(ORIGIN, encoding="utf-8")
        _write_year(folder, year)
    return root


def _write_year(folder: Path, year: int) -> None:
    bureau = folder / BUREAU
    headers: tuple[str, ...] = ("Người đứng đầu", "Còn mở?", "Dạng", "Số người làm", "Ở đâu", "Ký hiệu")
    _workbook(bureau / "danh-ba.xlsx", "B-1", "Danh bạ", year, headers, BUSINESSES[year])
    headers = ("Đã giúp", "Cần giúp", "Nơi", "Số thứ tự")
    _workbook(bureau / "tro-ve.xlsx", "B-4", "Trở về", year, headers, returned(year))
    headers = ("Đã ký", "Đã báo tin", "Nơi", "Tên gọi")
    _workbook(bureau / "to-chuc.xlsx", "B-5", "Tổ chức", year, headers, organisations(year))
    _csv(bureau / "so-sinh.csv", ("Trẻ", "Ngày", "Nơi", "Số sổ"), births(year))
    if year == 2031:
        _csv(folder / OFFICE / "viec-nha.csv", ("Giờ", "Nam/nữ", "Hệ số", "Người"), HOUSEWORK)


def births(year: int) -> Rows:
    """The register of newborn children, one row a child."""
    rows = []
    for commune, (boys, girls) in BIRTHS[year].items():
        for number, sex in enumerate(["bé trai"] * boys + ["bé gái"] * girls):
            rows.append((sex, f"{year}-{number % 12 + 1:02d}-07", commune, f"{commune}-{number}"))
    return rows


def returned(year: int) -> Rows:
    """The list of people who returned, one row a person."""
    return _listed(RETURNED[year], (("Có", "Có"), ("Không", "Có"), ("Không", "Không")))


def organisations(year: int) -> Rows:
    """The list of organisations, one row each."""
    return _listed(ORGANISATIONS[year], (("Có", "Có"), ("Không", "Có"), ("Có", "Không"), ("Không", "Không")))


def _listed(counts: dict[str, tuple[int, ...]], answers: Sequence[tuple[str, str]]) -> Rows:
    rows: list[tuple[str, ...]] = []
    for commune, numbers in counts.items():
        for number, answer in zip(numbers, answers, strict=True):
            rows += [(*answer, commune, f"{commune}-{len(rows) + n}") for n in range(number)]
    return rows


def _csv(path: Path, headers: Sequence[str], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headers, *rows])


def _workbook(path: Path, number: str, sheet: str, year: int, headers: Sequence[str], rows: Rows) -> None:
    heading = ((), ("Biểu số:", number), ("Năm báo cáo:", year), ("Cơ quan báo cáo:", "Phòng Cơ sở"), (), ())
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(sheet)
        for line, row in enumerate((*heading, tuple(headers), *rows)):
            page.write_row(line, 0, row)
