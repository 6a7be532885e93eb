"""Pure: who may begin an installation, who may add organisations and people to it, and who may hold tokens."""

from counterpart.capabilities.partners.rules import ADMINISTRATOR, Installation, TokenFacts
from counterpart.engines.access.rules import INSTALLATION, Actor
from counterpart.values.refusal import Refusal


def may_begin(actor: Actor, installation: Installation) -> Refusal | None:
    """Anybody, once: whoever sets an installation up becomes its first administrator."""
    if not installation.begun:
        return None
    return Refusal(
        code="installation.begun",
        what="The installation cannot be begun again",
        fact="it has an administrator already",
        rule="an installation is begun once",
        next_step="Ask an administrator to add you, or choose another home.",
    )


def may_administer(actor: Actor, installation: Installation) -> Refusal | None:
    """An administrator of the installation."""
    if actor.standing_in(INSTALLATION, ADMINISTRATOR):
        return None
    return Refusal(
        code="installation.administrators-only",
        what="Organisations and people were not changed",
        fact=f"{actor.name} is not an administrator of this installation",
        rule="administrators add organisations and people",
        next_step="Ask an administrator to do this.",
    )


def may_hold(actor: Actor, token: TokenFacts) -> Refusal | None:
    """Everybody, for themselves: whoever shows a token acts as its person."""
    if token.person == actor.person:
        return None
    return Refusal(
        code="token.not-yours",
        what="No token was made or revoked",
        fact=f"{actor.name} is another person",
        rule="a person makes and revokes their own tokens",
        next_step="Ask them to do it themselves.",
    )
