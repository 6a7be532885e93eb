"""Pure: an account is its person's; an administrator invites people, helps them back in, and sets up sign-on."""

from counterpart.capabilities.accounts.rules.keeping import Account
from counterpart.capabilities.partners.rules import ADMINISTRATOR, Installation
from counterpart.engines.access.rules import INSTALLATION, Actor
from counterpart.values.refusal import Refusal


def may_keep(actor: Actor, account: Account) -> Refusal | None:
    """Everybody, for themselves."""
    if account.person == actor.person:
        return None
    return Refusal(
        code="account.not-yours",
        what="The account was not changed",
        fact=f"{actor.name} is another person",
        rule="a person looks after their own account",
        next_step="Ask them to do it themselves, or ask an administrator.",
    )


def may_help(actor: Actor, account: Account) -> Refusal | None:
    """An administrator of the installation."""
    return _administrators(actor, "The account was not changed", "administrators help others back into their accounts")


def may_keep_or_help(actor: Actor, account: Account) -> Refusal | None:
    """Everybody for themselves, and an administrator for others."""
    return None if may_keep(actor, account) is None else may_help(actor, account)


def may_set_up(actor: Actor, installation: Installation) -> Refusal | None:
    """An administrator of the installation."""
    return _administrators(actor, "The sign-on was not changed", "administrators set up how organisations sign in")


def _administrators(actor: Actor, what: str, rule: str) -> Refusal | None:
    if actor.standing_in(INSTALLATION, ADMINISTRATOR):
        return None
    return Refusal(
        code="installation.administrators-only",
        what=what,
        fact=f"{actor.name} is not an administrator of this installation",
        rule=rule,
        next_step="Ask an administrator to do this.",
    )
