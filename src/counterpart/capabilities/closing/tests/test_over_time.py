"""A close of a month that looks back: what its figures rest on is cited, and nothing else is."""

from dataclasses import replace
from decimal import Decimal

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Terms
from counterpart.capabilities.closing.rules.close import Gathered, Outcome, outcome
from counterpart.capabilities.performance.rules.history import periods_behind
from counterpart.capabilities.performance.rules.returns import Returned
from counterpart.capabilities.performance.tests.figuring import a_template, an_indicator, months, returned
from counterpart.engines.library.rules.closing import Condition, Trigger
from counterpart.engines.library.rules.indicators import MeasuredAs
from counterpart.values.period import Period, period

VALUES = ("20", "22", "21", "19", "20", "21", "22", "20", "19", "21", "5", "4")
REPAIRS = an_indicator(measured_as=MeasuredAs.COUNT, target={"each month": "18"}, decimals=0)
OTHER = an_indicator("B 1")
TRIGGERS = (
    Trigger("clinic", Condition.RED_TWICE, "open a clinic", "6"),
    Trigger("agenda", Condition.CONCERN, "put it on the agenda", "7"),
)
BASE = a_template(REPAIRS, OTHER)
TEMPLATE = replace(BASE, close=replace(BASE.close, triggers=TRIGGERS))
MARCH = period("2011-03")


def close(rows: list[Returned], when: Period = MARCH) -> Outcome:
    agreement = AgreementFacts("a-1", "SHARED", "Shared", (), Terms(TEMPLATE, "fe" * 32, ""))
    answer = outcome(Gathered(agreement, when, tuple(rows), (), {"ab" * 32: "returns"}, mark=""))
    assert isinstance(answer, Outcome), answer
    return answer


def rows(*, since: str = "2010-04", values: tuple[str, ...] = VALUES) -> list[Returned]:
    others = months("2010-04", *VALUES, code="B 1")
    return returned(months(since, *values) | others)


def test_the_months_that_signals_rest_on_are_cited_each_indicators_own() -> None:
    told = close(rows())
    assert told.figures[0]["signal"]["label"] == "concern"
    assert len(told.evidence[0]["rows"]) == 24
    assert told.figures[1]["projection"] is None


def test_two_reds_running_and_a_concern_set_something_off_with_the_reason() -> None:
    triggers = close(rows()).consequences["triggers"]
    assert [(one["name"], one["indicator"]) for one in triggers] == [
        ("clinic", "A 1"),
        ("agenda", "A 1"),
        ("agenda", "B 1"),
    ]
    assert triggers[0]["because"].endswith("red. It was red in February 2011 too.")
    assert "is a concern beyond chance" in triggers[1]["because"]
    once = close(rows(values=(*VALUES[:10], "20", "4"))).consequences["triggers"]
    assert "clinic" not in [one["name"] for one in once]


def test_what_is_read_for_a_close_is_all_it_rests_on() -> None:
    """With every row there ever was, as a record holds them, and with those read for it, a close is the same."""
    every = returned(months("2004-04", *VALUES * 7) | months("2010-04", *VALUES, code="B 1"))
    behind = periods_behind(MARCH)
    assert close(every) == close([row for row in every if row.period in behind])


def test_a_figure_long_ago_changes_nothing_and_one_looked_back_on_does() -> None:
    every = returned(months("2004-04", *VALUES * 7) | months("2010-04", *VALUES, code="B 1"))
    first, last_year = every[0], next(row for row in every if row.period == period("2009-M10"))
    without = [replace(row, value=Decimal(9)) if row is first else row for row in every]
    assert close(without).inputs == close(every).inputs
    changed = [replace(row, value=Decimal(9)) if row is last_year else row for row in every]
    assert close(changed).inputs != close(every).inputs
