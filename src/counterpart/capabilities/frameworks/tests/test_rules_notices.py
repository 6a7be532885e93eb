"""The fixtures of the law, through the site’s own dated rows: what is asked for, by when, and what is not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.capabilities.frameworks.rules.notices import Needed, asked_on, change_notice, events
from counterpart.capabilities.frameworks.rules.regimes import Standing, evidence_in_words, unmet
from counterpart.engines.clocks.rules.deadlines import Unit, deadline
from counterpart.engines.library.calendars import calendar
from counterpart.engines.library.duty_rows import HAZARDS, NOTICES, duty_rows
from counterpart.engines.library.rules.scope import Regime
from counterpart.values.refusal import Refusal

ROWS = duty_rows(NOTICES)
BIG = Standing(Regime.PA23, "services", False, Decimal(8_000_000), "notice 012345-2026", date(2026, 6, 1))
LIGHT = replace(BIG, light_touch=True)
SMALL = replace(BIG, value=Decimal(5_000_000))
OLD = replace(BIG, regime=Regime.PCR2015, value=Decimal(9_000_000))
ALMO = replace(BIG, regime=Regime.VERTICAL, share=Decimal("91.5"))
ENTERED = date(2026, 6, 1)


def due(to: Standing | None, event: str, on: date, rows: object = ROWS) -> dict[str, str]:
    found = asked_on(rows, to, event, on, calendar)  # type: ignore[arg-type]
    assert not isinstance(found, Refusal)
    return {one.row.id: one.on.isoformat() if one.on else "before" for one in found}


@pytest.mark.parametrize(
    ("to", "event", "on", "asked"),
    [
        # 1: contract details and copy
        (BIG, "contract entered into", ENTERED, {"UK7": "2026-06-30", "COPY": "2026-08-29", "UK9": "2027-05-31"}),
        (LIGHT, "contract entered into", ENTERED, {"UK7": "2026-09-28", "COPY": "2026-11-27"}),
        (SMALL, "contract entered into", ENTERED, {"UK7": "2026-06-30"}),
        # 2: payments compliance, counted strictly
        (BIG, "half year of payments ended", date(2026, 9, 30), {"UK17": "2026-10-29"}),
        (BIG, "half year of payments ended", date(2025, 9, 30), {}),
        (BIG, "quarter of payments ended", date(2026, 6, 30), {"UK8": "2026-07-29"}),
        # 4: light touch, £8m: no indicators and no performance notice
        (LIGHT, "contract to be entered into", ENTERED, {"UK6": "before"}),
        (BIG, "contract to be entered into", ENTERED, {"KPI": "before", "UK6": "before"}),
        (LIGHT, "failure to improve, or breach settled", ENTERED, {}),
        (BIG, "failure to improve, or breach settled", ENTERED, {"UK9": "2026-06-30"}),
        (BIG, "performance notice published", date(2027, 5, 20), {"UK9": "2028-05-19"}),
        (BIG, "contract to be ended", date(2027, 5, 20), {"UK9": "before"}),
        # 5: under the Regulations of 2015, and exempt: no duty
        (OLD, "contract entered into", date(2024, 6, 1), {}),
        (OLD, "contract entered into", ENTERED, {}),
        (ALMO, "contract entered into", ENTERED, {}),
        # 6: the standstill counts the bank holidays of every part of the United Kingdom
        (BIG, "award notice published", date(2026, 12, 24), {"STANDSTILL": "2027-01-08"}),
        (LIGHT, "award notice published", date(2026, 12, 24), {}),
        (BIG, "contract ended", date(2026, 3, 31), {"UK11": "2026-04-29"}),
        (BIG, "contract changed after a UK10", ENTERED, {"CHANGE-COPY": "2026-08-29"}),
        (SMALL, "contract changed after a UK10", ENTERED, {}),
    ],
)
def test_what_an_event_asks_for(to: Standing, event: str, on: date, asked: dict[str, str]) -> None:
    assert due(to, event, on) == asked


def test_the_performance_notice_of_an_earlier_contract_is_counted_from_the_day_the_duty_came() -> None:
    assert due(BIG, "contract entered into", date(2025, 6, 1))["UK9"] == "2026-12-31"


def test_the_standstill_by_the_calendar_of_england_and_wales_would_be_a_day_too_short() -> None:
    wrong = deadline(date(2026, 12, 24), 8, Unit.WORKING_DAYS, calendar("EW"), beginning_with=True)
    assert not isinstance(wrong, Refusal)
    assert wrong.on == date(2027, 1, 7)


def test_hazards_are_counted_from_the_day_after() -> None:
    rows = duty_rows(HAZARDS)
    assert due(None, "aware of a significant hazard", date(2026, 12, 18), rows) == {"INVESTIGATE": "2027-01-06"}
    assert due(None, "investigation completed", date(2026, 12, 4), rows) == {
        "SUMMARY": "2026-12-09",
        "MAKE-SAFE": "2026-12-11",
    }
    assert due(None, "investigation completed", date(2025, 10, 1), rows) == {}


@pytest.mark.parametrize(
    ("to", "value", "term", "novation", "needed"),
    [
        # 3: the limits of a change
        (BIG, "10.0", "0", False, Needed.NO),
        (BIG, "10.1", "5", False, Needed.ADVISED),
        (BIG, "10.1", "12", False, Needed.YES),
        (BIG, "-10.1", "12", False, Needed.YES),
        (BIG, "0", "12", False, Needed.ADVISED),
        (LIGHT, "50", "50", True, Needed.NO),
        (OLD, "50", "50", False, Needed.NO),
        (BIG, "1", "1", True, Needed.YES),
        (replace(BIG, kind="works"), "14.9", "0", False, Needed.NO),
        (replace(BIG, kind="works"), "15.1", "10.1", False, Needed.YES),
    ],
)
def test_when_a_change_needs_a_notice(to: Standing, value: str, term: str, novation: bool, needed: Needed) -> None:
    found = change_notice(
        ROWS, to, value_change=Decimal(value), term_change=Decimal(term), novation=novation, on=ENTERED
    )
    assert found.value is needed
    assert found.because


def test_what_can_be_contested_is_said_with_both_readings() -> None:
    found = change_notice(ROWS, BIG, value_change=Decimal("10.1"), term_change=Decimal(5), on=ENTERED)
    assert found.value == "publish recommended, take advice"
    assert found.because == (
        "it changes the value by 10.1 %, over 10 %, and is within the other limit, which by the words of the law is "
        "enough; that reading can be contested"
    )
    assert found.clause == "PA23 s.75(2)(a), (6); PA23 s.75(2)(b), (6)"


@given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2), st.decimals(0, 20, places=2))
def test_a_larger_change_never_needs_less(value: Decimal, term: Decimal, more: Decimal) -> None:
    order = [Needed.NO, Needed.ADVISED, Needed.YES]
    smaller = change_notice(ROWS, BIG, value_change=value, term_change=term, on=ENTERED).value
    larger = change_notice(ROWS, BIG, value_change=value + more, term_change=term + more, on=ENTERED).value
    assert order.index(larger) >= order.index(smaller)


def test_every_row_says_where_it_comes_from_and_how_sure_it_is() -> None:
    for row in (*ROWS, *duty_rows(HAZARDS)):
        assert row.source
        assert row.certainty
        assert calendar(row.calendar)
    assert "contract entered into" in events(ROWS)
    assert "change weighed" not in events(ROWS)


@pytest.mark.parametrize(
    ("regime", "share", "exempt"),
    [
        (Regime.VERTICAL, "80.01", True),
        (Regime.VERTICAL, "80", False),
        (Regime.VERTICAL, None, False),
        (Regime.VERTICAL, "101", False),
        (Regime.HORIZONTAL, "20", True),
        (Regime.HORIZONTAL, "20.01", False),
        (Regime.PA23, None, True),
    ],
)
def test_an_exemption_is_recorded_only_with_its_test(regime: Regime, share: str | None, exempt: bool) -> None:
    assert (unmet(regime, Decimal(share) if share else None) is None) == exempt
    assert evidence_in_words(ALMO).startswith("91.5 % of its activities are for who controls it")


def test_days_that_no_calendar_knows_are_refused_and_never_guessed() -> None:
    found = asked_on(ROWS, BIG, "award notice published", date(2998, 1, 1), calendar)
    assert isinstance(found, Refusal)
