"""What the pages say, in every state of what they tell, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from counterpart.capabilities.frameworks.rules.funding import Cost, Funding, Part
from counterpart.capabilities.frameworks.rules.regimes import Standing
from counterpart.capabilities.frameworks.rules.register import entries
from counterpart.capabilities.frameworks.rules.shared import Framework, Rate
from counterpart.capabilities.frameworks.rules.telling import frameworks, money, register
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.library.rules.scope import Regime
from counterpart.engines.reporting.rules.document import Document, Paragraph
from counterpart.engines.reporting.web import fragment

ON, LAST = date(2008, 5, 6), date(2012, 4, 30)
FRAME = Framework("a", "WEST", "FRM-2008-0001", "Support", "Hammersmith", ON, LAST, None, "open")
BIG = Standing(Regime.PA23, "services", False, Decimal("8000000.00"), "notice", ON)


def first(document: Document) -> str:
    block = document.blocks[0]
    assert isinstance(block, Paragraph)
    return block.words


def a_notice(due_on: date, state: str = "running") -> Clock:
    told: dict[str, Any] = dict.fromkeys(Clock.__dataclass_fields__, "")
    closed = None if state == "running" else ON
    told |= {"what": "Publish it", "due_on": due_on, "state": state, "redated": 0, "closed_on": closed, "steps": ()}
    return Clock(**told)


@pytest.mark.parametrize(
    ("state", "on", "says"),
    [
        ("open", ON, "£0.00 is called off."),
        ("ended", ON, "£0.00 is called off. It is ended."),
        ("open", date(2013, 1, 1), "£0.00 is called off. Nothing more can be called off."),
    ],
)
def test_a_framework_says_whether_more_can_be_called_off(state: str, on: date, says: str) -> None:
    assert first(frameworks.framework(replace(FRAME, state=state), on)) == says


def test_rates_are_compared_where_there_are_two_and_the_reader_is_told_of_the_wall() -> None:
    one = Rate("contractor", "ROAD1", "m2", Decimal("12.50"), ON)
    other = replace(one, provider="consultant", rate=Decimal("14.25"))
    lead = first(frameworks.rates(FRAME, [one, other], "commissioner", ON))
    assert lead == "1 code has a rate in force; 1 can be compared, and the widest gap is £1.75."
    own = frameworks.rates(FRAME, [one, replace(one, code="ROAD2")], "provider", ON)
    assert first(own) == "2 codes have a rate in force, of contractor."
    assert "You see your own party’s." in fragment(own)
    assert first(frameworks.rates(FRAME, [], "provider", ON)).startswith("There are no rates that you may see.")


def test_funding_says_who_puts_in_and_what_was_split() -> None:
    parts = (Part("Camden", Decimal("2.00")), Part("Brent", Decimal("1.00")))
    agreed = Funding("pooled", ON, parts)
    cost = Cost("Salt", ON, Decimal("3.00"), "pooled", parts)
    assert "The first begins on 6 May 2008." in first(money.funding_page("WEST", [agreed], [], date(2008, 5, 1)))
    assert first(money.funding_page("WEST", [agreed], [cost], ON)).endswith("£3.00 was split among them.")


def test_a_register_without_a_fault_is_told_without_that_part() -> None:
    sound = entries([(2, {"reference": "C1", "title": "Roofs"})])
    assert first(register.register("WEST", sound, ON)) == "1 contracts, 1 of them without a fault."
    assert "What is wrong with it" not in fragment(register.register("WEST", sound, ON))


@pytest.mark.parametrize(
    ("stands", "notices", "says"),
    [
        (None, (), "It is not recorded under what law"),
        (BIG, (), "It stands under: Procurement Act 2023. No notice is running."),
        (BIG, (a_notice(date(2008, 5, 1)),), "1 to publish, 1 of them late; the next is due by 1 May 2008."),
        (BIG, (a_notice(date(2008, 5, 1), "met"),), "It stands under: Procurement Act 2023. No notice is running."),
        (replace(BIG, regime=Regime.PCR2015), (), "A voluntary assessment can still be published."),
        (replace(BIG, regime=Regime.HORIZONTAL, share=Decimal(12)), (), "No statutory notice is asked for"),
    ],
)
def test_the_regime_says_what_is_to_be_published(
    stands: Standing | None, notices: tuple[Clock, ...], says: str
) -> None:
    assert says in first(register.regime("WEST", stands, notices, ON))
