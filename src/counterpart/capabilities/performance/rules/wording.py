"""Pure: how a figure is said: values with their units, and judgements as words with shapes."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from counterpart.capabilities.performance.rules.benchmarks import IN_WORDS
from counterpart.capabilities.performance.rules.quartiles import Label
from counterpart.engines.reporting.rules.cells import Cell, Mark, Shape, Tone, number
from counterpart.values.period import period

Figure = Mapping[str, Any]
"""A figure as it is sealed; `figures.json` tells it."""

MET: Mapping[bool | None, Mark] = MappingProxyType(
    {
        True: Mark("Met", (Shape.TICK,), Tone.GOOD),
        False: Mark("Missed", (Shape.CROSS,), Tone.BAD),
        None: Mark("No target", (Shape.DASH,), Tone.PLAIN),
    }
)
NO_FIGURE = Mark("No figure", (Shape.DASH,), Tone.PLAIN)
TRAVEL: Mapping[str, Mark] = MappingProxyType(
    {
        "better": Mark("Better", (Shape.UP, Shape.SMILE), Tone.GOOD),
        "worse": Mark("Worse", (Shape.DOWN, Shape.FROWN), Tone.BAD),
        "same": Mark("The same", (Shape.LEVEL,), Tone.PLAIN),
        "none": Mark("Nothing to compare", (Shape.DASH,), Tone.PLAIN),
    }
)
_STANDINGS = (
    (Label.TOP_QUARTILE, Shape.SMILE, Tone.GOOD),
    (Label.ABOVE_MEDIAN, Shape.SMILE, Tone.GOOD),
    (Label.BELOW_MEDIAN, Shape.FROWN, Tone.CAUTION),
    (Label.BOTTOM_QUARTILE, Shape.FROWN, Tone.BAD),
)
STANDING: Mapping[str, Mark] = MappingProxyType(
    {label.value: Mark(IN_WORDS[label], (shape,), tone) for label, shape, tone in _STANDINGS}
)
NOT_APPLICABLE = Mark("N/A", (Shape.DASH,), Tone.PLAIN)
NOT_COMPARED = Mark("Not compared", (Shape.DASH,), Tone.PLAIN)

COLOUR: Mapping[str, Mark] = MappingProxyType(
    {
        "green": Mark("Green: met", (Shape.TICK,), Tone.GOOD),
        "amber": Mark("Amber: missed, within tolerance", (Shape.ALERT,), Tone.CAUTION),
        "red": Mark("Red: missed", (Shape.CROSS,), Tone.BAD),
    }
)
SIGNAL: Mapping[str, Mark] = MappingProxyType(
    {
        "common_cause": Mark("No more than chance", (Shape.DOT,), Tone.PLAIN),
        "improvement": Mark("Improvement beyond chance", (Shape.UP,), Tone.GOOD),
        "concern": Mark("Concern beyond chance", (Shape.DIAMOND,), Tone.CAUTION),
        "neutral_high": Mark("Higher than chance", (Shape.UP,), Tone.PLAIN),
        "neutral_low": Mark("Lower than chance", (Shape.DOWN,), Tone.PLAIN),
    }
)
NO_SIGNAL = Mark("Too few periods to say", (Shape.DASH,), Tone.PLAIN)

_UNITS = {"percent": "%", "days": "days"}


def unit_of(figure: Figure) -> str:
    """The unit as it stands beside a number; none for a score or a bare number."""
    return _UNITS.get(figure["unit"], "")


def amount(figure: Figure, name: str) -> Cell:
    """A number of a figure (`value`, `previous` or `target`) as it was sealed, with its unit: 98.47 %, 1 day."""
    exact = None if figure[name] is None else Decimal(figure[name])
    unit = unit_of(figure)
    return number(exact, "day" if (figure[name], unit) == ("1", "days") else unit)


def met(figure: Figure) -> Mark:
    return NO_FIGURE if figure["value"] is None else MET[figure["target_met"]]


def colour(figure: Figure) -> Mark:
    """Red, amber or green with its words; where there is none, why not."""
    return COLOUR.get(figure["rag"]) or met(figure)


def signalled(figure: Figure) -> Mark:
    return SIGNAL[figure["signal"]["label"]] if figure["signal"] else NO_SIGNAL


def wanted(figure: Figure) -> str:
    """The target as a limit: at least 98.25 %, at most 15 days; of a band, its nearest edge."""
    if figure["polarity"] == "within":
        return f"a band whose nearest edge is {amount(figure, 'target').words}"
    limit = "at least" if figure["polarity"] == "higher" else "at most"
    return f"{limit} {amount(figure, 'target').words}"


def standing(comparison: Mapping[str, Any]) -> Mark:
    """Where a value stands among peers; N/A where no comparison was published."""
    if not comparison["applicable"]:
        return NOT_APPLICABLE
    return STANDING.get(comparison["label"], NOT_COMPARED)


def named(figure: Figure) -> str:
    area = f" ({figure['area']})" if figure["area"] else ""
    return f"{figure['indicator']}, {figure['title']}{area}"


def year_of(text: str) -> str:
    """A period as people say it: 2007/08, quarter 2 of 2010/11."""
    return period(text).in_words


def joined(parts: Sequence[str]) -> str:
    """Parts of a sentence in a row: a, b and c."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)
