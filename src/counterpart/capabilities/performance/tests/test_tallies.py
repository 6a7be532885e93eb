"""Which files of events stand, what may be shown of what was counted, and how it is told."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from counterpart.capabilities.performance.rules import counted
from counterpart.capabilities.performance.rules.benchmarks import Peers
from counterpart.capabilities.performance.rules.measuring import Why
from counterpart.capabilities.performance.rules.numbers import Known
from counterpart.capabilities.performance.rules.placing import placings
from counterpart.capabilities.performance.rules.returns import standing
from counterpart.capabilities.performance.rules.tallies import (
    Counting,
    EventFile,
    Listed,
    Month,
    Tally,
    along,
    months_in,
    standing_files,
    summed,
    tallies_of,
    together,
)
from counterpart.capabilities.performance.tests.figuring import an_indicator
from counterpart.capabilities.performance.tests.repairs import TEMPLATE
from counterpart.engines.library.rules.indicators import Better, Indicator, MeasuredAs, MeasuredTerms
from counterpart.engines.library.shelf import pinned
from counterpart.values.explained import Source
from counterpart.values.period import period

MONTH = period("2010-09")
FILE = EventFile(1, "september.csv", "ab" * 32, "repairs", "cd" * 32, 10)
TERMS = MeasuredTerms(
    "repairs", "closed_at", of="open", counting="done", by=("area", "group"), small_numbers=("group",)
)


def of_month(*groups: int, area: str = "North") -> Month:
    cells = {(None, None): (Decimal(1), Decimal(sum(groups))), ("area", area): (Decimal(1), Decimal(sum(groups)))}
    return Month(cells | {("group", f"g{at}"): (Decimal(1), Decimal(rows)) for at, rows in enumerate(groups)})


def a_measured(**other: Any) -> Indicator:
    return an_indicator(measured=TERMS, **other)


def a_tally(
    indicator: Indicator, terms: MeasuredTerms = TERMS, numerator: int = 4, rows: int = 7, **other: Any
) -> Tally:
    counting = Counting(terms, "Repairs", ((FILE, rows),), **other)
    cells = {(None, None): (Decimal(numerator), Decimal(rows))}
    (found,) = tallies_of(indicator, MONTH, {MONTH: Month(cells, counting.listed)}, counting)
    return found


def test_a_file_that_restates_takes_the_place_of_those_of_its_period() -> None:
    october = replace(FILE, number=2, period=period("2010-10"))
    again = replace(FILE, number=3, restates="A slip")
    other = replace(FILE, number=4, dataset="visits", restates="Another")
    assert standing_files([again, FILE, other, october]) == (october, again, other)
    assert october.covers(period("2010-10"))
    assert not october.covers(MONTH)
    assert not FILE.covers(MONTH)


@pytest.mark.parametrize(
    ("when", "first", "last", "count"),
    [("2010-09", "2010-09", "2010-09", 1), ("2010-Q4", "2011-01", "2011-03", 3), ("2010-11", "2010-04", "2011-03", 12),
     ("2011", "2011-01", "2011-M12", 12)],
)  # fmt: skip
def test_a_period_has_its_months(when: str, first: str, last: str, count: int) -> None:
    months = months_in(period(when))
    assert (months[0], months[-1], len(months)) == (period(first), period(last), count)


def test_what_was_kept_back_in_a_month_or_a_quarter_is_kept_back_in_every_longer_period() -> None:
    by_month = {period("2010-04"): of_month(2, 3, 9), period("2010-05"): of_month(20, 30, 40)}
    year = period("2010-11")

    def shown(when: Any) -> list[tuple[list[str], int]]:
        cells = summed(by_month[month] for month in months_in(when) if month in by_month)
        return [([part.name for part in one.parts], one.kept_back) for one in along(TERMS, when, by_month, cells)]

    assert shown(year) == shown(period("2010-Q1")) == [(["North"], 0), (["g2"], 2)]
    assert shown(period("2010-05")) == [(["North"], 0), (["g0", "g1", "g2"], 0)]


def test_areas_that_differ_in_case_are_one_and_have_a_tally_of_their_own() -> None:
    cells = {("area", "North"): (Decimal(1), Decimal(2)), ("area", "north"): (Decimal(2), Decimal(3))}
    counting = Counting(TERMS, "Repairs", ((FILE, 5),))
    whole, north = tallies_of(a_measured(), MONTH, {MONTH: Month(cells)}, counting)
    assert (whole.area, whole.denominator) == (None, 0)
    assert (north.area, north.numerator, north.denominator) == ("North", 3, 5)
    assert [content["rows"] for _, content in north.cited] == [FILE.digest]


def test_rows_that_are_named_in_several_months_are_named_together_and_the_first_of_them_shown() -> None:
    rows = tuple(Source("a.csv", "ab" * 32, line) for line in range(2, 42))
    months = [Month({}, (Listed(Why.APART, 40, rows),)), Month({}, (Listed(Why.APART, 140, rows),))]
    (found,) = together(months)
    assert (found.count, len(found.rows)) == (180, 50)


@pytest.mark.parametrize(
    ("why", "count", "other", "sentence"),
    [
        (Why.UNCLEAR, 1, {}, "1 row was left out because it is not known whether open."),
        (Why.APART, 2, {"apart": "odd"}, "2 rows were left out because odd."),
        (Why.UNKNOWN, 3, {}, "3 rows were counted as not so because it is not known whether done."),
        (Why.UNKNOWN, 3, {"counting": "", "adding": "cost"}, "3 rows were left out because cost is not known."),
        (Why.UNLABELLED, 2, {"labelled": "said"}, "The label says the same of 5 of 7 (71.43 %)."),
        (Why.LABELLED, 1, {"labelled": "said"}, "1 row was labelled otherwise: said does not agree."),
    ],
)
def test_every_reason_has_its_sentence(why: Why, count: int, other: dict[str, str], sentence: str) -> None:
    terms = replace(TERMS, **other)
    tally = a_tally(a_measured(), terms, listed=(Listed(why, count, ()),))
    assert sentence in counted.because(tally, a_measured(), Decimal(1))
    left_out = why in (Why.UNCLEAR, Why.APART) or bool(terms.adding)
    told = counted.as_data(tally, a_measured())
    assert (told["left_out"], told["named"]) == (count if left_out else 0, {why.value: count})
    assert counted.in_reading_order(dict(reversed(told.items()))) == told


def test_a_share_of_no_rows_is_no_figure_and_a_count_of_none_is_nought() -> None:
    share, count = a_measured(measured_as=MeasuredAs.RATIO), a_measured(measured_as=MeasuredAs.COUNT, decimals=0)
    template = replace(pinned(TEMPLATE).template, indicators=(share,))
    known = Known(template, standing([a_tally(share, numerator=0, rows=0)]))
    assert known.numbers(share, MONTH, None).value is None
    assert counted.worth_of(count, Decimal(0), Decimal(0)) == 0
    told = counted.because(a_tally(share, numerator=0, rows=0), share, None)
    assert told.startswith("0 of 0 rows of “Repairs” give no figure for September 2010, since nothing can be divided")
    assert counted.because(a_tally(count), count, Decimal(4)).startswith(
        "4 rows of “Repairs” give 4 for September 2010"
    )


def test_what_went_in_is_told_whole_or_in_brief() -> None:
    undated, again = ((FILE, 2),), replace(FILE, restates="A slip")
    tally = a_tally(a_measured(), undated=undated, listed=(Listed(Why.UNCLEAR, 1, ()),))
    told = [one.because for one in counted.inputs(tally, a_measured(), brief=False)]
    assert told[:2] == [
        "september.csv: 7 of its 10 rows fall in September 2010.",
        "2 rows of september.csv have no closed_at, and belong to no period.",
    ]
    assert told[-1] == "By group: none that may be shown."
    assert len(counted.inputs(tally, a_measured(), brief=True)) == 1
    corrected = replace(tally, counting=replace(tally.counting, files=((again, 7),)))
    (read,) = counted.inputs(corrected, a_measured(), brief=True)
    assert read.because.endswith("It stands in the place of what came before: A slip")


def peer(name: str, value: str | None, code: str = "A 1") -> Peers:
    number = None if value is None else Decimal(value)
    source = Source("peers.csv", "ab" * 32, 2)
    return Peers(code, MONTH, "All", None, value is None, None, None, name, number, "", source)


def test_peers_stand_in_their_places_and_those_without_a_value_last() -> None:
    values = ["4", "9", "9", "1", "2", "3", "5", "6"]
    rows = [peer(f"P{at}", value) for at, value in enumerate(values)] + [peer("none", None), peer("other", "1", "B")]
    (found,) = placings(an_indicator(code="A 1"), rows)
    assert [(one.organisation, one.rank) for one in found.members[:3]] == [("P1", 1), ("P2", 1), ("P7", 3)]
    assert (found.n, found.left_out, found.members[-1].rank, found.members[-1].label) == (8, 1, None, None)
    assert found.members[0].label == "top_quartile"
    assert found.cuts is not None
    assert found.cuts.median == Decimal("4.5")
    (band,) = placings(an_indicator(code="A 1", better=Better.WITHIN, band="4 to 6"), rows)
    assert [(one.organisation, one.label) for one in band.members[:1]] == [("P6", None)]
    (few,) = placings(an_indicator(code="A 1"), rows[:3])
    assert few.cuts is None
    assert few.members[0].label is None
