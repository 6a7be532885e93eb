"""Pure: how a whole set of figures stands, in shares that say of how many; and a balance in which each area counts.

The shares are those a shared services board reads in its quarterly report: stable or improving, target met, projected
to be met at the year’s end. Shares are whole per cents, half up. A large service has many indicators and would drown a
small one; so beside the share of all stands the mean of each area’s own share, in which each area weighs alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from counterpart.values.money import WIDE, rounded

Figure = Mapping[str, Any]
NO_AREA = "no service area"
BALANCE = "Each service area weighs alike, however many indicators it has."
SUCCESS = (
    "A success met its target and is better than the period before, or is an improvement beyond chance whose target "
    "is not missed."
)
CONCERN = (
    "A concern missed its target and is no better than the period before, or is a concern beyond chance, or is red "
    "while the year is projected to end short of its target."
)


@dataclass(frozen=True)
class Share:
    """So many of so many, of which it could be said at all."""

    n: int
    of: int

    @property
    def per_cent(self) -> int | None:
        """A whole per cent, half up; None of none."""
        return int(rounded(WIDE.divide(Decimal(100 * self.n), Decimal(self.of)), places=0)) if self.of else None


@dataclass(frozen=True)
class Portfolio:
    """A set of figures at a glance."""

    stable_or_improving: Share
    met: Share
    projected_to_meet: Share

    @property
    def sentences(self) -> tuple[str, ...]:
        return (
            _said(self.stable_or_improving, "stable or improving", "that can be compared with the period before"),
            _said(self.met, "on target", "with a target"),
            _said(self.projected_to_meet, "projected to meet the target at the year’s end", "that are looked ahead to"),
        )


def portfolio(figures: Iterable[Figure]) -> Portfolio:
    """The three shares of a set of figures, those of the whole only. At the year’s end what is met is what counts."""
    whole = [figure for figure in figures if figure["area"] is None]
    travelled = [figure["direction_of_travel"] for figure in whole if figure["direction_of_travel"] != "none"]
    judged = [figure["target_met"] for figure in whole if figure["target_met"] is not None]
    ends = [end for figure in whole if (end := _at_year_end(figure)) is not None]
    return Portfolio(
        Share(sum(way in ("better", "same") for way in travelled), len(travelled)),
        Share(sum(judged), len(judged)),
        Share(sum(ends), len(ends)),
    )


def _at_year_end(figure: Figure) -> bool | None:
    """Whether the year is looked ahead to as meeting its target; None where it is not looked ahead to."""
    ahead = figure["projection"]
    meets: bool | None = ahead["meets"] if ahead else None
    return meets


def _said(share: Share, what: str, those: str) -> str:
    if not share.of:
        return f"There are no indicators {those}."
    return f"{share.per_cent} % of indicators {those} are {what}: {share.n} of {share.of}."


@dataclass(frozen=True)
class Balance:
    """Each service area’s own portfolio, and the mean of their shares of targets met, in which each weighs alike."""

    areas: tuple[tuple[str, Portfolio], ...]

    @property
    def met(self) -> int | None:
        """The mean of the areas’ shares of targets met: a whole per cent, half up."""
        shares = [of.met for _, of in self.areas if of.met.of]
        if not shares:
            return None
        total = sum((WIDE.divide(Decimal(100 * share.n), Decimal(share.of)) for share in shares), Decimal(0))
        return int(rounded(WIDE.divide(total, Decimal(len(shares))), places=0))


def balance(figures: Sequence[Figure], areas: Mapping[str, str]) -> Balance:
    """Figures by the service area of their indicator, in order of name. `areas` has that of each code, where any."""
    by_area: dict[str, list[Figure]] = {}
    for figure in figures:
        by_area.setdefault(areas.get(figure["indicator"]) or NO_AREA, []).append(figure)
    return Balance(tuple((name, portfolio(by_area[name])) for name in sorted(by_area)))


def successes(figures: Iterable[Figure]) -> list[Figure]:
    """What went well, by the rule SUCCESS states."""
    return [
        figure
        for figure in figures
        if (figure["target_met"] and figure["direction_of_travel"] == "better")
        or (_label(figure) == "improvement" and figure["target_met"] is not False)
    ]


def concerns(figures: Iterable[Figure]) -> list[Figure]:
    """What went ill, by the rule CONCERN states."""
    return [
        figure
        for figure in figures
        if _label(figure) == "concern"
        or (figure["target_met"] is False and figure["direction_of_travel"] != "better")
        or (figure["rag"] == "red" and _at_year_end(figure) is False)
    ]


def _label(figure: Figure) -> str | None:
    return figure["signal"]["label"] if figure["signal"] else None
