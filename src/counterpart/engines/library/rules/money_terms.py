"""What every rule of money says: its name, its clause, how often, for whom, and within what bounds. Pure."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from counterpart.engines.library.rules.amounts import Limit
from counterpart.engines.library.rules.strict import STRICT

Every = Literal["month", "quarter", "year"]
Between = Literal["straight line", "steps"]


@dataclass(frozen=True, kw_only=True)
class MoneyTerms:
    """What every rule says: its name, its clause, how often it is worked out, and for which provider.

    `party` may be left out where there is one provider. `cap` and `floor` bound the amount of a period, up and down, in
    pounds or as a part of the charges; of what is only taken off, `cap` bounds what is taken. `waiver` is the group
    that may let a deduction go.
    """

    __pydantic_config__: ClassVar[Any] = STRICT
    name: str
    clause: str
    every: Every = "quarter"
    party: str = ""
    waiver: str = ""
    cap: Limit | None = None
    floor: Limit | None = None

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The other rules whose outcome this one takes."""
        return ()

    @property
    def measures(self) -> tuple[str, ...]:
        """The indicators whose figures it takes."""
        return ()
