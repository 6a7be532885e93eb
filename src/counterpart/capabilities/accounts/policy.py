"""Pure: an account is its person's; an administrator invites people, helps them back in, and sets up sign-on."""

from counterpart.capabilities.accounts.rules.keeping import Account
from counterpart.capabilities.partners.policy import may_administer
from counterpart.capabilities.partners.rules import Installation
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refusal

BEGUN = Installation(begun=True)


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
    return may_administer(actor, BEGUN)


def may_keep_or_help(actor: Actor, account: Account) -> Refusal | None:
    """Everybody for themselves, and an administrator for others."""
    return None if may_keep(actor, account) is None else may_help(actor, account)


def may_set_up(actor: Actor, installation: Installation) -> Refusal | None:
    """An administrator of the installation."""
    return may_administer(actor, installation)
