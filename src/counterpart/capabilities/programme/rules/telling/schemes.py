"""Pure: the forward programme and its schemes as documents, which are pages and files alike."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from counterpart.capabilities.programme.rules.certainty import Certain, OfMonth, by_month, whole
from counterpart.capabilities.programme.rules.schemes import (
    COMPLETED,
    FORECAST,
    ORDERED,
    UNDER_WAY,
    WITHDRAWN,
    Scheme,
    slipping,
)
from counterpart.engines.reporting.rules.cells import (
    Cell,
    Column,
    Linked,
    Mark,
    Shape,
    Table,
    Tone,
    day,
    day_in_words,
    marked,
    number,
    text,
)
from counterpart.engines.reporting.rules.cells import Kind as Cells
from counterpart.engines.reporting.rules.document import Block, Document, Facts, Heading, Paragraph, Points, Weight
from counterpart.engines.reporting.rules.drawings import Bar, Bars, Chart
from counterpart.values.money import exact
from counterpart.values.period import Kind, Period

STATES = {
    FORECAST: Mark("Forecast", (Shape.DOT,), Tone.PLAIN),
    ORDERED: Mark("Ordered", (Shape.DIAMOND,), Tone.PLAIN),
    UNDER_WAY: Mark("Under way", (Shape.UP,), Tone.PLAIN),
    COMPLETED: Mark("Completed", (Shape.TICK,), Tone.GOOD),
    WITHDRAWN: Mark("Withdrawn", (Shape.DASH,), Tone.PLAIN),
}


def programme(agreement: str, schemes: Sequence[Scheme], year: Period, on: date) -> Document:
    """What work is to come in a year, how certain it is, and what slips."""
    own = [scheme for scheme in schemes if scheme.starts_on <= year.ends_on and scheme.ends_on >= year.starts_on]
    months = by_month(schemes, year)
    blocks: list[Block] = [Paragraph(_lead(own, months, year))]
    if own:
        blocks += [
            Heading("How certain it is"),
            Chart(f"Ordered of what is forecast, {year.in_words}", _description(months), _bars(months)),
            _by_month(months),
            Paragraph(
                "A scheme’s value is spread over its months by their days, to the penny, and what is ordered of it is "
                "spread alike. Certainty is ordered over forecast, summed and never averaged.",
                Weight.NOTE,
            ),
            Heading("The schemes"),
            _schemes(agreement, own),
            *_slippage(agreement, own),
        ]
    others = [Period(Kind.FINANCIAL_YEAR, year.year + step) for step in (-1, 1)]
    ways = tuple(Linked(other.in_words, f"/agreements/{agreement}/programme?year={other}") for other in others)
    blocks += [Heading("Other years"), Points(ways)]
    return Document(
        title=f"Forward programme {year.in_words}",
        subtitle="What work is to come, how certain it is, and what slips.",
        subject=agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _lead(own: Sequence[Scheme], months: Sequence[OfMonth], year: Period) -> str:
    if not own:
        return (
            f"No scheme is entered for {year.in_words}. A manager of either side adds the first one here: where, when, "
            "for how much, and whose it is."
        )
    total = whole(months)
    late = len(slipping(own))
    certain = total.percent
    said = f"{money(total.ordered)} is ordered of {money(total.forecast)} forecast for {year.in_words}"
    said += f", so that {certain.value} % is certain." if certain else "."
    if late:
        said += f" {late} of {len(own)} schemes {'ends' if late == 1 else 'end'} later than was first said."
    return said


def _description(months: Sequence[OfMonth]) -> str:
    told = [f"{m.month.in_words} {money(m.ordered)} of {money(m.forecast)}" for m in months if m.forecast or m.ordered]
    return "Value ordered, with the value forecast across it, by month: " + ("; ".join(told) or "nothing") + "."


def _bars(months: Sequence[OfMonth]) -> Bars:
    return Bars(
        tuple(Bar(m.month.in_words, m.ordered, money(m.ordered), m.forecast, money(m.forecast)) for m in months)
    )


def _by_month(months: Sequence[OfMonth]) -> Table:
    columns = (
        Column("Month"),
        Column("Forecast", Cells.NUMBER),
        Column("Ordered", Cells.NUMBER),
        Column("Certain", Cells.NUMBER),
    )
    rows = [(text(m.month.in_words), *_figures(m)) for m in months]
    rows.append((text("The year"), *_figures(whole(months))))
    return Table("Ordered of what is forecast, by month", columns, tuple(rows))


def _figures(of: Certain) -> tuple[Cell, Cell, Cell]:
    certain = of.percent
    return number(of.forecast, "£"), number(of.ordered, "£"), number(certain.value if certain else None, "%")


def _schemes(agreement: str, schemes: Sequence[Scheme]) -> Table:
    columns = (
        Column("Reference"),
        Column("What"),
        Column("Area"),
        Column("Whose"),
        Column("Begins", Cells.DATE),
        Column("Ends", Cells.DATE),
        Column("Value", Cells.NUMBER),
        Column("Ordered", Cells.NUMBER),
        Column("Stands", Cells.MARK),
    )
    rows = [
        (
            text(one.reference, f"/agreements/{agreement}/schemes/{one.reference}"),
            text(one.title),
            text(one.area),
            text(one.owner),
            day(one.starts_on),
            day(one.ends_on),
            number(one.value, "£"),
            number(one.ordered, "£"),
            marked(STATES[one.state]),
        )
        for one in schemes
    ]
    return Table("Schemes", columns, tuple(rows))


def _slippage(agreement: str, schemes: Sequence[Scheme]) -> list[Block]:
    late = slipping(schemes)
    if not late:
        return [Heading("What slips"), Paragraph("Nothing: every scheme ends by the day that was first said.")]
    columns = (
        Column("Scheme"),
        Column("First to end", Cells.DATE),
        Column("Ends now", Cells.DATE),
        Column("Days later", Cells.NUMBER),
        Column("Why, last"),
    )
    rows = [
        (
            text(f"{one.reference} {one.title}", f"/agreements/{agreement}/schemes/{one.reference}"),
            day(one.first_ends_on),
            day(one.ends_on),
            number(exact(str(one.slipped))),
            text(next((c.reason for c in reversed(one.changes) if c.days), "")),
        )
        for one in late
    ]
    return [Heading("What slips"), Table("Later than was first said", columns, tuple(rows))]


def scheme_page(scheme: Scheme, on: date) -> Document:
    """One scheme: how much of it is certain, when it ends against what was first said, and every change with why."""
    facts: list[tuple[str, str | Linked]] = [
        ("Where", scheme.area),
        ("Whose it is", scheme.owner),
        ("Begins", _beside(scheme.starts_on, scheme.first_starts_on)),
        ("Ends", _beside(scheme.ends_on, scheme.first_ends_on)),
        ("Value", money(scheme.value) + _first_value(scheme)),
        ("Ordered", money(scheme.ordered)),
    ]
    blocks: list[Block] = [Paragraph(_scheme_lead(scheme)), Facts(tuple(facts)), Heading("What was ordered")]
    if scheme.orders:
        columns = (Column("Order"), Column("On", Cells.DATE), Column("Value", Cells.NUMBER))
        rows = tuple((text(one.number), day(one.on), number(one.value, "£")) for one in scheme.orders)
        blocks.append(Table("Orders", columns, rows))
    else:
        blocks.append(Paragraph("Nothing yet. The commissioner orders work here, by the number of the order."))
    if scheme.changes:
        blocks += [Heading("What changed, and why"), _changes(scheme)]
    return Document(
        title=scheme.title,
        subtitle=f"{scheme.reference}, {STATES[scheme.state].words.lower()}",
        subject=scheme.agreement,
        dated_on=on,
        blocks=tuple(blocks),
    )


def _scheme_lead(scheme: Scheme) -> str:
    percent = f"{money(scheme.ordered)} of {money(scheme.value)} is ordered"
    if scheme.state == WITHDRAWN:
        return f"It was withdrawn: {scheme.changes[-1].reason}" if scheme.changes else "It was withdrawn."
    late = f"It ends {scheme.slipped} days later than was first said." if scheme.slipped > 0 else "It has not slipped."
    return f"{percent}. {late}"


def _beside(now: date, first: date) -> str:
    return day_in_words(now) + ("" if now == first else f" (first {day_in_words(first)})")


def _first_value(scheme: Scheme) -> str:
    return "" if scheme.value == scheme.first_value else f" (first {money(scheme.first_value)})"


def _changes(scheme: Scheme) -> Table:
    columns = (
        Column("On", Cells.DATE),
        Column("By"),
        Column("Days later", Cells.NUMBER),
        Column("Value", Cells.NUMBER),
        Column("Why"),
    )
    rows = tuple(
        (day(c.on), text(c.party), number(exact(str(c.days))), number(c.value_after, "£"), text(c.reason))
        for c in scheme.changes
    )
    return Table("Changes", columns, rows)


def money(amount: Decimal) -> str:
    return number(amount, "£").words
