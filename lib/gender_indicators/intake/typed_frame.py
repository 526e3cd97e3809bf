"""A DataFrame somebody has already, as the rows of a form: its columns typed as reading would type them."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from gender_indicators.base import Text, UserError, suggest
from gender_indicators.intake.cells import DTYPES
from gender_indicators.plan import Column, Form


def typed_frame(form: Form, frame: pd.DataFrame, needed: Collection[str]) -> pd.DataFrame:
    """Return ``frame`` with every column of ``form``, typed; those that are not ``needed`` may be absent.

    Raises
    ------
    UserError
        For a column the form does not have, a needed one that is missing, values of another type, and a code the
        form does not know.
    """
    names = [column.name for column in form.columns]
    for name in frame.columns:
        if name not in names:
            hint = suggest(str(name), names)
            raise _error(
                form, str(name), f"biểu không có cột này. {hint.vi}", f"the form has no such column. {hint.en}"
            )
    for name in needed:
        if name not in frame.columns:
            raise _error(form, name, "bảng thiếu cột này.", "the table lacks this column.")
    columns = {column.name: _typed(form, column, frame) for column in form.columns}
    return pd.DataFrame(columns, index=frame.index)


def _typed(form: Form, column: Column, frame: pd.DataFrame) -> pd.Series:
    values = frame[column.name] if column.name in frame.columns else pd.Series(pd.NA, index=frame.index, dtype=object)
    try:
        typed = values.astype(DTYPES[column.type])
    except (TypeError, ValueError) as error:
        raise _error(
            form, column.name, f"giá trị không đúng kiểu {column.type}: {error}.", f"not {column.type}: {error}."
        ) from error
    if column.codes:
        known = set(column.codes.values())
        strange = sorted(set(typed.dropna()) - known)
        if strange:
            hint = suggest(str(strange[0]), [str(code) for code in known])
            raise _error(
                form, column.name, f'không có mã "{strange[0]}". {hint.vi}', f'no code "{strange[0]}". {hint.en}'
            )
    return typed


def _error(form: Form, column: str, vi: str, en: str) -> UserError:
    return UserError(Text(vi, en), f"{form.code}.{column}")
