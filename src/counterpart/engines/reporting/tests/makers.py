"""A report with everything in it that a report may have, and texts that mean harm."""

from datetime import date
from decimal import Decimal

from counterpart.engines.reporting.rules.cells import (
    Column,
    Kind,
    Mark,
    Shape,
    Table,
    Tone,
    day,
    marked,
    number,
    text,
)
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
from counterpart.engines.reporting.rules.drawings import Bar, Bars, Chart, Funnel, Line, Point, Sparkline, Spot

MET = Mark("Met", (Shape.TICK,), Tone.GOOD)
MISSED = Mark("Missed", (Shape.CROSS,), Tone.BAD)
WORSE = Mark("Worse", (Shape.DOWN, Shape.FROWN), Tone.BAD)
UNAUDITED = Mark("These figures are unaudited", (Shape.ALERT,), Tone.CAUTION)
CONCERN = Mark("special cause: concern", (Shape.FROWN,), Tone.BAD)
IMPROVEMENT = Mark("special cause: improvement", (Shape.SMILE,), Tone.GOOD)

HOSTILE = (
    "=HYPERLINK(A1)",
    "+44 1709 382121",
    "-1+2|cmd",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "<script>alert('x')</script>",
    "#panic() $x$ *bold* @ref <label> // `raw` [x] \\",
    "&amp; \"quoted\" 'single' ]]>",
    "{{ name }} {% load x %}",
    "_x0041_",
    "https://example.org/",
    "nul \x00 bell \x07",
    "half \ud800 of a letter",
    "turned \u202e round",
    "face 😀, 中文, عربى",
    "two\r\nlines",
    "",
)

COLUMNS = (
    Column("Indicator"),
    Column("What it is"),
    Column("Value", Kind.NUMBER),
    Column("Unit", for_data=True),
    Column("Due on", Kind.DATE),
    Column("Target met", Kind.MARK),
)


def a_table(*names: str, caption: str = "Figures of 2007/08") -> Table:
    """A row for each name: an amount of pounds in whole pence, a day, a mark."""
    rows = (
        (
            text(f"BV {place}"),
            text(name),
            number(Decimal(-1234567 * (place % 3 - 1)).scaleb(-2), "£"),
            text("£"),
            day(date(2008, 5, 1 + place) if place % 4 else None),
            marked(MET if place % 2 else WORSE),
        )
        for place, name in enumerate(names)
    )
    return Table(caption, COLUMNS, tuple(rows))


def a_wide_table() -> Table:
    """Eight columns and thirteen rows."""
    columns = (Column("Indicator"), *(Column(f"Number {place}", Kind.NUMBER) for place in range(7)))
    rows = ((text(f"BV {row}"), *(number(Decimal(row * place) / 4, "%") for place in range(7))) for row in range(13))
    return Table("Thirteen rows", columns, tuple(rows))


def bars(*, against_target: bool = True, label: str = "Rent collected") -> Chart:
    known = (
        Bar(label, Decimal("98.47"), "98.47 %", Decimal("98.25"), "target at least 98.25 %", MET),
        Bar("Relet time", Decimal("37.27"), "37.27 days", Decimal("7"), "target at most 7 days", MISSED),
        Bar("Change", Decimal("-3"), "−3 %", Decimal("15"), "target at least 15 %", MISSED),
        Bar("Without a target", Decimal("5"), "5 days"),
        Bar("Without a figure", None, "no figure", Decimal("0"), "target 0"),
    )
    return Chart("Against targets", "Rent collected 98.47 %, above its target.", Bars(known, against_target))


def series(count: int = 36, label: str = "2008") -> Chart:
    """A series with a gap, limits that change once, a target that changes once, and special causes of both kinds."""
    points = (
        Point(
            label=f"{label}-{place + 1:02}",
            value=None if place == 9 else Decimal(140 + place * 37 % 23).scaleb(-1),
            mean=Decimal("15.1") if place < 20 else Decimal("14.2"),
            lower=Decimal("12"),
            upper=Decimal("18"),
            target=Decimal(15) if place < 12 else Decimal(14) if place > 14 else None,
            mark={11: CONCERN, 30: IMPROVEMENT}.get(place),
        )
        for place in range(count)
    )
    return Chart("Relet time", "The average relet time by month, in days.", Line(tuple(points), "days"))


def sparkline() -> Chart:
    return Chart("Rent", "Rent collected, rising.", Sparkline((Decimal(1), None, Decimal(2), Decimal(4))))


def funnel() -> Chart:
    limits = tuple((n, Decimal(0), Decimal(9) - n // 100) for n in (100, 200, 400))
    spots = (
        Spot("North", 120, Decimal(3), Decimal(0), Decimal(8)),
        Spot(HOSTILE[0], 380, Decimal(9), Decimal(1), Decimal(5)),
    )
    return Chart("Overcharged", "Two subcontractors, one outside.", Funnel(spots, Decimal(3), limits, of="Lines"))


def a_report(*names: str, words: str = "Rent was collected.", more: tuple[Block, ...] = ()) -> Document:
    """A report with every kind of block; `names` fill a column of its table, `words` stand everywhere else."""
    return Document(
        title=f"Summary {words}",
        subtitle=words,
        subject=words,
        dated_on=date(2008, 5, 12),
        foot=words,
        blocks=(
            Paragraph(words, Weight.LEAD),
            Callout(UNAUDITED, words),
            Heading(f"How it went {words}"),
            Points((words, "A second thing.")),
            a_table(*(names or ("Rent collected", "Relet time"))),
            Paragraph(words, Weight.NOTE),
            Heading(f"Beneath {words}", 2),
            Paragraph(words),
            a_wide_table(),
            bars(label=words),
            series(),
            sparkline(),
            Facts(((f"Seal {words}", words), ("Period", "2007/08"))),
            *more,
        ),
    )
