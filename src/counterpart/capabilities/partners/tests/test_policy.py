"""Who may begin an installation, and who may add organisations and people to it."""

from counterpart.capabilities.partners.policy import may_administer, may_begin, may_hold
from counterpart.capabilities.partners.rules import ADMINISTRATOR, Installation, TokenFacts
from counterpart.engines.access.rules import INSTALLATION, Actor, Standing

NEW, BEGUN = Installation(begun=False), Installation(begun=True)
ALICE = Actor("1", "Alice", "alice@operator.example")
ADMIN = Actor(
    "2", "Bob", "bob@operator.example", (Standing(INSTALLATION, "o", "operator", "installation", ADMINISTRATOR),)
)
ELSEWHERE = Actor(
    "3", "Charlie", "c@council.example", (Standing("a-1", "p", "council", "commissioner", ADMINISTRATOR),)
)


def test_an_installation_is_what_its_acts_are_done_to() -> None:
    assert NEW.agreement_id == INSTALLATION


def test_anybody_may_begin_an_installation_once() -> None:
    assert may_begin(ALICE, NEW) is None
    for actor in (ALICE, ADMIN):
        refusal = may_begin(actor, BEGUN)
        assert refusal is not None
        assert refusal.code == "installation.begun"
        assert refusal.fact == "it has an administrator already"


def test_only_an_administrator_of_the_installation_may_add_people_to_it() -> None:
    assert may_administer(ADMIN, BEGUN) is None
    for actor in (ALICE, ELSEWHERE):
        refusal = may_administer(actor, BEGUN)
        assert refusal is not None
        assert refusal.code == "installation.administrators-only"
        assert refusal.fact == f"{actor.name} is not an administrator of this installation"


def test_a_token_is_held_by_the_person_it_stands_for_and_nobody_else() -> None:
    token = TokenFacts(ALICE.person, "upload")
    assert may_hold(ALICE, token) is None
    refusal = may_hold(ADMIN, token)
    assert refusal is not None
    assert refusal.code == "token.not-yours"
