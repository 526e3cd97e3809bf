"""An edition put into the archive as publishing does, without its pages: they are made from the edition alone."""

from __future__ import annotations

import datetime as dt

from gender_indicators.base.hashing import file_hashes
from gender_indicators.base.project import Project
from gender_indicators.editions.archive import archived_editions, settle
from gender_indicators.editions.pages import EDITION_FILE
from gender_indicators.editions.publishing import next_number
from gender_indicators.editions.soundness import CONTENTS
from gender_indicators.editions.statement import PAGES, RECORD, Archived, Statement, write_statement
from gender_indicators.report.making.standing import ROLES, Signature
from gender_indicators.results.edition import Edition, save_edition

DAY = dt.date(2025, 4, 10)
SIGNATURES = tuple(Signature(role, "Nguyễn Văn An", "Chuyên viên") for role in ROLES)


def archive_edition(project: Project, edition: Edition) -> Archived:
    """Archive ``edition`` after all that was published so far."""
    before, year = archived_editions(project), edition.year.year
    number = next_number(before, year)
    folder = project.published / str(year) / str(number)
    path = folder / PAGES / EDITION_FILE
    path.parent.mkdir(parents=True)
    save_edition(edition, path)
    contents = folder / RECORD / CONTENTS
    contents.parent.mkdir()
    contents.write_text('{"files": {}}\n', encoding="utf-8")
    statement = Statement(
        year=year,
        number=number,
        day=DAY,
        vintage=edition.year.vintage,
        data_as_of=edition.year.data_as_of,
        remark="",
        signatures=SIGNATURES,
        program="0",
        hides=False,
        files=file_hashes(folder / PAGES, [path]),
        record=file_hashes(folder / RECORD, [contents])[CONTENTS],
        previous=before[-1].seal if before else "",
    )
    archived = write_statement(folder, statement)
    settle(project)
    return archived
