"""The rules that datasets and the measures made from them must keep: everything wrong, told at once. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from counterpart.engines.library.rules.datasets import BUILT_IN, HELD, LONGEST_DATASET, RESERVED
from counterpart.engines.library.rules.expressions import DATE, MOMENT, NUMBER, YES_NO, fitted, said
from counterpart.engines.library.rules.expressions import WANTED as A_TEST
from counterpart.engines.library.rules.said import (
    Misfit,
    Part,
    Path,
    is_name,
    items_in,
    names_in,
    out_of_bounds,
    parts_of,
    repeated,
    text_of,
    too_long,
    unknown,
)
from counterpart.values.refusal import shown

MOST_SUPPRESSED, MOST_COLUMNS, MOST_PLACES = 100, 60, 4
OWN = ("sheet", "line", "file", "rowid")
"""What every row says of where it stands, and how DuckDB numbers rows, so that no column can be called so."""
_COLUMN = re.compile(r"[a-z][a-z0-9_]{0,39}")
TESTS = {"of": YES_NO, "counting": YES_NO, "adding": NUMBER, "apart": YES_NO, "labelled": YES_NO}
"""What each expression of a measure must come to."""
Types = Mapping[str, Mapping[str, str]]


def unfit_measures(content: Mapping[str, Any], indicators: list[Part]) -> Iterator[Misfit]:
    """Every rule that datasets break, and every measure that does not fit the columns of its dataset."""
    datasets = parts_of(content, "datasets")
    yield from repeated(datasets, "name")
    for where, dataset in datasets:
        yield from _unfit_dataset(where, dataset)
    types = dict(BUILT_IN) | {text_of(dataset.get("name")): _types(where, dataset) for where, dataset in datasets}
    for where, indicator in indicators:
        measured = names_in(indicator.get("measured"))
        if measured:
            yield from _unfit_measure((*where, "measured"), measured, indicator, types)


def _types(where: Path, dataset: Mapping[str, Any]) -> dict[str, str]:
    columns = parts_of(dataset, "columns", at=where)
    return {text_of(column.get("name")): text_of(column.get("holds")) or "text" for _, column in columns}


def _unfit_dataset(where: Path, dataset: Mapping[str, Any]) -> Iterator[Misfit]:
    name, columns = text_of(dataset.get("name")), parts_of(dataset, "columns", at=where)
    yield from too_long(where, dataset, ("title",))
    if name and not is_name(name, LONGEST_DATASET):
        yield (*where, "name"), shown(name), f"lower-case words, {LONGEST_DATASET} characters at the most"
    if name in RESERVED:
        yield (*where, "name"), f"{shown(name)}, a kind of file that is known without a template", "another name"
    if not 1 <= len(columns) <= MOST_COLUMNS:
        yield (*where, "columns"), f"{len(columns)} columns", f"1 to {MOST_COLUMNS}"
    yield from repeated(columns, "name")
    for place, column in columns:
        yield from _unfit_column(place, column)
    types = _types(where, dataset)
    for part in ("key", "dated"):
        yield from unknown((*where, part), dataset.get(part), tuple(types), "one of its columns", needed=False)
    dated = text_of(dataset.get("dated"))
    if dated in types and types[dated] not in (DATE, MOMENT):
        yield (*where, "dated"), f"{shown(dated)}, which holds {types[dated]}", "a column that holds a date or a moment"


def _unfit_column(where: Path, column: Mapping[str, Any]) -> Iterator[Misfit]:
    name = text_of(column.get("name"))
    if name and (name in OWN or not _COLUMN.fullmatch(name)):
        yield (*where, "name"), shown(name), "a name like answered_on: small letters, digits and _, 40 at the most"
    places = text_of(column.get("places"))
    if places and places not in {str(number) for number in range(MOST_PLACES + 1)}:
        yield (*where, "places"), shown(places), f"a number of decimal places, from 0 to {MOST_PLACES}"


def _unfit_measure(
    where: Path, measured: Mapping[str, Any], indicator: Mapping[str, Any], types: Types
) -> Iterator[Misfit]:
    if indicator.get("formula"):
        yield (*where[:-1], "formula"), "a formula beside “measured”", "one or the other"
    if bool(measured.get("counting")) == bool(measured.get("adding")):
        yield where, "both or neither of “counting” and “adding”", "one of them"
    if measured.get("adding") and text_of(indicator.get("unit")) == "percent":
        yield (
            (*where, "adding"),
            "a number added up, where the unit is percent",
            "“counting”, of which a share is taken",
        )
    if measured.get("labelled") and not measured.get("counting"):
        yield (*where, "labelled"), "a label beside “adding”", "a label only of what is counted"
    yield from out_of_bounds(where, measured, MOST_SUPPRESSED, "fewest")
    by = [text_of(one) for one in items_in(measured.get("by"))]
    for at, one in enumerate(items_in(measured.get("small_numbers"))):
        yield from unknown((*where, "small_numbers", at), one, by, "a column it is measured by")
    dataset = text_of(measured.get("dataset"))
    if dataset not in types:
        yield from unknown((*where, "dataset"), dataset, tuple(types), "a dataset, declared under “datasets”, or jobs")
        yield from (fault for name in TESTS for fault in _unreadable((*where, name), text_of(measured.get(name))))
        return
    yield from _unfit_to(where, measured, types[dataset])


def _unreadable(where: Path, text: str) -> Iterator[Misfit]:
    try:
        if text:
            said(text)
    except ValueError:
        yield where, shown(text), A_TEST


def _unfit_to(where: Path, measured: Mapping[str, Any], types: Mapping[str, str]) -> Iterator[Misfit]:
    """What a measure says that does not fit the columns of its dataset."""
    dated = text_of(measured.get("dated"))
    if dated not in types:
        yield from unknown((*where, "dated"), measured.get("dated"), tuple(types), "a column of its dataset")
    elif types[dated] not in (DATE, MOMENT):
        yield (*where, "dated"), f"{shown(dated)}, which holds {types[dated]}", "a column that holds a date or a moment"
    for at, one in enumerate(items_in(measured.get("by"))):
        yield from unknown((*where, "by", at), one, tuple(types), "a column of its dataset")
    held = {name: holds if holds in (*HELD, "choice") else "text" for name, holds in types.items()}
    for name, wanted in TESTS.items():
        text = text_of(measured.get(name))
        faults = [*_unreadable((*where, name), text)]
        yield from faults
        if text and not faults:
            yield from _unfitting((*where, name), text, held, wanted)


def _unfitting(where: Path, text: str, types: Mapping[str, str], wanted: str) -> Iterator[Misfit]:
    try:
        fitted(said(text), types, wanted=wanted)
    except ValueError as fault:
        yield where, f"{shown(text)} ({fault})", "an expression over the columns of its dataset"
