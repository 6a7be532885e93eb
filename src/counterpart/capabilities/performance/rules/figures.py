"""Pure: the figures of a period, each with its judgements and their reasons, as they are sealed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from counterpart.capabilities.performance.rules import counted, trend
from counterpart.capabilities.performance.rules.benchmarks import Peers
from counterpart.capabilities.performance.rules.comparison import compared
from counterpart.capabilities.performance.rules.history import back_over, reds_running, target_in, track_of
from counterpart.capabilities.performance.rules.judgement import direction_of_travel, rag, target_met
from counterpart.capabilities.performance.rules.measured import measured
from counterpart.capabilities.performance.rules.numbers import Known, Standing
from counterpart.capabilities.performance.rules.projection import PROJECTION, Manual, projected
from counterpart.capabilities.performance.rules.returns import matched
from counterpart.capabilities.performance.rules.signals import Signal
from counterpart.capabilities.performance.rules.targets import year_of
from counterpart.capabilities.performance.rules.trend import SIGNAL, Rebase, signal_of
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import Explained, plain
from counterpart.values.period import Period
from counterpart.values.reference import folded
from counterpart.values.refusal import Refusal, Refused

FIELDS = (
    "agreement", "indicator", "title", "assurance", "kind", "unit", "polarity", "period", "area", "value", "numerator",
    "denominator", "target", "target_met", "rag", "direction_of_travel", "previous", "previous_period", "signal",
    "projection", "benchmarks", "status", "reasons",
)  # fmt: skip
REASONS = ("value", "previous", "target", "target_met", "rag", "direction_of_travel")
REASON = ("value", "because", "rule", "clause", "template", "rounding")
SOURCE = ("source", "sheet", "line", "column", "fingerprint")
COMPARED = ("peer_group", "period", "compared_value", "label", "n", "applicable")


@dataclass(frozen=True)
class Said:
    """What people have said of figures, each with a reason: where limits begin afresh, and where a year will end."""

    rebased: Mapping[str, Sequence[Rebase]] = field(default_factory=dict)
    manual: Mapping[tuple[str, Period], Manual] = field(default_factory=dict)


NOTHING_SAID = Said()


def figures_of(
    agreement: str,
    template: Template,
    when: Period,
    *,
    standing: Standing,
    peers: Sequence[Peers],
    said: Said = NOTHING_SAID,
) -> list[dict[str, Any]]:
    """Every figure of a period: for each indicator in force the whole, and each area it has figures of."""
    known = Known(template, standing)
    by_indicator: dict[str, list[Peers]] = {}
    for row in peers:
        by_indicator.setdefault(row.indicator, []).append(row)
    found = []
    for indicator in template.indicators:
        if not indicator.in_force_in(when):
            continue
        for area in (None, *known.areas_of(indicator, when)):
            rows = by_indicator.get(indicator.code, []) if area is None else []
            found.append(figure(agreement, known, indicator, when, area, peers=rows, said=said))
    return found


def figure(
    agreement: str,
    known: Known,
    indicator: Indicator,
    when: Period,
    area: str | None,
    *,
    peers: Iterable[Peers],
    said: Said = NOTHING_SAID,
) -> dict[str, Any]:
    """One figure as `figures.json` has it: text, true, false and null only."""
    template = known.template
    now = measured(known, indicator, when, area, whole=True)
    before = measured(known, indicator, when.previous, area)
    target = target_in(known, indicator, when, area, now)
    met = target_met(now.value, target, indicator, template)
    colour = rag(met, indicator, template)
    travel = direction_of_travel(now.value, before.value, indicator, template, before=when.previous)
    told: dict[Explained[Any], str] = {
        now.value: "value",
        before.value: "previous",
        target: "target",
        met: "target_met",
    }
    rows = list(peers)
    compared_in = {row.period for row in rows}
    ours = {one: measured(known, indicator, one, area, whole=one == when).value for one in compared_in}
    signal = projection = None
    if area is None:
        signal, projection = _judged_over_time(known, indicator, when, target=target.value, said=said)
    return {
        "agreement": agreement,
        "indicator": indicator.code,
        "title": indicator.title,
        "assurance": template.assurance,
        "kind": indicator.kind,
        "unit": indicator.unit.value,
        "polarity": indicator.better.value,
        "period": str(when),
        "area": area,
        "value": plain(now.value.value),
        "numerator": plain(now.numerator),
        "denominator": plain(now.denominator),
        "target": plain(target.value),
        "target_met": met.value,
        "rag": colour.value,
        "direction_of_travel": travel.value,
        "previous": plain(before.value.value),
        "previous_period": str(when.previous),
        "signal": signal,
        "projection": projection,
        "benchmarks": compared(rows, ours, indicator, template, on=when, told=told),
        "status": now.status,
        "reasons": {
            "value": now.value.as_data(),
            "previous": before.value.as_data(),
            "target": target.as_data(told=told),
            "target_met": met.as_data(told=told),
            "rag": colour.as_data(told=told),
            "direction_of_travel": travel.as_data(told=told),
        },
    } | ({"measured": now.counting} if now.counting else {})


def _judged_over_time(
    known: Known, indicator: Indicator, when: Period, *, target: Decimal | None, said: Said
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The signal of the whole and the end of its year, each where the periods before it are enough to say."""
    history = back_over(known, indicator, when, None)
    if not history or history[-1].period != when:
        return None, None
    rebased = said.rebased.get(indicator.code, ())
    found = signal_of(history, indicator, target, rebased=rebased)
    reds = reds_running(known, indicator, when, None) if found else 0
    signal = trend.told(history, indicator, target, found, reds=reds, rebased=rebased)
    return signal, _projected(known, indicator, when, found, said)


def _projected(
    known: Known, indicator: Indicator, when: Period, found: Signal | None, said: Said
) -> dict[str, Any] | None:
    year = year_of(when)
    track = track_of(known, indicator, when, None)
    if track is None:
        return None
    target = target_in(known, indicator, year, None, measured(known, indicator, year, None)).value
    last = found.points[-1] if found else None
    limits = (last.lower, last.upper) if last and last.lower is not None and last.upper is not None else None
    return projected(track, indicator, target, limits=limits, manual=said.manual.get((indicator.code, year)))


def in_reading_order(figure: Mapping[str, Any]) -> dict[str, Any]:
    """A figure as it was kept, its names in the order people read them; a database does not keep their order."""
    told = {name: figure[name] for name in FIELDS} | dict(figure)
    told["reasons"] = {name: _reason_in_order(figure["reasons"][name]) for name in REASONS}
    told["benchmarks"] = [
        {name: peer[name] for name in COMPARED} | {"reasons": _reason_in_order(peer["reasons"])}
        for peer in figure["benchmarks"]
    ]
    for name, order in (("signal", SIGNAL), ("projection", PROJECTION)):
        told[name] = {part: told[name][part] for part in order} if told[name] else None
    return told | ({"measured": counted.in_reading_order(told["measured"])} if "measured" in told else {})


def _reason_in_order(reason: Mapping[str, Any]) -> dict[str, Any]:
    if "inputs" not in reason:
        return {name: reason[name] for name in ("see", *SOURCE) if name in reason}
    told = {name: reason[name] for name in REASON}
    return told | {"inputs": [_reason_in_order(given) for given in reason["inputs"]]}


def named(figures: Iterable[Mapping[str, Any]], indicator: str, area: str | None) -> Mapping[str, Any]:
    """The figure of this indicator (matched without case, spaces or punctuation) and area (matched without case).

    Raises Refused, naming the indicators there are, or the areas where the indicator is one of them.
    """
    known = list(figures)
    own = [figure for figure in known if folded(figure["indicator"]) == folded(indicator)]
    for figure in own:
        if matched(figure["area"]) == matched(area):
            return figure
    if own:
        there = f"{own[0]['indicator']} has figures for {', '.join(f['area'] or 'the whole' for f in own)}"
    else:
        there = f"the period has figures for {', '.join(dict.fromkeys(f['indicator'] for f in known))}"
    raise Refused(
        Refusal(
            code="figure.unknown",
            what=f"There is no figure for “{indicator}”{f' in {area}' if area else ''}",
            fact=there,
            rule="a figure is known by its indicator and area",
            next_step="Choose one of these.",
        )
    )
