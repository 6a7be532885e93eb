"""Pure: what people said of figures, as it is kept and as a figure rests on it: limits begun afresh, years looked to.

What was said holds from a period on, so that a sealed period before it stays as it was.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from counterpart.capabilities.performance.rules.figures import Said
from counterpart.capabilities.performance.rules.projection import Manual
from counterpart.capabilities.performance.rules.targets import year_of
from counterpart.capabilities.performance.rules.trend import Rebase
from counterpart.values.explained import plain
from counterpart.values.period import Period, period

REBASED, RESTORED = "limits.rebased", "limits.restored"
MADE, WITHDRAWN = "projection.made", "projection.withdrawn"
"""The acts by which it is said and taken back; their entries in the ledger hold it."""


@dataclass(frozen=True)
class Rebasing:
    """The limits of an indicator begin afresh from a period, for a reason; or, where it does not stand, no more.

    `by` says in what role, not who: a figure is sealed for good.
    """

    indicator: str
    period: Period
    reason: str
    by: str
    stands: bool = True

    @property
    def act(self) -> str:
        return REBASED if self.stands else RESTORED

    @property
    def content(self) -> dict[str, Any]:
        return {"indicator": self.indicator, "period": str(self.period), "reason": self.reason, "by": self.by}


@dataclass(frozen=True)
class Foreseen:
    """Where somebody sees the year of an indicator end, from the figures of a period on: a value, perhaps a range.

    Without a value the agreed method stands again.
    """

    indicator: str
    since: Period
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    reason: str
    by: str

    @property
    def act(self) -> str:
        return WITHDRAWN if self.value is None else MADE

    @property
    def year(self) -> Period:
        return year_of(self.since)

    @property
    def content(self) -> dict[str, Any]:
        numbers = {name: plain(getattr(self, name)) for name in ("value", "low", "high")}
        told = {"indicator": self.indicator, "since": str(self.since), "year": str(self.year), **numbers}
        return told | {"reason": self.reason, "by": self.by}


OfFigures = Rebasing | Foreseen


def said_in(when: Period, told: Iterable[OfFigures]) -> Said:
    """What the figures of a period rest on, of all that was said, in the order it was: the newest word stands."""
    rebased: dict[tuple[str, Period], Rebasing] = {}
    foreseen: dict[tuple[str, Period], Foreseen] = {}
    for one in told:
        if isinstance(one, Rebasing):
            if one.period.kind is when.kind and one.period.ends_on <= when.ends_on:
                rebased[one.indicator, one.period] = one
        elif one.year == year_of(when) and one.since.ends_on <= when.ends_on:
            foreseen[one.indicator, one.year] = one
    in_order: dict[str, list[Rebase]] = {}
    for (code, at), one in sorted(rebased.items(), key=lambda named: named[0][1].starts_on):
        if one.stands:
            in_order.setdefault(code, []).append(Rebase(at, one.reason, one.by))
    manual = {
        names: Manual(one.value, one.reason, one.by, one.low, one.high)
        for names, one in foreseen.items()
        if one.value is not None
    }
    return Said(in_order, manual)


def as_inputs(said: Said) -> dict[str, Any]:
    """What was said, as the digest of a close takes it in; nothing where nothing was."""
    rebased = {code: [[str(one.period), one.reason, one.by] for one in those] for code, those in said.rebased.items()}
    manual = [
        [code, str(year), *(plain(number) for number in (one.value, one.low, one.high)), one.reason, one.by]
        for (code, year), one in sorted(said.manual.items(), key=lambda named: (named[0][0], str(named[0][1])))
    ]
    return {"said": {"rebased": rebased, "projected": manual}} if rebased or manual else {}


def read_back(act: str, content: Mapping[str, Any]) -> OfFigures | None:
    """What an entry of the ledger says of figures; None where it is of another act."""
    if act in (REBASED, RESTORED):
        at, stands = period(content["period"]), act == REBASED
        return Rebasing(content["indicator"], at, content["reason"], content["by"], stands)
    if act not in (MADE, WITHDRAWN):
        return None
    value, low, high = (None if content[name] is None else Decimal(content[name]) for name in ("value", "low", "high"))
    since = period(content["since"])
    return Foreseen(content["indicator"], since, value, low, high, content["reason"], content["by"])


def standing_rebases(told: Iterable[OfFigures], code: str) -> tuple[Period, ...]:
    """The periods from which the limits of an indicator begin afresh, as it stands now, oldest first."""
    newest = {one.period: one.stands for one in told if isinstance(one, Rebasing) and one.indicator == code}
    return tuple(sorted((when for when, stands in newest.items() if stands), key=lambda when: when.starts_on))


def standing_years(told: Iterable[OfFigures], code: str) -> tuple[Period, ...]:
    """The years of an indicator whose end somebody has said, as it stands now, newest first."""
    newest = {one.year: one.value for one in told if isinstance(one, Foreseen) and one.indicator == code}
    standing = (year for year, value in newest.items() if value is not None)
    return tuple(sorted(standing, key=lambda year: year.starts_on, reverse=True))
