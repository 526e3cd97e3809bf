"""A delivered Parquet file as raw cells: the form's own columns, batch by batch, the header counted as row 1."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from gender_indicators.base import Text
from gender_indicators.files import (
    BLOCK_ROWS,
    MAX_CELL,
    Book,
    FileSource,
    Format,
    Grid,
    RowBlock,
    Sheet,
    normalise,
    too_large,
    too_long,
)
from gender_indicators.findings import Fault, Place, Refusal
from gender_indicators.plan import Column, ColumnType
from gender_parquet.pages import TEXT, pages, summary

if TYPE_CHECKING:
    from pyarrow import Array, DataType
    from pyarrow.parquet import ParquetFile

MAX_UNPACKED_MB = 200
MAX_ROWS = 3_000_000
_MARK = b"PAR1"  # at both ends
_ROWS_OF_PANDAS = re.compile(r"__index_level_[0-9]+__")
_KINDS: Mapping[ColumnType, Text] = {
    "text": Text("chữ", "text"),
    "code": Text("chữ", "text"),
    "area": Text("chữ", "text"),
    "yes_no": Text("đúng/sai (boolean) hoặc chữ", "boolean or text"),
    "integer": Text("số nguyên", "integer"),
    "number": Text("số", "number"),
    "date": Text("ngày", "date"),
}
_ACCEPTED: Mapping[ColumnType, frozenset[str]] = {
    "text": frozenset({"text"}),
    "code": frozenset({"text"}),
    "area": frozenset({"text"}),
    "yes_no": frozenset({"text", "bool"}),
    "integer": frozenset({"text", "integer", "float"}),
    "number": frozenset({"text", "integer", "float"}),
    "date": frozenset({"text", "date"}),
}


def read_parquet(data: bytes, source: FileSource, columns: Sequence[Column]) -> Book:
    """Return the one sheet of a Parquet file: the same form, the same columns, the same values as in CSV.

    A column is known by its header or by its name in the library. Text keeps the rules of a CSV cell; numbers,
    dates and booleans come as they are, and a column of any other type is a fault. Rows are counted as if the
    header were row 1. Raises :class:`Refusal` for a damaged file, one that unpacks beyond
    :data:`MAX_UNPACKED_MB`.
    """
    place = Place(source.file)
    file = _opened(data, place)
    types = [field.type for field in file.schema_arrow]
    headers = [_header(columns, name) for name in file.schema_arrow.names]
    words = [normalise(header).casefold() for header in headers]
    known = {
        normalise(header).casefold(): column for column in columns for header in (column.header, *column.synonyms)
    }
    faults = {
        index: _wrong_type(known[word], _name(types[index]), place)
        for index, word in enumerate(words)
        if word in known and _kind(types[index]) not in _ACCEPTED[known[word].type] | {"null"}
    }
    # A header may be understood later that is not known here; a column of a type that no cell has is called by it.
    readable = [index in faults or bool(_kind(type_)) for index, type_ in enumerate(types)]
    head = tuple(
        header if usable or not header else f"{header} ({_name(type_)})"
        for header, usable, type_ in zip(headers, readable, types, strict=True)
    )
    wanted = [
        index
        for index, word in enumerate(words)
        if word and readable[index] and index not in faults and words.count(word) == 1
    ]
    unusable = frozenset(range(len(head))) - set(wanted)
    blocks = partial(_blocks, file, wanted, place)
    grid = Grid(source, (head,), blocks, False, faults=tuple(faults.values()), unusable=unusable, decimal="point")
    return Book((Sheet("", False, lambda: grid),))


def _blocks(
    file: ParquetFile, wanted: Sequence[int], place: Place, header_row: int, header_rows: int = 1
) -> Iterator[RowBlock]:
    from pyarrow import ArrowException

    names = file.schema_arrow.names
    first = 2
    try:
        for batch in file.iter_batches(BLOCK_ROWS, columns=[names[index] for index in wanted]) if header_row else ():
            nothing = ("",) * batch.num_rows
            columns: list[Sequence[object]] = [nothing] * len(names)
            for index in wanted:
                columns[index] = _cells(batch.column(names[index]), place)
            yield RowBlock(range(first, first + batch.num_rows), columns)
            first += batch.num_rows
    except (ArrowException, OSError, ValueError, OverflowError):
        raise Refusal(Fault("file.damaged", place, f"hỏng sau dòng {first - 1}")) from None


def _opened(data: bytes, place: Place) -> ParquetFile:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    texts = _measured(data, place)
    try:
        # Texts stay in their dictionaries: a page of some bytes may repeat a text of a megabyte in every row.
        return ParquetFile(io.BytesIO(data), read_dictionary=texts)
    except (ArrowException, OSError, ValueError, KeyError):
        raise Refusal(Fault("file.damaged", place, "không mở được")) from None


def _measured(data: bytes, place: Place) -> list[str]:
    """The columns of text; a file of more rows, or of larger pages, than fit into memory is refused."""
    try:
        said = summary(data)
        if said.rows > MAX_ROWS:
            raise Refusal(Fault("sheet.too_large", place, f"{said.rows} dòng"))
        unpacked = sum(page.unpacked for chunk in said.chunks for page in pages(data, chunk))
    except ValueError:
        raise Refusal(Fault("file.damaged", place, "không mở được")) from None
    if unpacked > MAX_UNPACKED_MB * 1_000_000:
        raise too_large(place, f"{unpacked // 1_000_000} MB sau khi giải nén", MAX_UNPACKED_MB)
    return sorted({chunk.name for chunk in said.chunks if chunk.kind == TEXT and chunk.name})


def _header(columns: Sequence[Column], name: str) -> str:
    """The header a column of the file stands for, or its name as it is; the row numbers of pandas are no column."""
    if _ROWS_OF_PANDAS.fullmatch(name):
        return ""
    return next((column.header for column in columns if column.name == name), name)


def _kind(kind: DataType) -> str:
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    if types.is_null(kind):
        return "null"
    if _is_text(kind):
        return "text"
    if types.is_boolean(kind):
        return "bool"
    if types.is_integer(kind):
        return "integer"
    if types.is_floating(kind) or types.is_decimal(kind):
        return "float"
    if types.is_date(kind) or (types.is_timestamp(kind) and kind.tz is None):
        return "date"
    return ""


def _name(kind: DataType) -> str:
    from pyarrow import types

    return str(kind.value_type if types.is_dictionary(kind) else kind)


def _is_text(kind: DataType) -> bool:
    from pyarrow import types

    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _require_short(texts: Array[Any], place: Place) -> None:
    from pyarrow import compute

    longest = compute.max(compute.utf8_length(texts)).as_py() or 0
    if longest > MAX_CELL:
        raise too_long(place, longest)


def _wrong_type(column: Column, found: str, place: Place) -> Fault:
    values = {"header": Text(column.header, column.header), "kinds": _KINDS[column.type]}
    return Fault("column.type", Place(place.file, "", f"cột {column.header}"), found, column.name, values)


def _cells(values: Array[Any], place: Place) -> Sequence[object]:
    """The values of a batch's column as a CSV or a workbook would hold them; blank where there is none."""
    import pyarrow as pa
    from pyarrow import compute, types

    if types.is_dictionary(values.type) and _is_text(values.type.value_type):
        places = values.indices.dictionary_encode()  # only the texts of this batch, each once
        words = values.dictionary.take(places.dictionary)
        words.validate(full=True)
        _require_short(words, place)
        texts = words.to_pylist()
        return ["" if at is None or texts[at] is None else texts[at] for at in places.indices.to_pylist()]
    if types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if _is_text(values.type):
        _require_short(values, place)
    elif types.is_decimal(values.type) or types.is_floating(values.type):
        values = values.cast(pa.float64())
        values = compute.if_else(compute.is_nan(values), pa.scalar(None, pa.float64()), values)
    elif types.is_timestamp(values.type):
        values = values.cast(pa.timestamp("us"), safe=False)
    elif types.is_boolean(values.type):
        values = compute.if_else(values, "Có", "Không")
    cells: list[object] = values.to_pylist()
    return ["" if cell is None else cell for cell in cells] if values.null_count else cells


def _holds(data: bytes) -> bool:
    return data.startswith(_MARK) or (data.endswith(_MARK) and 0 in data[-8:])


FORMAT = Format(
    Text("tệp Parquet (.parquet)", "a Parquet file (.parquet)"),
    (".parquet",),
    _holds,
    read_parquet,
    libraries=("pyarrow",),
    extra="gender-indicators[parquet]",
)
