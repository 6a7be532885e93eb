"""Pure: the figures of a period as bars, each measured by its own target."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from counterpart.capabilities.performance.rules.wording import Figure, amount, met, named, wanted
from counterpart.engines.reporting.rules.drawings import Bar, Bars, Chart


def bars_of(figures: Iterable[Figure]) -> tuple[Chart, ...]:
    """Each figure measured by its own target: one picture for those that should be high, one for those that should be
    low. Those without a figure or with no target above nought are left to the table."""
    known = list(figures)
    drawn = {way: [figure for figure in known if figure["polarity"] == way and _measurable(figure)] for way in _WAYS}
    return tuple(_chart(_WAYS[way], alike) for way, alike in drawn.items() if alike)


_WAYS = {
    "higher": "Where higher is better: the bar should reach the line",
    "lower": "Where lower is better: the bar should not pass the line",
}


def _measurable(figure: Figure) -> bool:
    return figure["value"] is not None and figure["target"] is not None and Decimal(figure["target"]) > 0


def _chart(title: str, figures: Sequence[Figure]) -> Chart:
    bars = tuple(
        Bar(
            label=f"{figure['indicator']} {figure['title']}",
            value=Decimal(figure["value"]),
            words=amount(figure, "value").words,
            target=Decimal(figure["target"]),
            target_words=f"target {wanted(figure)}",
            mark=met(figure),
        )
        for figure in figures
    )
    said = (f"{named(figure)}: {_told(figure)}" for figure in figures)
    return Chart(title, f"Bars, each measured by its own target. {'; '.join(said)}.", Bars(bars, against_target=True))


def _told(figure: Figure) -> str:
    return f"{amount(figure, 'value').words}, target {wanted(figure)}, {met(figure).words.lower()}"
