"""Pure: the work programme of a group by month, with what contradicts it, and one report of it, as documents."""

from collections.abc import Mapping, Sequence
from datetime import date

from counterpart.capabilities.governance.rules.groups import GroupFacts
from counterpart.capabilities.governance.rules.numbering import month_in_words, months_of_year, year_of
from counterpart.capabilities.governance.rules.programme import Contradiction, ReportFacts, ReportOf, by_month, way
from counterpart.capabilities.governance.rules.telling.marks import REPORT_MARKS
from counterpart.engines.reporting.rules.cells import Column, Kind, Linked, Mark, Shape, Table, Tone, marked, text
from counterpart.engines.reporting.rules.document import (
    Block,
    Callout,
    Document,
    Facts,
    Heading,
    Paragraph,
    Points,
    Weight,
)

AGAINST = Mark("The programme contradicts a resolution", (Shape.ALERT,), Tone.CAUTION)


def programme_told(
    group: GroupFacts,
    reports: Sequence[ReportFacts],
    meetings: Mapping[date, str],
    against: Sequence[Contradiction],
    year: int,
    on: date,
) -> Document:
    """The reports of a year by month. `meetings` says for a month where its meeting stands."""
    months = months_of_year(year)
    placed = by_month(reports, months)
    shown = [report for month in (*months, None) for report in placed[month]]
    others = sorted({year_of(report.month) for report in reports if report.month} - {year})
    blocks: list[Block] = [Callout(AGAINST, one.says) for one in against]
    blocks += [Points(tuple(Linked(_named(other), f"?year={other}") for other in others))] if others else []
    for month in months:
        if placed[month] or month in meetings:
            blocks += [Heading(month_in_words(month)), *_month(group, placed[month], meetings.get(month, ""))]
    if placed[None]:
        blocks += [Heading("Unallocated"), _table(group, placed[None], "Reports of no month yet")]
    return Document(
        title=_named(year),
        subtitle=_first(shown, against),
        subject=f"{group.agreement.reference}, {group.terms.title}",
        dated_on=on,
        blocks=tuple(blocks),
    )


def _named(year: int) -> str:
    return f"Work programme {year}/{(year + 1) % 100:02}"


def _first(reports: Sequence[ReportFacts], against: Sequence[Contradiction]) -> str:
    if not reports:
        return (
            "No report is planned in this year. "
            "Whoever sits in the group plans one for a month; it stands on that month’s agenda."
        )
    moved = sum(bool(report.moves) for report in reports)
    unallocated = sum(report.month is None for report in reports)
    begins = f"{len(reports)} reports; {moved} rolled forward, {unallocated} unallocated."
    if against:
        return f"{begins} In {len(against)} the programme says otherwise than a resolution."
    return begins


def _month(group: GroupFacts, reports: Sequence[ReportFacts], meeting: str) -> list[Block]:
    blocks: list[Block] = [Paragraph(meeting, Weight.NOTE)] if meeting else []
    if reports:
        blocks.append(_table(group, reports, "Reports"))
    return blocks


def _table(group: GroupFacts, reports: Sequence[ReportFacts], caption: str) -> Table:
    columns = (Column("Report"), Column("Brought by"), Column("Where it stands", Kind.MARK), Column("How it moved"))
    rows = tuple(
        (
            text(report.title, f"{group.address}/programme/{report.reference}"),
            text(report.party),
            marked(REPORT_MARKS[report.state], report.state),
            text(" ".join(way(report)) or "–"),
        )
        for report in reports
    )
    return Table(caption, columns, rows)


def report_told(of: ReportOf, on: date) -> Document:
    """One report: its month, the month first planned, and every move with its reason."""
    report = of.report
    blocks: list[Block] = [
        Facts(
            (
                ("Brought by", report.party),
                ("Month first planned", month_in_words(report.first) if report.first else "none"),
                ("Month now", month_in_words(report.month) if report.month else "unallocated"),
            )
        )
    ]
    if report.moves:
        blocks += [Heading("How it moved"), Points(way(report))]
    return Document(
        title=report.title,
        subtitle=_where(report),
        subject=f"{of.group.agreement.reference}, {of.group.terms.title}, {report.reference}",
        dated_on=on,
        blocks=tuple(blocks),
    )


def _where(report: ReportFacts) -> str:
    if report.received_at:
        return f"It was received at {report.received_at}."
    when = f"planned for {month_in_words(report.month)}" if report.month else "unallocated"
    if not report.moves:
        return f"It is {when}."
    times = len(report.moves)
    return f"It is {when}, and was moved {times} time{'' if times == 1 else 's'}."
