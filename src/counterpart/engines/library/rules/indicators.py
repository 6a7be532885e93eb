"""What a template measures, as plain frozen data. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from counterpart.engines.library.rules.strict import STRICT
from counterpart.values.period import Period, period
from counterpart.values.quantity import Unit, quantity


class Better(StrEnum):
    """The polarity of an indicator: which way improvement lies."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Indicator:
    """One indicator. `target` maps a period to a figure; `amber_within` is in the indicator's own unit, in points."""

    code: str
    title: str
    kind: str
    unit: Unit
    better: Better
    clause: str
    target: Mapping[str, str] = field(default_factory=dict)
    amber_within: Decimal | None = None
    decimals: int = 2
    statutory_reference: str | None = None

    __pydantic_config__ = STRICT

    def target_in(self, when: Period) -> Decimal | None:
        for name, figure in self.target.items():
            if period(name) == when:
                return quantity(figure, self.unit)
        return None


@dataclass(frozen=True)
class PeerGroup:
    """A group of peers whose published labels or cut-offs are compared with our value of the same period."""

    name: str
    clause: str

    __pydantic_config__ = STRICT
