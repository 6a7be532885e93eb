"""A duty from law as a dated row of the shelf: what is to be done after which event, within how long. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from counterpart.engines.library.rules.scope import Regime
from counterpart.engines.library.rules.span import Span
from counterpart.engines.library.rules.strict import STRICT

BuysOf = Literal["goods", "services", "works"]


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    """What is to be done, with its source, how sure it is, and from when to when it is in force.

    Where `within` is not said it is due before its event. `light_touch` says whether it is for contracts of that kind,
    for others, or (not said) for both; `more_than` is of the contract’s value, `more_than_percent` of a change `of` its
    value or term. What is `counted_from_force` runs from the day the row came into force, where the event was before.
    """

    id: str
    what: str
    event: str
    since: date
    source: str
    certainty: str
    within: Span | None = None
    beginning: Literal["beginning with", "day after"] = "beginning with"
    calendar: str = "EW"
    counted_from_force: bool = False
    regimes: tuple[Regime, ...] = ()
    light_touch: bool | None = None
    kinds: tuple[BuysOf, ...] = ()
    of: Literal["value", "term"] | None = None
    more_than: Decimal | None = None
    more_than_percent: Decimal | None = None
    until: date | None = None

    __pydantic_config__ = STRICT

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)
