"""The rules the indicators of a template must keep: everything wrong, told at once. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from counterpart.engines.library.rules.formulas import WANTED as A_FORMULA
from counterpart.engines.library.rules.formulas import Formula, circle, codes_in, formula
from counterpart.engines.library.rules.indicators import KINDS, YEARS, MeasuredAs
from counterpart.engines.library.rules.said import (
    Misfit,
    Part,
    Path,
    is_amount,
    items_in,
    names_in,
    text_of,
    too_long,
    unknown,
)
from counterpart.engines.library.rules.targets import BAND, EACH, GAIN, TOLERANCE, band, gain, tolerance
from counterpart.values.money import exact
from counterpart.values.period import Period, period
from counterpart.values.quantity import Unit, quantity
from counterpart.values.reference import folded
from counterpart.values.refusal import shown

MOST_DECIMALS = 6
LONGEST_KEEPER = 200
MONTHS = 12
_WHOLE_YEAR = Decimal(100)


@dataclass(frozen=True)
class Around:
    """What indicators may name: the template’s parties and services."""

    parties: tuple[str, ...]
    services: tuple[str, ...]


def unfit_indicators(indicators: list[Part], peer_groups: list[Part], around: Around) -> Iterator[Misfit]:
    """Every rule that indicators break: each by itself, those computed from others, and those named elsewhere."""
    for where, indicator in indicators:
        yield from too_long(where, indicator, ("code", "title"))
        yield from chain.from_iterable(rule(where, indicator) for rule in _RULES)
        yield from _unknown_names(where, indicator, around)
    yield from _unfit_formulas(indicators)
    codes = {folded(text_of(indicator.get("code"))) for _, indicator in indicators}
    named = [((*where, "unlike", code), code) for where, group in peer_groups for code in names_in(group.get("unlike"))]
    for where, indicator in indicators:
        named += [((*where, "felt_in", at), text_of(one)) for at, one in enumerate(items_in(indicator.get("felt_in")))]
        named += [((*where, "quality"), text_of(indicator["quality"]))] if indicator.get("quality") else []
    for place, code in named:
        if folded(code) not in codes:
            yield place, shown(code), "a code of an indicator here"


def _unit(indicator: Mapping[str, Any]) -> Unit | None:
    return {unit.value: unit for unit in Unit}.get(text_of(indicator.get("unit")))


def _faulty(where: Path, text: str, read: Callable[[str], object], wanted: str) -> Iterator[Misfit]:
    """A text that cannot be read; nothing at all is well."""
    try:
        if text:
            read(text)
    except ValueError:
        yield where, shown(text), wanted


def _unfit_kind(where: Path, indicator: Mapping[str, Any]) -> Iterator[Misfit]:
    kind = text_of(indicator.get("kind"))
    if kind and kind not in KINDS:
        yield (*where, "kind"), shown(kind), f"one of {', '.join(KINDS)}"
    for name in ("owner", "manager"):
        if len(text_of(indicator.get(name))) > LONGEST_KEEPER:
            yield (*where, name), f"{len(text_of(indicator[name])):,} characters", f"{LONGEST_KEEPER} at the most"


def _unfit_numbers(where: Path, indicator: Mapping[str, Any]) -> Iterator[Misfit]:
    decimals, amber_within = (text_of(indicator.get(name)) for name in ("decimals", "amber_within"))
    if decimals and decimals not in {str(places) for places in range(MOST_DECIMALS + 1)}:
        yield (*where, "decimals"), shown(decimals), f"a number of decimal places, from 0 to {MOST_DECIMALS}"
    yield from _faulty((*where, "amber_within"), amber_within, tolerance, TOLERANCE)


def _unfit_band(where: Path, indicator: Mapping[str, Any]) -> Iterator[Misfit]:
    better, written = text_of(indicator.get("better")), text_of(indicator.get("band"))
    unit = _unit(indicator)
    yield from _faulty((*where, "band"), written, lambda text: band(text, unit), BAND)
    if better == "within" and not written:
        yield where, "“within” and no “band”", BAND
    if written and better in ("higher", "lower"):
        yield (*where, "band"), f"a band where {better} is better", "a band only where it is better to be within it"
    for name in ("target", "targets_of", "improvement", "profile"):
        if better == "within" and indicator.get(name):
            yield (*where, name), f"a {name} beside a band", "the band alone, which is the target"


def _unfit_year(where: Path, indicator: Mapping[str, Any]) -> Iterator[Misfit]:
    """How periods make a year; percentages and averages are never averaged."""
    measured_as = {one.value: one for one in MeasuredAs}.get(text_of(indicator.get("measured_as")))
    a_year = text_of(indicator.get("a_year"))
    if measured_as is None:
        return
    ways = [way.value for way in YEARS[measured_as]]
    if a_year and a_year not in ways:
        yield (*where, "a_year"), f"{shown(a_year)} of {measured_as.value}s", f"one of {', '.join(ways)}"


def _unfit_targets(where: Path, indicator: Mapping[str, Any]) -> Iterator[Misfit]:
    unit = _unit(indicator)
    for name in ("target", "minimum", "stretch"):
        yield from _unreadable_targets((*where, name), names_in(indicator.get(name)), unit)
    for party, stated in names_in(indicator.get("targets_of")).items():
        yield from _unreadable_targets((*where, "targets_of", party), names_in(stated), unit)
    wanted = unit.wanted if unit else "a figure, such as 98.25"
    for party, figure in names_in(indicator.get("baselines")).items():
        yield from _faulty((*where, "baselines", party), text_of(figure), lambda text: quantity(text, unit), wanted)
    yield from _faulty((*where, "improvement"), text_of(indicator.get("improvement")), gain, GAIN)
    yield from _unfit_profile(where, indicator)


def _unfit_profile(where: Path, indicator: Mapping[str, Any]) -> Iterator[Misfit]:
    shares = [text_of(share).rstrip("% ") for share in items_in(indicator.get("profile"))]
    if not shares:
        return
    if len(shares) != MONTHS or not all(is_amount(share) for share in shares):
        yield (*where, "profile"), f"{len(shares)} shares", "twelve shares of the year in per cent, from April on"
    elif (whole := sum((exact(share) for share in shares), Decimal(0))) != _WHOLE_YEAR:
        yield (*where, "profile"), f"shares that come to {whole} %", "shares that come to 100 %"
    if text_of(indicator.get("measured_as")) != MeasuredAs.COUNT.value:
        yield (*where, "profile"), "a profile of no count", "a profile only where months add up: measured_as: count"


def _unreadable_targets(where: Path, targets: Mapping[str, Any], unit: Unit | None) -> Iterator[Misfit]:
    seen: set[Period] = set()
    for name, figure in targets.items():
        try:
            when = None if name in EACH else period(name)
            if when in seen:
                yield (*where, name), f"{shown(name)} a second time", "each period once"
            seen |= {when} if when else set()
        except ValueError:
            yield (*where, name), shown(name), "a period, such as 2007-08"
        try:
            quantity(text_of(figure), unit)
        except ValueError:
            yield (*where, name), shown(text_of(figure)), unit.wanted if unit else "a figure, such as 98.25"


def _unfit_dates(where: Path, indicator: Mapping[str, Any]) -> Iterator[Misfit]:
    starts, ends = (text_of(indicator.get(name)) for name in ("starts_on", "ends_on"))
    faults = [
        fault
        for name, text in (("starts_on", starts), ("ends_on", ends))
        for fault in _faulty((*where, name), text, date.fromisoformat, "a day, such as 2010-04-01")
    ]
    yield from faults
    if starts and ends and not faults and date.fromisoformat(starts) > date.fromisoformat(ends):
        yield (*where, "ends_on"), f"{ends}, before it starts", f"a day on or after {starts}"


_RULES = (_unfit_kind, _unfit_numbers, _unfit_band, _unfit_year, _unfit_targets, _unfit_dates)


def _unknown_names(where: Path, indicator: Mapping[str, Any], around: Around) -> Iterator[Misfit]:
    for name in ("targets_of", "baselines"):
        for party in names_in(indicator.get(name)):
            yield from unknown((*where, name, party), party, around.parties, "a party")
    yield from unknown(
        (*where, "service_area"), indicator.get("service_area"), around.services, "a service area", needed=False
    )


def _unfit_formulas(indicators: list[Part]) -> Iterator[Misfit]:
    """Formulas that cannot be read, over indicators there are not, or that come round to themselves."""
    codes = {folded(text_of(indicator.get("code"))) for _, indicator in indicators}
    computed: dict[str, Formula] = {}
    places: dict[str, Path] = {}
    for where, indicator in indicators:
        text, code = text_of(indicator.get("formula")), text_of(indicator.get("code"))
        if not text:
            continue
        places[code] = (*where, "formula")
        try:
            computed[code] = formula(text)
        except ValueError as fault:
            yield places[code], f"{shown(text)} ({fault})", A_FORMULA
            continue
        for other in codes_in(computed[code]):
            if folded(other) not in codes:
                yield places[code], f"the code {shown(other)}", "a code of another indicator here"
    if way := circle(computed):
        yield places[way[0]], f"a circle: {' → '.join(way)}", "an indicator that does not rest on itself"
