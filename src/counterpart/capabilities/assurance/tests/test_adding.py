"""A month added to an audit finds what an audit of everything finds."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from counterpart.capabilities.assurance.queries.adding import add
from counterpart.capabilities.assurance.queries.auditing import audit
from counterpart.capabilities.assurance.queries.history import history_in
from counterpart.capabilities.assurance.queries.shelf import parameters
from counterpart.capabilities.assurance.queries.summing import remembered
from counterpart.capabilities.assurance.rules.parameters import Parameters
from counterpart.capabilities.assurance.rules.summary import Summary
from counterpart.capabilities.assurance.tests.makers import TODAY, audited, rows_of, write
from counterpart.capabilities.assurance.tests.test_queries import command
from counterpart.capabilities.assurance.tests.test_queries import tables as base_tables
from counterpart.capabilities.assurance.tests.test_twins import SMALL, tables
from counterpart.values.refusal import Refused

pytestmark = pytest.mark.slow

Tables = dict[str, Sequence[Sequence[Any]]]


def added(place: Path, months: Sequence[Tables], by: Parameters = SMALL) -> tuple[Summary, list[dict[str, Any]]]:
    """Months audited one after the other into one history: what the last of them tells of everything."""
    for number, month in enumerate(months):
        own = place / f"month-{number}"
        out = own / "out"
        out.mkdir(parents=True)
        history, files = history_in(place / "history"), write(own, month)
        if history.times:
            summary = add(files, by, history, folder=out, today=TODAY, memory="500MB")
        else:
            summary = audit(
                files, by, folder=out, today=TODAY, memory="500MB", beside=history.folder,
                keep=lambda run, history=history: remembered(run, history),  # type: ignore[misc]
            )  # fmt: skip
        history.settle()
    return summary, rows_of(out / "findings.parquet")


@some.composite
def in_months(draw: Any) -> tuple[Tables, list[Tables]]:
    """Everything, and the same in up to three months: lines may come before their jobs, rates and properties change."""
    whole = draw(tables())
    whole["lines"] = list({row[0]: row for row in whole["lines"]}.values())
    cuts = {
        name: sorted(draw(some.lists(some.integers(1, len(whole[name])), min_size=2, max_size=2)))
        for name in ("lines", "jobs")
    }
    months = [
        {**whole, **{name: whole[name][first:last] for name, (first, last) in parts.items()}}
        for parts in (
            {name: (0, cut[0]) for name, cut in cuts.items()},
            {name: (cut[0], cut[1]) for name, cut in cuts.items()},
            {name: (cut[1], len(whole[name])) for name, cut in cuts.items()},
        )
    ]
    if draw(some.booleans()):
        months[0]["rates"] = whole["rates"][1:]
        months[0]["properties"] = whole["properties"][:1]
        months[1]["exclusions"] = whole["exclusions"][1:]
    return whole, [month for month in months if month["lines"] and month["jobs"]]


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(in_months())
def test_months_added_one_by_one_find_what_an_audit_of_everything_finds(given: tuple[Tables, list[Tables]]) -> None:
    whole, months = given
    whole = {
        **whole,
        "lines": [row for month in months for row in month["lines"]],
        "jobs": [row for month in months for row in month["jobs"]],
        **{name: months[-1][name] for name in ("rates", "properties", "exclusions")},
    }
    with TemporaryDirectory() as place:
        summary, rows = added(Path(place), months)
        (Path(place) / "whole").mkdir()
        expected, expected_rows = audited(Path(place) / "whole", write(Path(place) / "whole", whole), SMALL)
    assert rows == expected_rows
    assert summary.as_data() == expected.as_data()


def test_a_job_that_came_before_or_other_parameters_are_refused(tmp_path: Path) -> None:
    files, jobs = base_tables(), base_tables()["jobs"]
    added(tmp_path, [files], parameters())
    history = history_in(tmp_path / "history")
    for month, by, words in ((files, parameters(), "after an earlier file"), (files, SMALL, "other parameters")):
        place = tmp_path / words.replace(" ", "-")
        (place / "out").mkdir(parents=True)
        with pytest.raises(Refused) as refused:
            add(write(place, month), by, history, folder=place / "out", today=TODAY, memory="500MB")
        assert words in str(refused.value)
    assert len(jobs) == len(rows_of(history.parts("jobs")[0]))
    (tmp_path / "strange").mkdir()
    (tmp_path / "strange" / "mine.txt").write_text("mine")
    with pytest.raises(Refused, match="holds other files"):
        history_in(tmp_path / "strange")


def test_the_command_adds_a_month_to_a_history(tmp_path: Path) -> None:
    past, month = tmp_path / "past", tmp_path / "month"
    past.mkdir()
    month.mkdir()
    everything = base_tables()
    first = {**everything, "jobs": everything["jobs"][:2], "lines": everything["lines"][:2]}
    rest = {**everything, "jobs": everything["jobs"][2:], "lines": everything["lines"][2:]}
    for place, files in ((past, first), (month, rest)):
        more = ["--history", str(tmp_path / "history"), "--json"]
        said = subprocess.run(command(tmp_path, write(place, files), *more), check=True, capture_output=True, text=True)
    assert json.loads(said.stdout)["overcharge"] == "12.00"
    assert json.loads(said.stdout)["undercharge"] == "-1.00"
