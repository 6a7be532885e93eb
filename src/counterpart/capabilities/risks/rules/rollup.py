"""Pure: registers summed up: how many risks stand in which band, the gravest of each, and where all of them lie."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterpart.capabilities.risks.rules.risks import Movement, Risk
from counterpart.engines.library.rules.risk_scales import RiskScale


@dataclass(frozen=True)
class Square:
    """One square of a heat map: a likelihood and an impact, their score and band, and the risks that lie there."""

    likelihood: int
    impact: int
    score: int
    band: str
    rank: int
    risks: tuple[Risk, ...]


@dataclass(frozen=True)
class Summed:
    """A register summed up: risks by band (the gravest band first), the highest score, and what moved or has no review
    set."""

    register: str
    bands: tuple[tuple[str, int], ...]
    highest: int
    kept: int
    increased: int
    reduced: int
    without_review: int


def heat_map(scale: RiskScale, risks: Iterable[Risk]) -> tuple[tuple[Square, ...], ...]:
    """Where risks lie now: a row for each likelihood, the highest first, and in it each impact, the lowest first."""
    lying: dict[tuple[int, int], list[Risk]] = {}
    for risk in risks:
        lying.setdefault((risk.current.likelihood, risk.current.impact), []).append(risk)
    return tuple(
        tuple(
            Square(
                likely,
                heavy,
                likely * heavy,
                scale.band(likely * heavy),
                scale.rank(likely * heavy),
                tuple(lying.get((likely, heavy), ())),
            )
            for heavy in range(1, len(scale.impact) + 1)
        )
        for likely in range(len(scale.likelihood), 0, -1)
    )


def scales_of(risks: Iterable[Risk]) -> list[RiskScale]:
    """The scales that risks are scored on, in the order they are met."""
    return list({risk.scale.id: risk.scale for risk in risks}.values())


def rolled_up(risks: Sequence[Risk]) -> list[Summed]:
    """Each register that holds a risk, summed up; risks on different scales are counted by the names of their bands."""
    kept = [risk for risk in risks if risk.is_kept]
    return [_summed(register, [risk for risk in kept if risk.register == register]) for register in _registers(kept)]


def _registers(risks: Iterable[Risk]) -> list[str]:
    return list(dict.fromkeys(risk.register for risk in risks))


def _summed(register: str, risks: Sequence[Risk]) -> Summed:
    counts: dict[str, int] = {}
    for scale in scales_of(risks):
        for band in reversed(scale.bands):
            counts.setdefault(band.name, 0)
    for risk in risks:
        counts[risk.scale.band(risk.current.worth)] += 1
    return Summed(
        register=register,
        bands=tuple(counts.items()),
        highest=max(risk.current.worth for risk in risks),
        kept=len(risks),
        increased=sum(risk.moved is Movement.INCREASED for risk in risks),
        reduced=sum(risk.moved is Movement.REDUCED for risk in risks),
        without_review=sum(risk.review is None for risk in risks),
    )
