"""What an edition is published as: its statement, sealed, in ``outputs/published/<year>/<number>/an-pham.json``.

Beside it lie the pages (``bao-cao``) and the office's record that a rerun needs (``ho-so``, closed to others). The
seal of a statement is the hash of all it says, the hashes of all pages among it; it also says the seal of the edition
published before, so that none can be changed, taken out or put in unnoticed.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from gender_indicators.base import Text, UserError, digest
from gender_indicators.plan import Vintage
from gender_indicators.report import Signature, Standing

PAGES, RECORD, STATEMENT = "bao-cao", "ho-so", "an-pham.json"


@dataclass(frozen=True, slots=True)
class Statement:
    """What an edition is published as, and the hash of every page's file by its path.

    ``hides`` is whether what had to be hidden beside earlier editions was hidden by the program (``--hide``).
    ``record`` is the hash of the list of the office's record, which holds a chance number and so tells nothing of
    what it lists. ``previous`` is the seal of the edition published before, of whatever year; the first has none.
    """

    year: int
    number: int
    day: dt.date
    vintage: Vintage
    data_as_of: dt.date
    remark: str
    signatures: tuple[Signature, ...]
    program: str
    hides: bool
    files: dict[str, str]
    record: str
    previous: str

    @property
    def name(self) -> str:
        """How the edition is called: "2024/1"."""
        return f"{self.year}/{self.number}"

    @property
    def seal(self) -> str:
        """The hash of all of it: any other byte gives another."""
        return digest(json.dumps(asdict(self), default=str, ensure_ascii=False, sort_keys=True))

    @property
    def standing(self) -> Standing:
        """What its pages say of it."""
        return Standing(self.number, self.day, self.signatures, self.remark)


@dataclass(frozen=True, slots=True)
class Archived:
    """A published edition: its folder, what it is published as, and the seal that stands beside it."""

    folder: Path
    statement: Statement
    seal: str

    @property
    def pages(self) -> Path:
        """Its pages."""
        return self.folder / PAGES

    @property
    def record(self) -> Path:
        """What the office needs to make it again."""
        return self.folder / RECORD


_STATEMENT = TypeAdapter(Statement)


def read_archived(folder: Path) -> Archived:
    """Return the edition in ``folder``; raises :class:`UserError` for a statement that is not as it was sealed."""
    path = folder / STATEMENT
    try:
        content = path.read_bytes() if path.is_file() else b""
        statement = _STATEMENT.validate_json(content)
    except (OSError, ValidationError) as error:
        raise damaged(folder, STATEMENT) from error
    if _bytes(statement) != content or statement.name != name_of(folder):
        raise damaged(folder, STATEMENT)
    return Archived(folder, statement, statement.seal)


def write_statement(folder: Path, statement: Statement) -> Archived:
    """Write ``statement`` with its seal into ``folder``."""
    (folder / STATEMENT).write_bytes(_bytes(statement))
    return Archived(folder, statement, statement.seal)


def name_of(folder: Path) -> str:
    """Return what an edition in ``folder`` is called: "2024/1"."""
    return f"{folder.parent.name}/{folder.name}"


def _bytes(statement: Statement) -> bytes:
    content = {"seal": statement.seal, **asdict(statement)}
    return (json.dumps(content, default=str, ensure_ascii=False, indent=2) + "\n").encode()


def damaged(folder: Path, file: str) -> UserError:
    """The error of an edition of which ``file`` is not as it was published."""
    name = name_of(folder)
    return UserError(
        Text(
            f"ấn phẩm {name} không còn như khi công bố nên chữ ký không còn hiệu lực; hãy lấy lại bản sao của thư "
            'mục này, rồi chạy "make verify".',
            f"the edition {name} is not as it was published, so its signatures are void; restore a copy of this "
            'folder, then run "make verify".',
        ),
        f"outputs/published/{name}/{file}",
    )
