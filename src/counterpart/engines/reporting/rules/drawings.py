"""Pure: pictures of numbers, before anybody draws them."""

from dataclasses import dataclass
from decimal import Decimal

from counterpart.engines.reporting.rules.cells import Mark


@dataclass(frozen=True)
class Bar:
    """A value beside its target; `words` and `target_words` say them with their units."""

    label: str
    value: Decimal | None
    words: str
    target: Decimal | None = None
    target_words: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class Bars:
    """Bars on one scale, each with its target across it; or `against_target`, each measured by its own target, so that
    values of different units stand together and all targets on one line."""

    bars: tuple[Bar, ...]
    against_target: bool = False


@dataclass(frozen=True)
class Point:
    """A value of a series with the limits it is read by. A mark makes it a special cause and says which."""

    label: str
    value: Decimal | None
    mean: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    target: Decimal | None = None
    mark: Mark | None = None


@dataclass(frozen=True)
class Line:
    points: tuple[Point, ...]
    unit: str = ""


@dataclass(frozen=True)
class Sparkline:
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Spot:
    """A share of a number: where it lies, and the limits that chance would keep it within at that number."""

    label: str
    n: int
    share: Decimal
    lower: Decimal
    upper: Decimal

    @property
    def is_outside(self) -> bool:
        return not self.lower <= self.share <= self.upper


@dataclass(frozen=True)
class Funnel:
    """Shares by how much they rest on, with the share of all and limits that narrow as numbers grow.

    `limits` has them for the whole width: a number, the lower and the upper limit there.
    """

    spots: tuple[Spot, ...]
    mean: Decimal
    limits: tuple[tuple[int, Decimal, Decimal], ...]
    unit: str = "%"
    of: str = ""


@dataclass(frozen=True)
class Chart:
    """A picture of numbers that stand in a table too. `description` says what it shows, for those who do not see it."""

    title: str
    description: str
    drawing: Bars | Line | Sparkline | Funnel
