"""What a template says of closing a period, as plain frozen data. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from counterpart.engines.library.rules.strict import STRICT


class Condition(StrEnum):
    """When a trigger fires, judged on a sealed figure."""

    MISSED = "target missed"
    MISSED_AND_WORSE = "target missed and worse than the period before"
    BOTTOM_QUARTER = "bottom 25 % of a peer group"
    RED_TWICE = "red two periods running"
    CONCERN = "special-cause concern"


@dataclass(frozen=True)
class Trigger:
    """What follows from a sealed figure by rule."""

    name: str
    when: Condition
    do: str
    clause: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class CloseTerms:
    """What a close requires, who signs the seal, and what it sets off."""

    requires: tuple[Literal["returns submitted", "returns assured", "returns countersigned"], ...]
    countersigned_by: tuple[str, ...]
    clause: str
    triggers: tuple[Trigger, ...] = ()

    __pydantic_config__ = STRICT
