"""Pure: how a period went as a whole, in three sentences, with its successes and concerns.

Nothing is computed but how many there are and which comes first; every number in a sentence stands in the seal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from counterpart.capabilities.performance.rules.quartiles import Label
from counterpart.capabilities.performance.rules.wording import Figure, amount, joined, wanted, year_of
from counterpart.values.money import WIDE

SUCCESS = (
    "A success met its target, did better than the period before, and stood in the top 25 % of a peer group. "
    "Where none did all three, it met its target and did better."
)
CONCERN = "A concern missed its target, did worse than the period before, or stood in the bottom 25 % of a peer group."


@dataclass(frozen=True)
class Remark:
    """One thing to know about one indicator."""

    indicator: str
    words: str


def whole(figures: Iterable[Figure]) -> list[Figure]:
    """The figures of each indicator as a whole, without those of its areas."""
    return [figure for figure in figures if figure["area"] is None]


def first_sentences(figures: Iterable[Figure], consequences: Mapping[str, Any], *, when: str) -> tuple[str, str, str]:
    """How many are on target; how many did better or worse; and which is furthest from its target and what is due.

    `when` names the period, as a seal does.
    """
    known = whole(figures)
    return _on_target(known, year_of(when)), _better_or_worse(known), _furthest(known, consequences["triggers"])


def _on_target(known: Sequence[Figure], when: str) -> str:
    judged = [figure for figure in known if figure["target_met"] is not None]
    met = sum(figure["target_met"] for figure in judged)
    if not judged:
        return f"None of {len(known)} indicators could be judged against a target for {when}."
    if len(judged) < len(known):
        rest = len(known) - len(judged)
        unjudged = f"; {rest} could not be judged, for want of a figure or a target"
        return f"{met} of the {len(judged)} indicators that could be judged met {_its(met)} for {when}{unjudged}."
    return f"{met or 'None'} of {len(judged)} indicators met {_its(met)} for {when}."


def _its(met: int) -> str:
    return "its target" if met < 2 else "their targets"


def _better_or_worse(known: Sequence[Figure]) -> str:
    compared = [figure for figure in known if figure["direction_of_travel"] != "none"]
    if not compared:
        return "There is nothing from the period before to compare with."
    before = year_of(compared[0]["previous_period"])
    counts = {way: sum(figure["direction_of_travel"] == way for figure in compared) for way in _WAYS}
    parts = [f"{count} {_WAYS[way]}" for way, count in counts.items() if count]
    return f"Compared with {before}, {joined(parts)}."


_WAYS = {"better": "did better", "worse": "did worse", "same": "stayed the same"}


def _furthest(known: Sequence[Figure], triggers: Sequence[Mapping[str, Any]]) -> str:
    missed = [figure for figure in _by_concern(known) if figure["target_met"] is False]
    if not missed:
        return "No indicator missed its target."
    worst = missed[0]
    due = list(dict.fromkeys(f"to {trigger['do']}" for trigger in _of(triggers, worst)))
    steps = f"under the agreement the next step{'s are' if due[1:] else ' is'} {joined(due)}"
    return (
        f"Furthest from its target is “{worst['title']}” ({worst['indicator']}), at {amount(worst, 'value').words} "
        f"against {wanted(worst)}; {steps if due else 'the agreement sets nothing in motion for it'}."
    )


def _of(triggers: Sequence[Mapping[str, Any]], figure: Figure) -> list[Mapping[str, Any]]:
    return [trigger for trigger in triggers if trigger["indicator"] == figure["indicator"]]


def _by_concern(known: Sequence[Figure]) -> list[Figure]:
    """The missed first, the furthest from its target (as a part of it) at the head; then the rest as they come."""
    return sorted(known, key=lambda figure: (figure["target_met"] is not False, -_shortfall(figure)))


def _shortfall(figure: Figure) -> Decimal:
    if figure["target_met"] is not False:
        return Decimal(0)
    value, target = Decimal(figure["value"]), Decimal(figure["target"])
    return abs(WIDE.divide(value - target, target)) if target else Decimal("Infinity")


def successes(figures: Iterable[Figure]) -> tuple[Remark, ...]:
    """What went well, by the rule that SUCCESS states."""
    good = [
        figure
        for figure in whole(figures)
        if figure["target_met"] and figure["direction_of_travel"] == "better" and not _stood(figure, _BOTTOM)
    ]
    best = [figure for figure in good if _stood(figure, _TOP)]
    return tuple(_remark(figure, _TOP) for figure in best or good)


def concerns(figures: Iterable[Figure]) -> tuple[Remark, ...]:
    """What went ill, by the rule that CONCERN states; the furthest from its target first."""
    return tuple(
        _remark(figure, _BOTTOM)
        for figure in _by_concern(whole(figures))
        if figure["target_met"] is False or figure["direction_of_travel"] == "worse" or _stood(figure, _BOTTOM)
    )


_TOP = (Label.TOP_QUARTILE.value, "top 25 %")
_BOTTOM = (Label.BOTTOM_QUARTILE.value, "bottom 25 %")


def _stood(figure: Figure, quarter: tuple[str, str]) -> list[str]:
    """The peer groups of which the indicator stood in this quarter, each with the period the label is headed with."""
    return [
        f"{peers['peer_group']} in {year_of(peers['period'])}"
        for peers in figure["benchmarks"]
        if peers["label"] == quarter[0]
    ]


def _remark(figure: Figure, quarter: tuple[str, str]) -> Remark:
    against = f" against {wanted(figure)}" if figure["target"] is not None else ""
    said = [f"{'met' if figure['target_met'] else 'missed'} its target"] if figure["target_met"] is not None else []
    if figure["direction_of_travel"] in ("better", "worse"):
        before = f"{year_of(figure['previous_period'])} ({amount(figure, 'previous').words})"
        said.append(f"did {figure['direction_of_travel']} than in {before}")
    if groups := _stood(figure, quarter):
        said.append(f"stood in the {quarter[1]} of {joined(groups)}")
    words = f"{figure['title']} ({figure['indicator']}): {amount(figure, 'value').words}{against}. It {joined(said)}."
    return Remark(figure["indicator"], words)
