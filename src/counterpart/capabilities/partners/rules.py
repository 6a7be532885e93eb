"""Pure: the installation as acts see it, and the posts that stand for a role on an agreement."""

from dataclasses import dataclass

from counterpart.engines.access.rules import INSTALLATION

ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Installation:
    """What installation acts are done to. `begun` is false until the first administrator exists."""

    begun: bool

    @property
    def agreement_id(self) -> str:
        return INSTALLATION
