"""A scale of risks: levels of likelihood and impact by name, and the bands that their product falls in. Pure."""

from dataclasses import dataclass

from counterpart.engines.library.rules.strict import STRICT
from counterpart.values.reference import folded


@dataclass(frozen=True)
class Band:
    """Scores from one on, up to where the next band begins."""

    name: str
    begins: int

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class RiskScale:
    """Levels from the lowest to the highest; level 1 is the first. A score is likelihood times impact.

    Raises ValueError where there are fewer than two levels of a kind, a name stands twice, or the bands do not begin
    at 1 and rise to no more than the highest score.
    """

    id: str
    title: str
    source: str
    likelihood: tuple[str, ...]
    impact: tuple[str, ...]
    bands: tuple[Band, ...]

    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        for names in (self.likelihood, self.impact):
            if len(names) < 2 or len({folded(name) for name in names}) != len(names):
                raise ValueError("a scale has at least two levels of likelihood and of impact, each named once")
        begins = [band.begins for band in self.bands]
        if not begins or begins[0] != 1 or begins != sorted(set(begins)) or begins[-1] > self.highest:
            raise ValueError("bands begin at 1 and rise, the last at the highest score at the most")

    @property
    def highest(self) -> int:
        return len(self.likelihood) * len(self.impact)

    def band(self, score: int) -> str:
        """The name of the band that a score falls in."""
        return [band.name for band in self.bands if band.begins <= score][-1]

    def rank(self, score: int) -> int:
        """Which band a score falls in: 0 is the lowest."""
        return sum(band.begins <= score for band in self.bands) - 1


def level(names: tuple[str, ...], text: str) -> int | None:
    """The level that a text says, by its number or its name (“2”, “Medium”, “2 Medium”); None where it says none."""
    known = {
        form: place
        for place, name in enumerate(names, 1)
        for form in (str(place), folded(name), f"{place}{folded(name)}")
    }
    return known.get(folded(text))
