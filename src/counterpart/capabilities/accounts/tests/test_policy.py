"""Whose account is whose, and what an administrator does for others."""

from counterpart.capabilities.accounts.policy import may_help, may_keep, may_keep_or_help, may_set_up
from counterpart.capabilities.accounts.rules.keeping import Account
from counterpart.capabilities.partners.rules import ADMINISTRATOR, Installation
from counterpart.engines.access.rules import INSTALLATION, Actor, Standing

ALICE = Actor("1", "Alice", "alice@council.example")
ADMIN = Actor(
    "2", "Bob", "bob@operator.example", (Standing(INSTALLATION, "o", "operator", "installation", ADMINISTRATOR),)
)
OWN, OTHERS = Account("1"), Account("3")


def test_everybody_looks_after_their_own_account_and_an_administrator_keeps_nobody_elses() -> None:
    assert may_keep(ALICE, OWN) is None
    for actor in (ALICE, ADMIN):
        refusal = may_keep(actor, OTHERS)
        assert refusal is not None
        assert refusal.code == "account.not-yours"


def test_an_administrator_helps_others_back_in_and_nobody_else_does() -> None:
    assert may_keep_or_help(ALICE, OWN) is None
    assert may_keep_or_help(ADMIN, OTHERS) is None
    assert may_help(ADMIN, OTHERS) is None
    for may in (may_help, may_keep_or_help):
        refusal = may(ALICE, OTHERS)
        assert refusal is not None
        assert refusal.code == "installation.administrators-only"


def test_only_an_administrator_sets_up_a_sign_on() -> None:
    assert may_set_up(ADMIN, Installation(begun=True)) is None
    assert may_set_up(ALICE, Installation(begun=True)) is not None
