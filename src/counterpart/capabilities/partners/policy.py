"""Pure: who may begin an installation, and who may add organisations and people to it."""

from counterpart.capabilities.partners.rules import ADMINISTRATOR, Installation
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
    if actor.standing_in(INSTALLATION, ADMINISTRATOR):
        return None
    return Refusal(
        code="installation.administrators-only",
        what="Organisations and people were not changed",
        fact=f"{actor.name} is not an administrator of this installation",
        rule="administrators add organisations and people",
        next_step="Ask an administrator to do this.",
    )
