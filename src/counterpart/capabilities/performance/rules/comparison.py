"""Pure: the label that what peers reached gives us.

A label judges our value of the period it is headed with: an all-England label for 2006/07 says nothing of 2007/08.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from counterpart.capabilities.performance.rules.benchmarks import IN_WORDS, Peers, in_use
from counterpart.capabilities.performance.rules.quartiles import cut_offs, label_against
from counterpart.engines.library.rules.indicators import Better, Indicator
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import Explained, Source, plain
from counterpart.values.period import Period
from counterpart.values.reference import folded

FEWEST = 8
"""Peers; among fewer a place would tell too much of one of them, and too little of us."""


def compared(
    peers: Iterable[Peers],
    ours: Mapping[Period, Explained[Decimal | None]],
    indicator: Indicator,
    template: Template,
    *,
    on: Period,
    told: Mapping[Explained[Any], str],
) -> list[dict[str, Any]]:
    """For each peer group its newest comparison no later than the period, with our value of that time judged by it.

    `ours` has our value, or the want of one, for each period that the peers are of. `told` are the reasons given
    elsewhere in the figure, by name.
    """
    current = in_use([row for row in peers if row.indicator == indicator.code], on=on)
    found = []
    for group in template.peer_groups:
        rows = [row for row in current if row.peer_group == group.name]
        if not rows:
            continue
        newest = rows[0].period
        judged = _judged(rows, ours[newest], indicator, template, clause=group.clause)
        found.append(
            {
                "peer_group": group.name,
                "period": str(newest),
                "compared_value": plain(ours[newest].value),
                "label": judged.value,
                "n": _number_of_peers(rows),
                "applicable": not _withheld(rows[-1]),
                "reasons": judged.as_data(told=told),
            }
        )
    return found


def _judged(
    rows: list[Peers],
    ours: Explained[Decimal | None],
    indicator: Indicator,
    template: Template,
    *,
    clause: str,
) -> Explained[str | None]:
    last = rows[-1]
    heading = f"{last.peer_group}, {last.period.in_words}"
    inputs: tuple[Explained[Any] | Source, ...] = (ours, *(row.source for row in rows))

    def explained(label: str | None, because: str, rule: str) -> Explained[str | None]:
        return Explained(label, because, rule, clause=clause, template=template.name, inputs=inputs)

    if why := _why_not(rows, ours.value, indicator, template):
        rule, because = why
        return explained(None, f"{heading}: {because}", rule)
    if last.label:
        because = f"{heading}: {IN_WORDS[last.label]}, as published; it judges the figure of {last.period.in_words}."
        return explained(last.label.value, because, "published label")
    cuts = last.cuts or cut_offs(_values(rows))
    label = label_against(
        ours.value or Decimal(0),
        lower_quartile=cuts[0],
        median=cuts[1],
        upper_quartile=cuts[2],
        higher_is_better=indicator.better is Better.HIGHER,
    )
    because = (
        f"{heading}: {plain(ours.value)} against quartiles of {', '.join(plain(cut) for cut in cuts)}, where "
        f"{indicator.better} is better: {IN_WORDS[label]}.{_left_out(rows)}"
    )
    return explained(label.value, because, "quartile label")


def _why_not(
    rows: Sequence[Peers], ours: Decimal | None, indicator: Indicator, template: Template
) -> tuple[str, str] | None:
    """The rule by which nobody is placed, and why; None where we are."""
    last = rows[-1]
    if unlike := _unlike(indicator, template, last.peer_group):
        return "definitions compared", f"not compared, as the group defines this indicator otherwise: {unlike}"
    if _withheld(last):
        return "published label", "N/A. No comparison was published for this indicator."
    if last.label:
        return None
    if indicator.better is Better.WITHIN:
        return "quartile label", f"where it is better to be within {indicator.band}, no quarter is the best."
    if ours is None:
        return "quartile label", "there is no figure of ours to place."
    if last.cuts is None and (n := len(_values(rows))) < FEWEST:
        few = f"{n} peers are too few to place anybody among; {FEWEST} are needed.{_left_out(rows)}"
        return "quartile label", few
    return None


def _unlike(indicator: Indicator, template: Template, peer_group: str) -> str:
    """Why a group’s figures of an indicator are of another thing; nothing where they are of the same."""
    reasons = {
        folded(code): reason
        for group in template.peer_groups
        if group.name == peer_group
        for code, reason in group.unlike.items()
    }
    reason = reasons.get(folded(indicator.code), "").rstrip(".")
    return f"{reason}." if reason else ""


def _left_out(rows: Iterable[Peers]) -> str:
    """How many peers were left out for want of a value."""
    without = sum(row.not_applicable and row.organisation is not None for row in rows)
    if not without:
        return ""
    return f" {'One peer is' if without == 1 else f'{without} peers are'} left out, as a marker stands for the value."


def _values(rows: Iterable[Peers]) -> list[Decimal]:
    """The peers' own values: of each organisation the last that came in."""
    return list({folded(row.organisation or ""): row.value for row in rows if row.value is not None}.values())


def _number_of_peers(rows: Sequence[Peers]) -> int | None:
    """How many peers the last comparison rests on, where that is known."""
    last = rows[-1]
    return last.n if last.label or _withheld(last) or last.cuts else len(_values(rows))


def _withheld(last: Peers) -> bool:
    """Whether no comparison was published at all; a peer without a value is another thing."""
    return last.not_applicable and last.organisation is None
