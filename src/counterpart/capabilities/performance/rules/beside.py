"""Pure: what is set beside a proposed target: outturns of earlier years, the target before it, and peers."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from counterpart.capabilities.performance.rules.benchmarks import Peers, in_use
from counterpart.capabilities.performance.rules.challenge import Beside, Outturn, PeerGroup
from counterpart.capabilities.performance.rules.comparison import FEWEST
from counterpart.capabilities.performance.rules.numbers import Known
from counterpart.capabilities.performance.rules.quartiles import Label, cut_offs
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import plain
from counterpart.values.period import Period, period
from counterpart.values.quantity import quantity
from counterpart.values.reference import folded

YEARS = 3
"""How many earlier years are looked at."""


def beside(known: Known, peers: Iterable[Peers], indicator: Indicator, year: Period) -> Beside:
    """What is set beside the target of an indicator for a year."""
    years = [year.previous]
    for _ in range(YEARS - 1):
        years.append(years[-1].previous)
    reached = [(one, known.numbers(indicator, one, None).value) for one in years]
    before = indicator.target_in(year.previous)
    own = [row for row in peers if row.indicator == indicator.code]
    return Beside(
        outturns=tuple(Outturn(when, value) for when, value in reached if value is not None),
        before=None if before is None else (year.previous, before),
        peers=tuple(_groups(own, known.template, indicator, year.previous)),
        baseline=_baseline(indicator),
    )


def _baseline(indicator: Indicator) -> Decimal | None:
    """The one baseline there is; where each party has its own, none is everybody’s."""
    written = list(indicator.baselines.values())
    return quantity(written[0], indicator.unit) if len(written) == 1 else None


def _groups(rows: Sequence[Peers], template: Template, indicator: Indicator, on: Period) -> list[PeerGroup]:
    newest = in_use(rows, on=on)
    found = []
    for group in template.peer_groups:
        unlike = {folded(code) for code in group.unlike}
        own = [row for row in newest if row.peer_group == group.name]
        if own and folded(indicator.code) not in unlike:
            found.append(_group(group.name, own))
    return found


def _group(name: str, rows: Sequence[Peers]) -> PeerGroup:
    """The cut-offs of a group where there are any, or can be worked out of enough peers; otherwise the label."""
    last = rows[-1]
    by_name = {folded(row.organisation or ""): row.value for row in rows if row.value is not None}
    values = list(by_name.values())
    cuts, n = last.cuts, last.n
    if cuts is None and len(values) >= FEWEST:
        worked_out = cut_offs(values)
        cuts, n = (worked_out[0], worked_out[1], worked_out[2]), len(values)
    return PeerGroup(name, last.period, cuts, n, last.label, last.published_in)


def kept(told: Beside) -> dict[str, Any]:
    """What was set beside a target, as it is kept with it."""
    return {
        "outturns": [[str(one.period), plain(one.value)] for one in told.outturns],
        "before": None if told.before is None else [str(told.before[0]), plain(told.before[1])],
        "baseline": plain(told.baseline),
        "peers": [
            {
                "name": one.name,
                "period": str(one.period),
                "cuts": [plain(cut) for cut in one.cuts] if one.cuts else None,
                "n": one.n,
                "label": plain(one.label),
                "published_in": one.published_in,
            }
            for one in told.peers
        ],
    }


def read_back(row: dict[str, Any]) -> Beside:
    """What was kept, as it was."""
    if not row:
        return Beside()
    before = row["before"]
    return Beside(
        outturns=tuple(Outturn(period(when), Decimal(value)) for when, value in row["outturns"]),
        before=None if before is None else (period(before[0]), Decimal(before[1])),
        peers=tuple(_peers(one) for one in row["peers"]),
        baseline=None if row["baseline"] is None else Decimal(row["baseline"]),
    )


def _peers(row: dict[str, Any]) -> PeerGroup:
    cuts = [Decimal(cut) for cut in row["cuts"]] if row["cuts"] else None
    return PeerGroup(
        row["name"],
        period(row["period"]),
        (cuts[0], cuts[1], cuts[2]) if cuts else None,
        row["n"],
        Label(row["label"]) if row["label"] else None,
        row["published_in"],
    )
