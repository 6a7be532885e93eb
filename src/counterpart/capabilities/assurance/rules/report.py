"""Pure: the report of an audit, for a head of internal audit with five minutes."""

from datetime import date
from decimal import Decimal
from math import sqrt

from counterpart.capabilities.assurance.rules.report_parts import (
    by_check,
    exact,
    largest,
    left,
    parameters,
    pounds_of,
)
from counterpart.capabilities.assurance.rules.summary import Share, Summary
from counterpart.engines.reporting.rules.cells import Column, Kind, Mark, Shape, Table, Tone, number, text
from counterpart.engines.reporting.rules.document import (
    Block,
    Callout,
    Document,
    Heading,
    Paragraph,
    Weight,
)
from counterpart.engines.reporting.rules.drawings import Chart, Funnel, Spot

FEWEST = 2
"""A funnel of fewer subcontractors compares nothing."""
MOST_ROWS = 20


def report(summary: Summary, *, on: date) -> Document:
    """The totals over and under, by check and by subcontractor, the ten largest, and what was not checked."""
    blocks: tuple[Block, ...] = (
        *_first(summary),
        Heading("By check"),
        by_check(summary.findings, summary.parameters),
        Paragraph(
            "Money is counted once for each line, in the order of the table. The last four checks count no money: what "
            "they find is a reason to look. A difference below nothing is an undercharge; it is never set off.",
            Weight.NOTE,
        ),
        Heading("By subcontractor"),
        *_by_subcontractor(summary),
        Heading("The ten largest"),
        *largest(summary.largest),
        Heading("What was not checked"),
        *left(summary.left),
        Heading("What the checks went by"),
        parameters(summary.parameters),
    )
    return Document(
        title="Audit of charges",
        subtitle=f"{summary.lines:,} lines, {pounds_of(summary.billed)} billed",
        subject="Every line of the invoices checked against the schedule of rates and the jobs behind it",
        dated_on=on,
        blocks=blocks,
        foot=f"Checks: {summary.parameters.name}. Findings are reasons to ask, not proof of wrongdoing.",
    )


def _first(summary: Summary) -> tuple[Block, ...]:
    n = sum(tally.n for tally in summary.findings.values())
    if not n:
        nothing = Mark("Nothing found", (Shape.TICK,), Tone.GOOD)
        return (Callout(nothing, f"All {summary.lines:,} lines were checked, and no check found anything."),)
    over, under = summary.overcharge, summary.undercharge
    share = Decimal(over * 100) / summary.billed if summary.billed > 0 else Decimal(0)
    lead = f"Of {pounds_of(summary.billed)} billed, {pounds_of(over)} ({share:.2f} %) may be overcharged"
    lead += f", and {pounds_of(-under)} was undercharged." if under else "; nothing was undercharged."
    most = max(summary.findings.items(), key=lambda item: item[1].counted)
    mark = Mark("Money at risk", (Shape.ALERT,), Tone.BAD) if over else Mark("To look at", (Shape.ALERT,), Tone.CAUTION)
    title = summary.parameters.row(most[0]).title
    second = f"{n:,} findings on {summary.lines:,} lines."
    if over:
        second += f" Most of the money is under “{title}”: {pounds_of(most[1].counted)} in {most[1].n:,} findings."
    return Paragraph(lead, Weight.LEAD), Callout(mark, second)


def _by_subcontractor(summary: Summary) -> tuple[Block, ...]:
    columns = (
        Column("Subcontractor"), Column("Lines", Kind.NUMBER), Column("Billed", Kind.NUMBER),
        Column("Lines overcharged", Kind.NUMBER), Column("Overcharge", Kind.NUMBER),
        Column("Undercharge", Kind.NUMBER),
    )  # fmt: skip
    rows = tuple(
        (
            text(share.subcontractor or "none named"),
            number(Decimal(share.lines)),
            number(exact(share.billed), "£"),
            number(Decimal(share.overcharged)),
            number(exact(share.overcharge), "£"),
            number(exact(share.undercharge), "£"),
        )
        for share in summary.shares[:MOST_ROWS]
    )
    title = "Subcontractors, the largest overcharge first"
    table = Table(title if len(summary.shares) <= MOST_ROWS else f"{title}: the first {MOST_ROWS}", columns, rows)
    picture = funnel(summary.shares)
    return (*([picture] if picture else []), table)


def funnel(shares: tuple[Share, ...]) -> Chart | None:
    """The share of lines overcharged by subcontractor, between limits of three standard errors; None for too few."""
    own = [share for share in shares if share.subcontractor and share.lines]
    lines, over = sum(share.lines for share in own), sum(share.overcharged for share in own)
    if len(own) < FEWEST or not over:
        return None
    mean = over / lines
    spots = tuple(
        Spot(
            share.subcontractor or "",
            share.lines,
            _percent(share.overcharged / share.lines),
            *_limits(mean, share.lines),
        )
        for share in own
    )
    most = max(share.lines for share in own) * 1.1
    limits = tuple((n, *_limits(mean, n)) for n in (max(int(most * step / 40), 1) for step in range(1, 41)))
    outside = [spot.label for spot in sorted(spots, key=lambda spot: -spot.share) if spot.is_outside]
    told = f"Outside the limits: {', '.join(outside[:10])}." if outside else "All lie within the limits."
    return Chart(
        "Share of lines overcharged, by number of lines",
        f"{len(spots)} subcontractors; {_percent(mean)} % of all lines are overcharged. The limits are three standard "
        f"errors either side. {told}",
        Funnel(
            spots, _percent(mean), limits, of="Lines billed; dashed: what chance would allow, three standard errors"
        ),
    )


def _limits(mean: float, n: int) -> tuple[Decimal, Decimal]:
    error = 3 * sqrt(mean * (1 - mean) / n)
    return _percent(max(mean - error, 0)), _percent(min(mean + error, 1))


def _percent(share: float) -> Decimal:
    return Decimal(f"{share * 100:.2f}")
