"""From sealed figures to a statement that both sign, a correcting one, and one that restates back to the first."""

from decimal import Decimal
from pathlib import Path

import pytest

from counterpart.capabilities.closing.actions import close
from counterpart.capabilities.closing.tests.makers import opened
from counterpart.capabilities.governance.tests.makers import HOMES, MANAGER, done, on
from counterpart.capabilities.incentives import queries
from counterpart.capabilities.incentives.rules.extension import entries_of, projected_end
from counterpart.capabilities.incentives.rules.statements import Statement
from counterpart.capabilities.incentives.tests.makers import (
    QUARTER,
    THEN,
    a_partnership_with_charges,
    draw,
    enter,
    finalise,
    sign,
    the_agreement,
    the_statement,
)
from counterpart.capabilities.partners.tests.makers import who
from counterpart.capabilities.performance.tests.makers import returns_of, send
from counterpart.engines.access.actors import acting
from counterpart.values.period import period
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]
D = Decimal


def sealed(home: Path, when: str = QUARTER, *, at: object = THEN, restates: str | None = None) -> None:
    close(
        HOMES, period(when), by=who(MANAGER, THEN), at=THEN, key_of=lambda kept: opened(home, kept), restates=restates
    )


def restated(home: Path, value: str) -> None:
    """The service level of the quarter returned anew with its reason, and the quarter sealed again."""
    text = f"indicator,period,value\nOSL 1,{QUARTER},{value}\n"
    send(the_agreement(), home, returns_of(text, restates=f"Counted again: {value}", name=f"again-{value}.csv"))
    sealed(home)


def stated() -> Statement:
    """The statement of the quarter drawn and signed by both."""
    reference = draw()
    sign(reference)
    return the_statement(reference)


def test_a_statement_is_final_on_sealed_figures_by_both_hands_and_is_corrected_never_edited(home: Path) -> None:
    a_partnership_with_charges(home)
    sealed(home)
    reference = draw()
    told = finalise(reference)
    assert "waits for" in told["says"]
    assert the_statement(reference).state == "provisional"
    done("proposal.withdrawn", MANAGER, THEN, {"number": told["reference"]}, reason="To be read again")
    first = stated()
    assert (first.state, first.seals, first.due) == ("final", {QUARTER: 1}, D("-15000.00"))
    assert first.lines[0].steps[1]["inputs"][0]["because"].endswith("(2008-Q3, seal 1, OSL 1)")

    restated(home, "95.0")
    second = stated()
    assert (second.corrects, second.total, second.due) == (first.reference, D("0.00"), D("15000.00"))
    assert the_statement(first.reference).state == "corrected"
    assert the_statement(first.reference).lines == first.lines

    restated(home, "94.9")
    third = stated()
    assert [(line.rule, line.computed, line.amount) for line in third.lines] == [
        (line.rule, line.computed, line.amount) for line in first.lines
    ]
    assert first.due + second.due + third.due == first.due


def test_what_changed_since_it_was_drawn_keeps_it_from_being_final(home: Path) -> None:
    a_partnership_with_charges(home)
    sealed(home)
    reference = draw()
    enter("charges", "£90,000.00", "2008-12-31")
    with pytest.raises(Refused) as no:
        finalise(reference)
    assert no.value.refusal.code == "statement.stale"


def test_a_year_met_earns_a_year_and_the_end_is_projected(home: Path) -> None:
    a_partnership_with_charges(home)
    year = "2008-09"
    send(
        the_agreement(),
        home,
        returns_of(f"indicator,period,value\nOSL 1,{year},96\nNI 141,{year},160\nNI 142,{year},97\n", name="year.csv"),
    )
    sealed(home, year)
    reference = draw(year, at=on(2009, 4, 20))
    sign(reference, at=on(2009, 4, 20))
    agreement = the_agreement()
    with acting(who(MANAGER, THEN), on=THEN.date()):
        entries = entries_of(queries.statements_of(agreement))
    assert [(entry.period, entry.years, entry.standing) for entry in entries] == [(year, 1, 1)]
    assert agreement.ends_on is not None
    end = projected_end(agreement.ends_on, entries)
    assert end is not None
    assert end.year == agreement.ends_on.year + 1
