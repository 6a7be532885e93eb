"""Pure: the figures of a period, each with its judgements and their reasons, as they are sealed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from counterpart.capabilities.performance.rules.benchmarks import Peers
from counterpart.capabilities.performance.rules.comparison import compared
from counterpart.capabilities.performance.rules.judgement import direction_of_travel, rag, target_met
from counterpart.capabilities.performance.rules.returns import Returned, matched, share
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import Explained, Source, plain
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
VALUE_ONLY = "value_only"
FROM_COUNTS = "from_counts"
MISSING = "missing"

Standing = Mapping[tuple[str, str, str | None], Returned]
Areas = Mapping[tuple[str, str], Sequence[str]]
"""The areas that returned a figure, by indicator and period."""

NO_AREAS: Areas = MappingProxyType({})


@dataclass(frozen=True)
class Measured:
    """A figure's value with its reasons, its counts where it has them, and what kind of figure it is."""

    value: Explained[Decimal | None]
    status: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    returned_target: Decimal | None = None


def figures_of(
    agreement: str, template: Template, when: Period, *, standing: Standing, peers: Sequence[Peers]
) -> list[dict[str, Any]]:
    """Every figure of a period: for each indicator the whole, and each area returned for it."""
    areas = areas_in(standing)
    by_indicator: dict[str, list[Peers]] = {}
    for row in peers:
        by_indicator.setdefault(row.indicator, []).append(row)
    found = []
    for indicator in template.indicators:
        for area in (None, *sorted(areas.get((indicator.code, str(when)), ()))):
            rows = by_indicator.get(indicator.code, []) if area is None else []
            found.append(figure(agreement, template, indicator, when, area, standing=standing, peers=rows, areas=areas))
    return found


def areas_in(standing: Standing) -> Areas:
    """The areas that returned a figure, by indicator and period."""
    areas: dict[tuple[str, str], list[str]] = {}
    for (code, name, _), row in standing.items():
        if row.area_as_known is not None:
            areas.setdefault((code, name), []).append(row.area_as_known)
    return areas


def figure(
    agreement: str,
    template: Template,
    indicator: Indicator,
    when: Period,
    area: str | None,
    *,
    standing: Standing,
    peers: Iterable[Peers],
    areas: Areas = NO_AREAS,
) -> dict[str, Any]:
    """One figure as `figures.json` has it: text, true, false and null only."""
    now = measured(template, indicator, when, area, standing=standing, areas=areas)
    before = measured(template, indicator, when.previous, area, standing=standing, areas=areas)
    target = _target(template, indicator, when, now)
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
    ours = {
        period: measured(template, indicator, period, area, standing=standing, areas=areas).value
        for period in {row.period for row in rows}
    }
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
        "signal": None,
        "projection": None,
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
    }


def measured(
    template: Template,
    indicator: Indicator,
    when: Period,
    area: str | None,
    *,
    standing: Standing,
    areas: Areas = NO_AREAS,
) -> Measured:
    """A figure's value: as returned, or from its counts; for the whole, from the counts of its areas where it was not
    returned itself. Values without counts are never added up or averaged."""
    row = standing.get((indicator.code, str(when), matched(area)))
    if row is not None:
        return (
            _from_counts([row], indicator, template, when)
            if row.numerator is not None
            else _as_returned(row, indicator, template, when)
        )
    among = areas.get((indicator.code, str(when)), ()) if area is None else ()
    parts = [standing[indicator.code, str(when), matched(part)] for part in among]
    if parts and all(part.numerator is not None for part in parts):
        return _from_counts(parts, indicator, template, when)
    because = f"No figure was returned for {when.in_words}."
    if parts:
        because += " Areas returned values without counts, which cannot be added up or averaged."
    nothing = _explained(
        None, because, "figure as returned", indicator, template, inputs=tuple(p.source for p in parts)
    )
    return Measured(nothing, MISSING)


def _as_returned(row: Returned, indicator: Indicator, template: Template, when: Period) -> Measured:
    because = (
        f"{plain(row.value)} was returned for {when.in_words} as a value without counts ({template.assurance}); "
        f"it is shown as returned and never aggregated.{_correction(row)}"
    )
    value = _explained(row.value, because, "figure as returned", indicator, template, inputs=(row.source,))
    return Measured(value, VALUE_ONLY, returned_target=row.target)


def _from_counts(rows: Sequence[Returned], indicator: Indicator, template: Template, when: Period) -> Measured:
    numerator = sum((row.numerator or Decimal(0) for row in rows), Decimal(0))
    denominator = sum((row.denominator or Decimal(0) for row in rows), Decimal(0))
    figure = share(numerator, denominator, indicator)
    area = rows[0].area_as_known
    among = f", the sum of {len(rows)} areas" if len(rows) > 1 else f", in {area}" if area else ""
    because = (
        f"{plain(numerator)} of {plain(denominator)}{among} gives {plain(figure)} for {when.in_words} "
        f"({template.assurance}).{''.join(_correction(row) for row in rows)}"
    )
    value: Explained[Decimal | None] = Explained(
        figure,
        because,
        "numerator over denominator",
        clause=indicator.clause,
        template=template.name,
        inputs=tuple(row.source for row in rows),
        rounding=f"half up, {indicator.decimals} decimal places",
    )
    return Measured(value, FROM_COUNTS, numerator, denominator, rows[0].target if len(rows) == 1 else None)


def _correction(row: Returned) -> str:
    return f" It corrects what was returned before: {row.restates}" if row.restates else ""


def _target(template: Template, indicator: Indicator, when: Period, now: Measured) -> Explained[Decimal | None]:
    agreed = indicator.target_in(when)
    if agreed is not None:
        because = f"The target agreed for {when.in_words} is {plain(agreed)}."
        return _explained(agreed, because, "agreed target", indicator, template)
    if now.returned_target is not None:
        because = f"The agreement states no target for {when.in_words}; the return states {plain(now.returned_target)}."
        sources = tuple(replace(given, column="target") for given in now.value.inputs if isinstance(given, Source))
        return _explained(now.returned_target, because, "target as returned", indicator, template, inputs=sources)
    return _explained(None, f"No target is agreed for {when.in_words}.", "agreed target", indicator, template)


def _explained(
    value: Decimal | None,
    because: str,
    rule: str,
    indicator: Indicator,
    template: Template,
    *,
    inputs: tuple[Any, ...] = (),
) -> Explained[Decimal | None]:
    return Explained(value, because, rule, clause=indicator.clause, template=template.name, inputs=inputs)


def in_reading_order(figure: Mapping[str, Any]) -> dict[str, Any]:
    """A figure as it was kept, its names in the order people read them; a database does not keep their order."""
    told = {name: figure[name] for name in FIELDS} | dict(figure)
    told["reasons"] = {name: _reason_in_order(figure["reasons"][name]) for name in REASONS}
    told["benchmarks"] = [
        {name: peer[name] for name in COMPARED} | {"reasons": _reason_in_order(peer["reasons"])}
        for peer in figure["benchmarks"]
    ]
    return told


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
