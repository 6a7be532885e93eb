"""What the pages of functions, key posts and mobilisation say, and who may enter what, without a database."""

from datetime import date
from decimal import Decimal
from typing import Any

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Dates, Party, Terms
from counterpart.capabilities.team import policy
from counterpart.capabilities.team.rules import telling
from counterpart.capabilities.team.rules.posts import Holder, Move, Post, Resource
from counterpart.engines.access.rules import Actor, Standing
from counterpart.engines.clocks.rules.promises import Clock
from counterpart.engines.library.rules.people import KeyPost
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.engines.reporting.rules.document import Document, Paragraph
from counterpart.engines.reporting.web import fragment

ON = date(2008, 5, 6)
PARTIES = tuple(Party(n, n, s, n) for n, s in (("council", "commissioner"), ("contractor", "provider")))


def an_agreement(template: str, dates: Dates | None = None) -> AgreementFacts:
    return AgreementFacts("a-1", "X", "X", PARTIES, Terms(on_the_shelf(template).template, "", ""), dates or Dates())


def first(document: Document) -> str:
    block = document.blocks[0]
    assert isinstance(block, Paragraph)
    return block.words


def whole(document: Document) -> str:
    return fragment(document)


def a_promise(state: str, due_on: date) -> Clock:
    told: dict[str, Any] = dict.fromkeys(Clock.__dataclass_fields__, "")
    return Clock(**(told | {"state": state, "due_on": due_on, "closed_on": ON, "redated": 0, "steps": ()}))


def test_gaps_and_duplicates_among_functions_come_first() -> None:
    told = telling.functions(an_agreement("service-delivery"), ON)
    assert first(told) == "3 of 13 functions are held by nobody, and 2 by more than one post."
    assert "comprehensive programme of works (programme)" in whole(told)
    assert "payment for work done: service manager, council and general manager, contractor" in whole(told)
    assert first(telling.functions(an_agreement("rotherham-almo"), ON)).startswith("The agreement’s terms name no")


def test_key_posts_say_who_holds_them_and_what_is_less_than_promised() -> None:
    agreement = an_agreement("service-delivery")
    terms = KeyPost("officer for claims", "council", "Table 2, 3", Decimal(2))
    held = Post(terms, (Holder(date(2007, 1, 1), date(2008, 1, 1), "Alice"), Holder(date(2008, 2, 1), None)))
    stated = Post(terms, (Holder(date(2008, 1, 1), date(2008, 3, 1)),), (Resource(ON, Decimal("1.50")),))
    told = telling.key_posts(agreement, [held, stated, Post(terms)], [Move("council", "left", 2, ON)], ON)
    assert first(told) == "1 of 3 key posts is held; in 1 there is less than was promised."
    assert all(words in whole(told) for words in ("Alice", "Vacant", "Nobody entered", "Held; nobody is named"))
    empty = telling.key_posts(agreement, [], [], ON)
    assert first(empty).startswith("The agreement’s terms name no key posts.")
    assert "None was counted." in whole(empty)


def test_mobilisation_says_how_far_it_has_come() -> None:
    dates = Dates(effective_on=ON, commencement_on=date(2008, 6, 1))
    care = an_agreement("supported-housing-partnering", dates)
    promised = [a_promise("met", ON), a_promise("running", date(2008, 5, 1)), a_promise("running", date(2008, 6, 1))]
    assert first(telling.mobilisation(care, promised, ON)) == "1 of 3 matters is done; 1 is late."
    assert first(telling.mobilisation(care, promised[:1], ON)) == "1 of 1 matters is done."
    assert first(telling.mobilisation(care, [], ON)).startswith("The agreement names 4 matters")
    assert "name no matters" in first(telling.mobilisation(an_agreement("rotherham-almo"), [], ON))


def test_posts_are_kept_by_whoever_answers_for_a_party_and_mobilisation_by_whoever_proposes() -> None:
    agreement = an_agreement("rotherham-almo")

    def somebody(role: str, of: str = "a-1") -> Actor:
        return Actor("1", "Alice", "a@x.example", (Standing(of, "p", "contractor", "provider", role),))

    for may in (policy.may_keep_posts, policy.may_mobilise):
        assert may(somebody("provider manager"), agreement) is None
        for actor in (somebody("KPI manager"), somebody("provider manager", "a-2")):
            refusal = may(actor, agreement)
            assert refusal is not None
            assert refusal.code.endswith(".not-yours")
