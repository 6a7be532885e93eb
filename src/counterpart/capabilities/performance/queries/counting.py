"""Counts events as figures take them: the tallies of measured indicators. Nothing here asks the database, so that a
record is computed again without one."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from counterpart.capabilities.performance.queries.months import Dataset, Index, Place, indexes_of, months_of
from counterpart.capabilities.performance.rules.measuring import Measure, measure_of
from counterpart.capabilities.performance.rules.tallies import (
    NOTHING,
    Counting,
    EventFile,
    Tally,
    months_in,
    standing_files,
    taken_in,
    tallies_of,
)
from counterpart.engines.evidence.mappings import pinned
from counterpart.engines.evidence.reader import PARQUET_FILE, read_rows
from counterpart.engines.evidence.rules.events import kind_kept
from counterpart.engines.library.rules.datasets import BUILT_IN
from counterpart.engines.library.rules.indicators import AYear, Indicator, MeasuredTerms
from counterpart.engines.library.rules.template import Template
from counterpart.values.period import Kind, Period
from counterpart.values.refusal import Refusal, Refused


def tallies(
    template: Template,
    files: Iterable[EventFile],
    periods: Iterable[Period] | None,
    *,
    place: Place,
    codes: Collection[str] | None = None,
) -> tuple[Tally, ...]:
    """What was counted for the measured indicators (or those of some `codes`) in periods, or in all that files cover.

    Raises Refused where a measure does not fit its dataset.
    """
    wanted = None if periods is None else list(dict.fromkeys(periods))
    held = standing_files(files)
    return tuple(tally for dataset in _datasets(template, held) for tally in _of(dataset, wanted, place, codes))


def _datasets(template: Template, held: Sequence[EventFile]) -> Iterator[Dataset]:
    measured = [one for one in template.indicators if one.measured]
    for name in dict.fromkeys(one.measured.dataset for one in measured if one.measured):
        files = tuple(file for file in held if file.dataset == name)
        if not files:
            continue
        declared = template.dataset(name)
        types = declared.types if declared else BUILT_IN.get(name, {})
        own = tuple(one for one in measured if one.measured and one.measured.dataset == name)
        measures = tuple(_sound(measure_of(one, types)) for one in own)
        yield Dataset(name, declared.title if declared else name, types, files, own, measures)


def _sound(found: Measure | Refusal) -> Measure:
    if isinstance(found, Refusal):
        raise Refused(found)
    return found


def _of(dataset: Dataset, periods: list[Period] | None, place: Place, codes: Collection[str] | None) -> Iterator[Tally]:
    indexes = indexes_of(dataset, place)
    covered = {dated: _covered(dataset.files, indexes, dated) for dated in dataset.dated}
    asked: list[tuple[Indicator, MeasuredTerms, Period]] = []
    for indicator, terms in dataset.measured:
        if codes is None or indicator.code in codes:
            asked += [(indicator, terms, when) for when in _asked(indicator, periods, covered[terms.dated])]
    months = months_of(dataset, indexes, {month for _, _, when in asked for month in months_in(when)}, place)
    read = {
        (dated, when): _read(dataset, dated, when, indexes)
        for dated, when in dict.fromkeys((terms.dated, when) for _, terms, when in asked)
    }
    for indicator, terms, when in asked:
        by_month = {month: months[month].get(indicator.code, NOTHING) for month in months_in(when) if month in months}
        files, undated = read[terms.dated, when]
        yield from tallies_of(indicator, when, by_month, Counting(terms, dataset.title, files, undated=undated))


def _covered(files: Sequence[EventFile], indexes: Mapping[int, Index], dated: str) -> Callable[[Period], bool]:
    """Whether files say anything of a period: of each of its months, between the first and the last that any row falls
    in, or as they state."""
    months = sorted(
        {month for index in indexes.values() for month in index.months[dated]}, key=lambda month: month.starts_on
    )

    @cache
    def is_covered(month: Period) -> bool:
        within = bool(months) and months[0].starts_on <= month.starts_on <= months[-1].starts_on
        return within or any(file.covers(month) for file in files)

    return cache(lambda when: all(map(is_covered, months_in(when))))


def _asked(indicator: Indicator, periods: list[Period] | None, covered: Callable[[Period], bool]) -> Iterator[Period]:
    """The periods a tally is given for: those covered in every month; a year as its terms add it up."""
    for when in _every(indicator) if periods is None else periods:
        direct = when.kind is Kind.MONTH or indicator.adds_up in (None, AYear.COUNTS, AYear.TOTAL)
        if direct and covered(when) and indicator.in_force_in(when):
            yield when


@cache
def _every_of(kind: Kind) -> tuple[Period, ...]:
    parts = {Kind.FINANCIAL_QUARTER: 4, Kind.MONTH: 12}.get(kind, 1)
    return tuple(Period(kind, year, part) for year in range(1990, 2100) for part in range(1, parts + 1))


def _every(indicator: Indicator) -> tuple[Period, ...]:
    """All periods of the indicator’s own length that files may cover."""
    kinds = {"quarter": Kind.FINANCIAL_QUARTER, "year": Kind.FINANCIAL_YEAR}
    return _every_of(kinds.get(indicator.every or "", Kind.MONTH))


Files = tuple[tuple[EventFile, int], ...]
"""Files, each with a number of its rows."""


def _read(dataset: Dataset, dated: str, when: Period, indexes: Mapping[int, Index]) -> tuple[Files, Files]:
    """The files a tally rests on, each with the rows of it that fall in the period; and those with rows of no day."""
    months = months_in(when)
    read, undated = [], []
    for file in dataset.files:
        index = indexes[file.number]
        rows = sum(index.months[dated].get(month, 0) for month in months)
        states = any(map(file.covers, months))
        if rows or states:
            read.append((file, rows))
        if index.undated[dated] and (states or file.period is None):
            undated.append((file, index.undated[dated]))
    return tuple(read) or ((dataset.files[-1], 0),), tuple(undated)


class Again:
    """Counts files of events again from their originals, given the content of the entries that took them in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read: dict[Path, EventFile] = {}

    def __call__(
        self,
        template: Template,
        files: Sequence[Mapping[str, Any]],
        originals: Mapping[str, bytes],
        periods: Iterable[Period],
    ) -> tuple[Tally, ...]:
        measured = {one.measured.dataset for one in template.indicators if one.measured}
        wanted = [(file, originals.get(file["evidence"]["fingerprint"])) for file in files]
        held = [self._file(file, data) for file, data in wanted if data and file["evidence"]["kind"] in measured]
        place = Place(self.folder, self.folder / "counted", lambda file: self._rows(file) / PARQUET_FILE)
        return tallies(template, held, periods, place=place)

    def _rows(self, file: EventFile) -> Path:
        """Where the rows of a file lie, which may be taken in as two datasets; nothing that a record says is a path."""
        return self.folder / sha256(f"{file.dataset}/{file.fingerprint}".encode()).hexdigest()

    def _file(self, entry: Mapping[str, Any], data: bytes) -> EventFile:
        """A file read once from its original; its digest is that of the rows found now."""
        told = taken_in(entry)
        place = self._rows(told)
        if place not in self.read:
            place.mkdir()
            mapping, kind = entry["mapping"], kind_kept(told.dataset, entry.get("dataset"))
            declared = pinned(mapping["text"]).mapping if mapping else None
            rows = read_rows(data, file=told.name, kind=kind, folder=place, declared=declared)
            self.read[place] = replace(told, digest=rows.digest, rows=rows.count)
        return self.read[place]


@contextmanager
def counting_again() -> Iterator[Again]:
    """A place in which files of events are counted again; cleared away afterwards."""
    with TemporaryDirectory(prefix="counterpart-") as folder:
        yield Again(Path(folder))
