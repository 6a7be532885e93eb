"""A history replayed: by hand, against a slow twin, and what is told of it."""

import json
from datetime import date
from decimal import Decimal

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from counterpart.capabilities.pricing.queries.replaying import compare
from counterpart.capabilities.pricing.rules.mechanisms import Kind, Mechanism, PricedJob, by_value, paid
from counterpart.capabilities.pricing.rules.telling import answers, as_data, cells_of, told
from counterpart.capabilities.pricing.tests.makers import asked, per_property, per_void, rates, written
from counterpart.engines.reporting.formats import written as in_form
from counterpart.engines.reporting.rules.document import Heading, Points
from counterpart.values.refusal import Refused

pytestmark = pytest.mark.slow

ALL = (
    rates(),
    per_property("120", value_cap=Decimal(500), voids_excluded=True, percent=Decimal(10)),
    per_void("500", value_cap=Decimal(250)),
    Mechanism(id="plus", name="Cost plus", kind=Kind.COST_PLUS, cost_percent=Decimal(80), fee_percent=Decimal(10)),
)


@pytest.fixture
def found(tmp_path):
    return compare(written(tmp_path), asked(*ALL, caps=[Decimal(100)]), folder=tmp_path)


def test_a_small_history_comes_out_as_by_hand(found):
    """Five jobs, £1,407.50; p2 is void from 1 May, so j3 is work on a void and j4, 60 days later, is not."""
    by_rates, by_property, by_void, plus = found.compared
    assert by_rates.total == 140_750
    assert (by_property.pence_by_value, by_property.units) == (90_000 + 30_000, 9)
    assert by_property.total == 132_000 + 9 * 1_000
    assert (by_void.pence_by_value, by_void.units, by_void.total) == (140_750, 1, 190_750), "j3 is above the cap"
    assert plus.total == 123_860
    assert (by_rates.jobs_by_value, by_property.jobs_by_value) == (5, 2)


def test_prices_break_even_and_caps_are_told(found):
    by_property = found.compared[1]
    assert by_property.break_even == Decimal("116.67")
    caps = {capped.cap: (capped.total, capped.jobs) for capped in by_property.caps}
    assert set(caps) == {None, Decimal(100), Decimal(500)}
    assert caps[Decimal(500)] == (141_000, 2)
    assert caps[None] == (33_000 + 9_000, 1)
    assert found.compared[0].caps == ()


def test_who_bears_more_work_is_worked_out_from_the_same_jobs(found):
    by_rates, by_property, _, plus = found.compared
    assert (by_rates.of_more_jobs, by_rates.of_dearer_jobs) == (Decimal("100.00"), Decimal("100.00"))
    assert by_property.of_more_jobs == Decimal("93.78")
    assert plus.of_more_jobs == Decimal("88.00")


def test_what_is_by_month_and_area_adds_up(found):
    for one in found.compared:
        assert abs(sum(one.cells.values()) - one.total) <= len(one.cells)
    by_property = found.compared[1]
    assert by_property.cells[2025 * 12 + 3, "north"] == 99_000 + 1_000
    assert by_property.cells[2025 * 12 + 4, "south"] == 33_000 + 2_000


def test_what_is_left_out_is_told(tmp_path):
    files = written(tmp_path, lines=(("j1", "10.00"), ("j5", "7.00"), ("nowhere", "3.00")))
    found = compare(files, asked(rates()), folder=tmp_path)
    assert found.history.lines_of_no_job == (1, 300)
    assert found.history.jobs_elsewhere == (1, 700)
    said = [str(point) for block in told(found).blocks if isinstance(block, Points) for point in block.points]
    assert said[0] == "One line is of no job in the file and left out everywhere: £3.00."
    assert said[1] == "One job is at a property that is not in the file: £7.00."


def test_the_answer_comes_first_and_nothing_is_a_float(found):
    said = answers(found)
    assert said[0] == "Over 3 months Cost plus would have cost the least: £1,238.60."
    assert said[1] == (
        "Per property would have cost £2.50 more than Rates; they would be level at £116.67 a year per property, "
        "where the price is £120.00."
    )
    assert "level at £0.00 per void, where the price is £500.00" in said[2]
    floats: list[object] = []
    data = json.loads(json.dumps(as_data(found)), parse_float=floats.append)
    assert floats == []
    assert data["mechanisms"][1]["cost"] == "1410.00"
    assert told(found).dated_on == date(2025, 6, 30)
    assert len(cells_of(found).rows) == sum(len(one.cells) for one in found.compared)
    for form in ("html", "pdf"):
        assert in_form(told(found), form)


def test_the_same_files_give_the_same_answer_and_no_seed_changes_the_cost(tmp_path):
    files = written(tmp_path)
    one, other, third = (compare(files, asked(*ALL, seed=seed), folder=tmp_path) for seed in (1, 1, 2))
    assert one == other
    assert [each.total for each in one.compared] == [each.total for each in third.compared]


def test_parquet_is_read_as_csv_is(tmp_path, found):
    files = written(tmp_path)
    for name, file in list(files.items()):
        files[name] = file.with_suffix(".parquet")
        with duckdb.connect() as duck:
            duck.execute(f"COPY (FROM '{file}') TO '{files[name]}' (FORMAT parquet)")
    assert compare(files, asked(*ALL, caps=[Decimal(100)]), folder=tmp_path) == found


MECHANISMS = some.builds(
    Mechanism,
    id=some.just("x"),
    name=some.just("X"),
    kind=some.sampled_from(Kind),
    price=some.just(Decimal(10)),
    value_cap=some.none() | some.integers(0, 30).map(Decimal),
    excluded_trades=some.lists(some.sampled_from(["a", "b"]), max_size=1).map(tuple),
    excluded_priorities=some.lists(some.sampled_from(["u", "r"]), max_size=1).map(tuple),
    voids_excluded=some.booleans(),
    void_days=some.integers(1, 20),
)
ROWS = some.lists(
    some.tuples(
        some.integers(0, 2), some.sampled_from(["a", "b", ""]), some.sampled_from(["u", "r", ""]), some.integers(1, 28),
        some.integers(0, 4_000),
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(MECHANISMS, min_size=1, max_size=3), ROWS)
def test_a_slow_twin_pays_the_same(tmp_path, mechanisms, rows):
    jobs = [(f"j{at}", f"p{p}", trade, pr, f"2025-05-{day:02}") for at, (p, trade, pr, day, _) in enumerate(rows)]
    lines = [(f"j{at}", f"{pence // 100}.{pence % 100:02}") for at, (*_, pence) in enumerate(rows)]
    places = (("p0", "x", "2025-05-10"), ("p1", "y", ""))
    named = [Mechanism(**{**vars(one), "id": f"m{at}"}) for at, one in enumerate(mechanisms)]
    found = compare(written(tmp_path, jobs, lines, places), asked(*named), folder=tmp_path)
    for mechanism, one in zip(named, found.compared, strict=True):
        value = sum(
            pence
            for p, trade, priority, day, pence in rows
            if by_value(mechanism, PricedJob(pence, trade, priority, day - 10 if p == 0 else None))
        )
        units = {Kind.PROPERTY: 2, Kind.VOID: 1}.get(mechanism.kind, 0)
        assert (one.pence_by_value, one.total) == (value, paid(mechanism, value=value, units=units))


TITLES = "job_id,property_id,raised_at\n"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("lines", "job_id,amount\nj1,dear\nj2,dearer\n", "line 2, column amount: found “dear” and 1 more like it"),
        ("lines", "job_id\nj1\n", "column amount: found no such column"),
        ("jobs", f"{TITLES}j1,p1,soon\n", "column raised_at: found “soon”; wanted a moment"),
        (
            "jobs",
            f"{TITLES}j1,,2025-04-01\n",
            "column property_id: found nothing; wanted it filled",
        ),
        (
            "jobs",
            f"{TITLES}j1,p1,2025-04-01\nj1,p1,2025-04-01\n",
            "“j1” 2 times; wanted each once",
        ),
        ("properties", "property_id,void_from\np1,never\n", "found “never”; wanted a day"),
        ("properties", "", "column property_id: found no such column"),
        ("properties", "PAR1 and no more", "wanted a CSV or Parquet file that can be read"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path, name, text, says):
    files = written(tmp_path)
    files[name].write_text(text)
    with pytest.raises(Refused) as refused:
        compare(files, asked(rates()), folder=tmp_path)
    problems = [str(problem) for problem in refused.value.refusal.problems]
    assert any(says in problem for problem in problems), problems


def test_jobs_that_nobody_charged_for_cannot_be_compared(tmp_path):
    with pytest.raises(Refused, match="5 jobs, 3 properties and 0 lines"):
        compare(written(tmp_path, lines=(("nowhere", "1"),)), asked(rates()), folder=tmp_path)


def test_a_price_that_is_level_and_one_that_nothing_is_in_charge_for_are_told(tmp_path):
    """£3 a property and month, three properties for three months, against £27 of work."""
    files = written(tmp_path, lines=(("j1", "27.00"),), properties=(("p1", "n", ""), ("p2", "n", ""), ("p3", "n", "")))
    level, no_void = compare(files, asked(rates(), per_property("36"), per_void()), folder=tmp_path).compared[1:]
    assert (level.total, no_void.units) == (2_700, 0)
    said = answers(compare(files, asked(rates(), per_property("36"), per_void()), folder=tmp_path))
    assert said[1].startswith("Per property would have cost as much as Rates; they would be level at £36.00")
    assert said[2] == "Per void would have cost as much as Rates, since no property became void."
    dear = rates(percent=Decimal(-50)), per_property("36", excluded_trades=("plumbing",))
    assert answers(compare(files, asked(*dear), folder=tmp_path))[1].endswith("; at no price would it cost as little.")
    one = compare(files, asked(rates()), folder=tmp_path)
    assert [block.words for block in told(one).blocks if isinstance(block, Heading)] == [
        "What each would have cost",
        "Who bears what",
        "By year",
        "What was assumed and left out",
    ]


def test_a_history_of_one_month_says_so(tmp_path):
    files = written(tmp_path, jobs=(("j1", "p1", "", "", "2026-01-31"),), lines=(("j1", "5"),))
    found = compare(files, asked(rates()), folder=tmp_path)
    assert told(found).subtitle == "1 job, one month"
    assert as_data(found)["history"]["first_month"] == "2026-01"
