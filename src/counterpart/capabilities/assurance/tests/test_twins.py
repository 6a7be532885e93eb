"""The fast audit and its slow twin agree on every finding and on what it counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from counterpart.capabilities.assurance.queries.shelf import parameters
from counterpart.capabilities.assurance.rules.parameters import Check, Parameter, Parameters
from counterpart.capabilities.assurance.rules.slow import findings
from counterpart.capabilities.assurance.tests.makers import as_rows, audited, write

pytestmark = pytest.mark.slow

FIRST = date(2020, 4, 1)
CODES = ("A1", "A2", "B1", "B2", "ZZ")
PENCE = Decimal("0.01")


def lowered(**changes: tuple[str, str]) -> Parameters:
    """The shelf's checks with limits that small data can reach."""
    known = parameters()
    rows = []
    for row in known.rows:
        given = dict(row.parameters)
        for name, value in changes.get(row.check.value, ()):  # type: ignore[misc]
            given[name] = replace(given[name], value=Decimal(value))
        rows.append(replace(row, parameters=tuple(given.items())))
    return replace(known, rows=tuple(rows))


SMALL = lowered(
    outlier=(("at_least", "4"), ("at_least_subcontractors", "3"), ("score", "1.5")),  # type: ignore[arg-type]
    first_digit=(("at_least", "4"), ("chi_square", "3")),  # type: ignore[arg-type]
    overlap=(("most_together", "5"),),  # type: ignore[arg-type]
)
assert isinstance(SMALL.parameter(Check.OUTLIER, "score"), Parameter)


@some.composite
def tables(draw: Any) -> dict[str, Sequence[Sequence[Any]]]:
    jobs = []
    for number in range(draw(some.integers(1, 8))):
        began = datetime.fromisoformat("2020-04-01") + timedelta(hours=draw(some.integers(0, 24 * 40)))
        status = draw(some.sampled_from(("completed",) * 5 + ("cancelled", "no_access", "open")))
        ended = began + timedelta(hours=draw(some.integers(-1, 30)))
        jobs.append((
            number, draw(some.integers(1, 3)), draw(some.sampled_from(("joinery", "joinery", None))), status,
            draw(some.sampled_from(("North", "South", "East", None))), draw(some.sampled_from((1, 1, 2, None))),
            began, draw(some.sampled_from((began, began, None))), ended if status == "completed" else None,
        ))  # fmt: skip
    lines = []
    for number in range(draw(some.integers(1, 14))):
        quantity = Decimal(draw(some.sampled_from(("1", "1", "2", "0.5", "2.125", "30"))))
        rate = Decimal(draw(some.sampled_from(("10", "10", "12.5", "99.9999", "250"))))
        amount = (quantity * rate).quantize(PENCE) + Decimal(draw(some.sampled_from(("0", "0", "0.01", "-3", "1"))))
        invoiced = FIRST + timedelta(days=draw(some.sampled_from((0, 20, 45, 420))))
        code = draw(some.sampled_from(CODES))
        lines.append((100 + number * 7 % 13, draw(some.integers(0, 9)), code, quantity, "m2", rate, amount, invoiced))
    later = FIRST + timedelta(days=20)
    rates = [
        (code, "m2", Decimal(old), most, FIRST, later - timedelta(days=1))
        for code, old, most in (("A1", "10", Decimal(2)), ("A2", "12.5", None), ("B1", "99.9999", Decimal(40)))
    ]
    rates += [("A1", "m2", Decimal("12.5"), None, later, None), ("B2", "m2", Decimal(250), None, FIRST, None)]
    properties = [(1, Decimal(20), None), (2, None, FIRST + timedelta(days=10))]
    return {
        "jobs": jobs, "lines": lines, "rates": rates, "properties": properties,
        "exclusions": [("A1", "B1"), ("B1", "A1"), ("A2", "A2")],
    }  # fmt: skip


def told(found: Any) -> str | None:
    return None if found is None else str(found)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables())
def test_the_fast_audit_finds_what_the_slow_one_finds(small: dict[str, Sequence[Sequence[Any]]]) -> None:
    small["lines"] = list({row[0]: row for row in small["lines"]}.values())
    slow = sorted(
        (
            finding.check.value,
            told(finding.line and finding.line.line_id) or "",
            told(finding.job_id) or "",
            told(finding.related_line and finding.related_line.line_id) or "",
            told(finding.related_job_id) or "",
            finding.subcontractor or "",
            finding.billed,
            finding.due,
            counted,
        )
        for finding, counted in findings(as_rows(small), SMALL)
    )
    with TemporaryDirectory() as place:
        summary, rows = audited(Path(place), write(Path(place), small), SMALL)
    fast = sorted(
        (
            row["check"],
            *(row[name] or "" for name in ("line_id", "job_id", "related_line_id", "related_job_id", "subcontractor")),
            *(int(row[name] * 100) for name in ("billed", "due", "counted")),
        )
        for row in rows
    )
    assert fast == slow
    assert all(row["because"] for row in rows)
    assert summary.overcharge == sum(row[-1] for row in fast)
    worth = {str(row[0]): int(row[6] * 100) for row in small["lines"]}
    for line_id, billed in worth.items():
        counted = [row[-1] for row in fast if row[1] == line_id]
        assert all(each >= 0 for each in counted)
        assert sum(counted) <= max(billed, 0)
