"""What the agencies sent for a year: every delivery of every form, read once and known again by its content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gender_indicators.base import NOTHING_KEPT, Store, Text, code_hash, digest, file_hash, format_date, versions
from gender_indicators.files import reading_key
from gender_indicators.findings import Fault, Finding, Place, as_findings
from gender_indicators.intake.arrival import Arrival
from gender_indicators.intake.folder import Arrived, Coordinator, Sender, sort_folder
from gender_indicators.intake.known import Known, known_in
from gender_indicators.intake.log import Log, read_log
from gender_indicators.intake.reader import MAX_FILE_MB, Reading, read_file
from gender_indicators.intake.receipts import Receipt, receipts_of
from gender_indicators.intake.table import Table
from gender_indicators.plan import Facts, Year


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the agencies sent for a year: a reading of every form, by form code, and files no form asks for.

    A form's reading is that of its newest delivery. ``arrivals`` holds all of its deliveries, the newest last, and
    ``earlier`` the readings of those before the newest, in the same order. ``keys`` holds, by form code, one hash of
    everything a form's deliveries depend on. ``noticed`` is what sorting the files found.
    """

    year: Year
    readings: Mapping[str, Reading]
    keys: Mapping[str, str]
    unexpected: tuple[Finding, ...] = ()
    noticed: tuple[Finding, ...] = ()
    arrivals: Mapping[str, tuple[Arrival, ...]] = field(default_factory=dict)
    earlier: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)

    @property
    def tables(self) -> dict[str, Table]:
        """The tables that could be read, each of the newest delivery."""
        return {code: reading.table for code, reading in self.readings.items() if reading.table is not None}

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each file that was read, older deliveries too, by its path with the year."""
        readings = (*self.readings.values(), *(reading for each in self.earlier.values() for reading in each))
        sources = (reading.table.source for reading in readings if reading.table is not None)
        return {f"{self.year.year}/{source.file}": source.sha256 for source in sources}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading the newest deliveries and sorting the files found."""
        public_names = tuple(finding for reading in self.readings.values() for finding in reading.findings)
        return (*public_names, *self.noticed, *self.unexpected)

    @property
    def public_names(self) -> dict[str, str]:
        """The path by which readers know each delivered file: see :class:`Arrival`."""
        return {each.file: each.public_name for arrivals in self.arrivals.values() for each in arrivals}


def read_year(facts: Facts, year: Year, store: Store = NOTHING_KEPT, by: dt.date | None = None) -> Delivery:
    """Read every delivery of every form of ``year``; what ``store`` knows of the same file is not read again.

    With ``by`` the deliveries that came after that day are left out. The year of the delivery has the corrections and
    waivers of the office's workbook, too.
    """
    folder = facts.project.data(year.data)
    senders = senders_of(facts, year)
    log = _log(facts, year)
    year = year.with_entries(log.corrections, log.waivers)
    arrived = _sorted(facts, year, senders, log, by)
    readings: dict[str, Reading] = {}
    earlier: dict[str, tuple[Reading, ...]] = {}
    keys: dict[str, str] = {}
    known = known_in(year.year, facts.forms, facts.map)
    for sender in senders:
        code, files = sender.form.code, [each.file for each in arrived.arrivals.get(sender.form.code, ())]
        found = [_reading(sender, folder, file, year.year, known, store) for file in files]
        if code in arrived.unclear:
            readings[code] = Reading(None, (arrived.unclear[code],))
        elif found:
            readings[code], earlier[code] = found[-1], tuple(found[:-1])
        else:
            readings[code] = _absent(sender, folder, year.year, later=code in arrived.later)
        keys[code] = _whole_key(sender, folder, arrived, year.year, known)
    noticed = (*arrived.findings, *_after_closing(senders, arrived, year))
    return Delivery(year, readings, keys, arrived.unexpected, noticed, arrived.arrivals, earlier)


def read_before(facts: Facts, store: Store) -> bool:
    """Whether ``store`` knows every file of the years to be read, so that probably nothing needs checking."""
    for year in (*facts.earlier, facts.year):
        folder, senders = facts.project.data(year.data), senders_of(facts, year)
        arrived = _sorted(facts, year, senders, _log(facts, year))
        known = known_in(year.year, facts.forms, facts.map)
        if not all(store.has(key) for sender in senders for key in _keys(sender, folder, arrived, year.year, known)):
            return False
    return True


def senders_of(facts: Facts, year: Year) -> tuple[Sender, ...]:
    """Return each form with the id and the name of the agency that sends it for ``year``."""
    agencies = {form.code: facts.sender(form.code, year.year) for form in facts.forms}
    return tuple(
        Sender(form, agencies[form.code], facts.agencies[agencies[form.code]].name.text) for form in facts.forms
    )


def delivery_receipts(facts: Facts, delivery: Delivery) -> tuple[Receipt, ...]:
    """Return how every form of a year was delivered, in the order of the forms."""
    senders = ((sender.form, sender.agency) for sender in senders_of(facts, delivery.year))
    return receipts_of(facts.plan, delivery.year.year, senders, delivery.arrivals)


def require_logs(facts: Facts) -> None:
    """Raise :class:`UserError` when a workbook of the office, of the reporting year or one before, is wrong."""
    for year in (*facts.earlier, facts.year):
        _log(facts, year)


def _log(facts: Facts, year: Year) -> Log:
    return read_log(facts.project.data(year.data), facts.forms, year.year)


def _sorted(facts: Facts, year: Year, senders: tuple[Sender, ...], log: Log, by: dt.date | None = None) -> Arrived:
    coordinator = facts.coordinator(year.year)
    office = Coordinator(coordinator, facts.agencies[coordinator].name.text)
    return sort_folder(facts.project.data(year.data), senders, office, year.year, MAX_FILE_MB, by, log.receipts)


def _reading(sender: Sender, folder: Path, file: str, year: int, known: Known, store: Store) -> Reading:
    key = _key(sender, folder, file, year, known)
    kept = store.get(key)
    if isinstance(kept, Reading):
        return kept
    reading = read_file(sender.form, folder, file, sender.agency, year, sender.name, known)
    if key == _key(sender, folder, file, year, known):  # else the file changed meanwhile
        store.put(key, reading)
    return reading


def _absent(sender: Sender, folder: Path, year: int, later: bool) -> Reading:
    """The reading of a form that did not come; or only ``later`` than the day the year is seen on."""
    form, asked = sender.form, f"{sender.agency}/{sender.form.file}"
    if not later:
        return read_file(form, folder, asked, sender.agency, year, sender.name)
    values = {"file": Text(asked, asked), "hint": Text("", "")}
    fault = Fault("file.missing", Place(asked), "chưa đến ngày nhận", values=values)
    return Reading(None, () if form.optional else as_findings([fault], form, sender.agency, sender.name))


def _key(sender: Sender, folder: Path, file: str, year: int, known: Known) -> str:
    """Everything the reading of a delivered file depends on."""
    libraries = f"{versions('pandas')} {reading_key()}"
    code = code_hash()
    asked = (sender.form.model_dump_json(), known.key, sender.agency, str(year), repr(sender.name))
    return digest("read", code, libraries, *asked, file, file_hash(folder / file))


def _keys(sender: Sender, folder: Path, arrived: Arrived, year: int, known: Known) -> Iterator[str]:
    for each in arrived.arrivals.get(sender.form.code, ()):
        yield _key(sender, folder, each.file, year, known)


def _whole_key(sender: Sender, folder: Path, arrived: Arrived, year: int, known: Known) -> str:
    """Everything a form's deliveries depend on: their files, days and vintages; empty when nothing came."""
    arrivals = arrived.arrivals.get(sender.form.code, ())
    if not arrivals:
        return ""
    unclear = sender.form.code in arrived.unclear
    return digest("deliveries", repr(arrivals), repr(unclear), *_keys(sender, folder, arrived, year, known))


def _after_closing(senders: tuple[Sender, ...], arrived: Arrived, year: Year) -> Iterator[Finding]:
    """A warning for each form whose delivery in use came after the day the year's data were closed."""
    for sender in senders:
        arrivals = arrived.arrivals.get(sender.form.code, ())
        if arrivals and (on := arrivals[-1].on) is not None and on > year.data_as_of:
            day = format_date(year.data_as_of)
            fault = Fault(
                "file.after_closing", Place(arrivals[-1].file), format_date(on), values={"day": Text(day, day)}
            )
            yield from as_findings([fault], sender.form, sender.agency, sender.name)
