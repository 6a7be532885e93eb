"""Indicators measured from rows of events: taken in, closed, explained, corrected in one month, and computed again."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from counterpart.capabilities.closing import queries
from counterpart.capabilities.closing.actions import close
from counterpart.capabilities.closing.rules.changes import changes, in_words
from counterpart.capabilities.closing.rules.recompute import differences
from counterpart.capabilities.closing.tests.makers import opened
from counterpart.capabilities.partners.tests.makers import OFFICER, who
from counterpart.capabilities.performance.queries.counting import counting_again
from counterpart.capabilities.performance.queries.figures import returned_periods
from counterpart.capabilities.performance.tests.repairs import (
    LATER,
    OCTOBER,
    SEPTEMBER,
    an_agreement_that_measures,
    repairs,
    send,
    the_repairs,
)
from counterpart.engines.access.actors import acting
from counterpart.engines.access.models import Person
from counterpart.engines.evidence.reader import read_again
from counterpart.engines.explain.drawing import drawn
from counterpart.engines.ledger.rules.record import read_record, record_file
from counterpart.engines.library.shelf import pinned
from counterpart.values.period import period
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

MONTH = period("2010-09")


def closed(home: Path, when: str = "2010-09") -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What closing said, and the figures it sealed."""
    reply = close("REPAIRS", period(when), by=who(OFFICER), at=LATER, key_of=lambda kept: opened(home, kept))
    with acting(who(OFFICER), on=LATER.date(), snapshot=True):
        return reply, queries.closed(the_repairs(), period(when))["figures"]


def counts(figures: list[dict[str, Any]]) -> dict[tuple[str, str | None], tuple[str | None, str | None, str | None]]:
    return {(f["indicator"], f["area"]): (f["value"], f["numerator"], f["denominator"]) for f in figures}


def months_kept(home: Path) -> set[str]:
    return {path.name for path in (home / "counted" / "months").glob("*/*.json")}


def recomputed(home: Path) -> list[str]:
    """What comes out otherwise when the record is computed again from the original files alone."""
    with acting(who(OFFICER), on=LATER.date(), snapshot=True):
        content = queries.record_of(the_repairs(), by=who(OFFICER), at=LATER)
    record: dict[str, Any] = read_record(record_file(content))["record"]
    originals = {path.name: path.read_bytes() for path in (home / "evidence").glob("*/*")}
    templates = {kept["fingerprint"]: pinned(kept["text"]).template for kept in record["templates"]}
    with counting_again() as count:
        return list(differences(record, originals, templates, read=read_again, count=count))


def test_a_month_is_measured_from_its_rows_sealed_with_its_reasons_and_computed_again_from_the_files(
    home: Path,
) -> None:
    agreement = an_agreement_that_measures()
    with pytest.raises(Refused, match=r"3 of 3 returns are wanting.*counterpart intake REPAIRS repairs FILE"):
        closed(home)
    send(agreement, home, repairs())
    send(agreement, home, repairs(OCTOBER, name="october.csv", period=period("2010-10")))
    reply, figures = closed(home)
    assert reply["changed"] == []
    assert counts(figures) == {
        ("R 1", None): ("57.14", "4", "7"),
        ("R 1", "North"): ("50.00", "2", "4"),
        ("R 1", "South"): ("66.67", "2", "3"),
        ("R 2", None): ("11.31", "90.5", "8"),
        ("R 3", None): ("9", "9", "9"),
        ("R 3", "North"): ("4", "4", "4"),
        ("R 3", "South"): ("5", "5", "5"),
    }
    whole = figures[0]
    told = drawn(whole["reasons"]["value"])
    for sentence in (
        "4 of 7 rows of “Repairs” give 57.14 for September 2010: of the rows whose closed_at falls in it and "
        "target_at is not null, those count of which closed_at <= target_at.",
        "1 row was left out because closed_at < opened_at.",
        "2 rows were labelled otherwise: on_time = 'ONTIME' does not agree.",
        "1 row was without a label to tell whether on_time = 'ONTIME'.",
        "The label says the same of 4 of 7 (57.14 %).",
        "september.csv: 9 of its 10 rows fall in September 2010.",
        "1 row of september.csv has no closed_at, and belongs to no period.",
        "september.csv, line 8\n",
        "By provider: Acme 80.00 (4 of 5); Best 0.00 (0 of 2).",
        "By group: a 66.67 (2 of 3). Not shown: 2, being of fewer than 3 rows",
    ):
        assert sentence in told
    assert "“b" not in told
    measured = whole["measured"]
    assert measured["left_out"] == 1
    assert measured["named"] == {"apart": 1, "labelled": 2, "unlabelled": 1}
    assert [(one["column"], one["kept_back"], len(one["parts"])) for one in measured["by"]] == [
        ("area", 0, 2), ("provider", 0, 2), ("group", 2, 1),
    ]  # fmt: skip
    assert recomputed(home) == []
    client = Client()
    client.force_login(Person.objects.get(email=OFFICER))
    why = client.get("/agreements/REPAIRS/periods/2010-09/figures/R 1").content.decode()
    assert "1 row was left out because closed_at &lt; opened_at." in why
    assert "Not shown: 2, being of fewer than 3 rows" in why
    assert "/blank/repairs.xlsx" in client.get("/agreements/REPAIRS").content.decode()
    with acting(who(OFFICER), on=LATER.date()):
        assert [str(when) for when in returned_periods(the_repairs())] == ["2010-10", "2010-09"]


def test_one_changed_month_is_counted_again_alone_and_said_before_and_after(home: Path) -> None:
    agreement = an_agreement_that_measures()
    send(agreement, home, repairs(period=None))
    send(agreement, home, repairs(OCTOBER, name="october.csv"))
    closed(home)
    closed(home, "2010-10")
    before = months_kept(home)
    row = "4,2010-09-01 09:00,2010-09-03 17:00,2010-09-09 10:00"
    both = SEPTEMBER.replace(row, row.replace("09-09", "09-03")) + OCTOBER.partition("\n")[2]
    with pytest.raises(Refused, match=r"number: found “1” a second time \(first in september.csv, line 2\)"):
        send(agreement, home, repairs(both, name="both.csv"))
    send(agreement, home, repairs(both, name="both.csv", restates="One was closed in time"))
    stood, _ = closed(home, "2010-10")
    reply, figures = closed(home)
    assert len(months_kept(home) - before) == 1 + 1, "September, and October at its new lines"
    assert [in_words(change) for change in reply["changed"]] == [
        "R 1: 57.14 (4 of 7) before, 71.43 (5 of 7) now",
        "R 1 in South: 66.67 (2 of 3) before, 100.00 (3 of 3) now",
    ]
    assert counts(figures)["R 1", None] == ("71.43", "5", "7")
    assert "It stands in the place of what came before: One was closed in time" in drawn(figures[0]["reasons"]["value"])
    assert stood["changed"] == []
    assert recomputed(home) == []


def test_what_changed_is_said_of_figures_that_came_or_went() -> None:
    one = {"indicator": "A", "area": None, "value": "1", "numerator": None, "denominator": None}
    other = one | {"area": "North", "value": None}
    told = [in_words(change) for change in changes([one], [one | {"value": "2"}, other])]
    assert told == ["A: 1 before, 2 now", "A in North: no figure before, no figure now"]
    assert changes([one], [one]) == []
    assert changes([one], [])[0]["after"] is None
