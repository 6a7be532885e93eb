"""Pure: what a unit of work costs beside peers, and never without what is got for it.

A unit cost is an indicator like others: a ratio, or a formula of a cost over a volume. Its template names the indicator
of the quality that is got for it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from counterpart.capabilities.performance.rules.quartiles import Label

_GOOD = (Label.TOP_QUARTILE, Label.ABOVE_MEDIAN)
_SAID = {
    (True, True): "cheaper than most, and better than most",
    (True, False): "cheaper than most, and worse than most",
    (False, True): "dearer than most, and better than most",
    (False, False): "dearer than most, and worse than most",
}


def value_for_money(cost: Label | None, quality: Label | None) -> str:
    """A label of cost beside one of quality, in words. Each label is polarity-aware: the top quarter is the best."""
    if cost is None or quality is None:
        lacking = "cost" if cost is None else "quality"
        return f"Nothing is said of value for money: there is no label for {lacking}."
    said = _SAID[cost in _GOOD, quality in _GOOD]
    return f"{said[0].upper()}{said[1:]}."


def beside_quality(cost: Mapping[str, Any], quality: Mapping[str, Any] | None) -> tuple[str, ...]:
    """What two figures say of value for money, in the words of each peer group that the cost is compared with."""
    got = _labels(quality["benchmarks"]) if quality else {}
    code = f" ({cost['indicator']} beside {quality['indicator']})" if quality else ""
    return tuple(
        f"{group}: {said[:1].lower()}{said[1:].rstrip('.')}{code}."
        for group, label in _labels(cost["benchmarks"]).items()
        for said in (value_for_money(label, got.get(group)),)
    )


def _labels(peers: Iterable[Mapping[str, Any]]) -> dict[str, Label | None]:
    """The newest label of each peer group."""
    newest = sorted(peers, key=lambda peer: str(peer["period"]))
    return {peer["peer_group"]: Label(peer["label"]) if peer["label"] else None for peer in newest}
