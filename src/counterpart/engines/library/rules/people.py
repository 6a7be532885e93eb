"""Who does what by a template: seats, key posts, functions, and what is seen to before commencement. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from counterpart.engines.library.rules.strict import STRICT

Stage = Literal["aims", "plans", "programme", "orders", "checking", "paying"]


@dataclass(frozen=True)
class PartyTerms:
    """A seat at the agreement. `organisation` is who takes it unless `agreement new --set` names another."""

    role: Literal["commissioner", "provider", "represented"]
    organisation: str | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class KeyPost:
    """A post on which the work depends. `resource` is promised, in full-time equivalents; None where none is."""

    post: str
    party: str
    clause: str
    resource: Decimal | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Function:
    """A piece of the work and who holds it, each as “party: post”: nobody is a gap, and two may be a duplicate."""

    stage: Stage
    name: str
    held_by: tuple[str, ...] = ()
    clause: str = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class MobilisationMatter:
    """A matter that is seen to between the effective date and commencement."""

    matter: str
    clause: str

    __pydantic_config__ = STRICT
