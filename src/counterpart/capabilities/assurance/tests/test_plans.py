"""The plan of the base at ten million lines: every join has an equal key, and none goes by dates alone."""

import json
from collections.abc import Iterator
from typing import Any

import duckdb
import ibis
import pytest

from counterpart.capabilities.assurance.checks import tables
from counterpart.capabilities.assurance.queries.running import sql_of

pytestmark = pytest.mark.slow

LINES, JOBS, RATES, PROPERTIES = 10_000_000, 4_500_000, 25_000, 130_000
SIZES = {"lines": LINES, "jobs": JOBS, "rates": RATES, "exclusions": 100, "properties": PROPERTIES}
NUMBERED = frozenset({"line_id", "job_id", "property_id", "operative_id"})
SQL = {"int64": "BIGINT", "int32": "INTEGER", "string": "VARCHAR"}


def test_every_join_of_the_base_has_an_equal_key_and_only_left_joins_keep_each_line_once() -> None:
    shapes = tables.schemas(NUMBERED)
    with duckdb.connect() as duck:
        for name, size in SIZES.items():
            columns = ", ".join(
                f"CAST(range % {max(size // 3, 1)} AS {SQL[str(kind)]}) AS {column}"
                for column, kind in shapes[name].items()
            )
            duck.execute(f"CREATE VIEW {name} AS SELECT {columns} FROM range({size})")
        known = {name: ibis.table(shape, name=name) for name, shape in shapes.items()}
        bucketed = tables.buckets(known["rates"])
        duck.execute(f"CREATE VIEW bucketed AS {sql_of(bucketed)}")
        placed = tables.places(known["jobs"], known["properties"]).view()
        base = tables.base(known["lines"], placed, ibis.table(bucketed.schema(), name="bucketed"))
        plan = duck.execute(f"EXPLAIN (FORMAT json) {sql_of(base)}").fetchall()[0][1]
    joins = [step for step in steps(json.loads(plan)) if "JOIN" in step["name"] or step["name"] == "CROSS_PRODUCT"]
    assert [step["name"] for step in joins] == ["HASH_JOIN"] * 3
    for step in joins:
        info = step["extra_info"]
        assert info["Join Type"] in ("LEFT", "RIGHT")
        assert any(str(info["Conditions"]).startswith((key, f"['{key}")) for key in KEYS), info


KEYS = ("job_id = ", "code = ", "property_id = ")


def steps(plan: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every step of a plan."""
    for step in plan:
        yield step | {"name": step["name"].strip()}
        yield from steps(step.get("children", []))
