"""Pure: how a whole period went, and how every indicator stands now, as documents."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from counterpart.capabilities.performance.rules.bars import bars_of
from counterpart.capabilities.performance.rules.judged import Figure, Judged, address_of
from counterpart.capabilities.performance.rules.on_paper import RULE, OnPaper
from counterpart.capabilities.performance.rules.portfolio import (
    BALANCE,
    CONCERN,
    SUCCESS,
    Portfolio,
    Share,
    balance,
    concerns,
    portfolio,
    successes,
)
from counterpart.capabilities.performance.rules.wording import (
    NO_FIGURE,
    NO_SIGNAL,
    TRAVEL,
    amount,
    colour,
    signalled,
    year_of,
)
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.engines.reporting.rules.cells import (
    NOTHING,
    Cell,
    Column,
    Kind,
    Linked,
    Mark,
    Shape,
    Table,
    Tone,
    marked,
    number,
    text,
)
from counterpart.engines.reporting.rules.document import (
    Block,
    Callout,
    Document,
    Heading,
    Paragraph,
    Points,
    Weight,
)
from counterpart.values.period import Period

ON_PAPER = Mark("Met on paper", (Shape.ALERT,), Tone.BAD)
MOST = 12


def portfolio_told(judged: Judged, against: Sequence[OnPaper], periods: Mapping[Period, int], on: date) -> Document:
    """A period in three sentences, what went well and ill, each service beside the others, and every figure."""
    figures, when, name = judged.whole, judged.period, judged.agreement.reference
    blocks: list[Block] = []
    if figures:
        blocks += [Paragraph(said, Weight.LEAD) for said in portfolio(figures).sentences]
        blocks += [Callout(ON_PAPER, one.because) for one in against]
        blocks += _remarks("What went well", successes(figures), SUCCESS, "Nothing is a success by this rule.")
        blocks += _remarks("What gives concern", concerns(figures), CONCERN, "Nothing is a concern by this rule.")
        blocks += _balance(judged)
        blocks += [Heading("Every figure"), *bars_of(figures), _figures(name, figures)]
        blocks += _notes(against, figures[0]["assurance"])
    else:
        blocks.append(Paragraph(_empty(when, len(periods)), Weight.LEAD))
    blocks += _others(name, when, periods)
    return Document(f"How {when.in_words} stands", "Portfolio", name, on, tuple(blocks))


def no_portfolio(agreement: str, on: date) -> Document:
    """Before any figure came in."""
    said = (
        "No figure has come in yet. Call for the returns of a period; once they are sent, this page says how it went."
    )
    return Document("How it stands", said, agreement, on, ())


def _empty(when: Period, known: int) -> str:
    more = " Choose another period below." if known else ""
    return f"No figure of {when.in_words} has come in.{more}"


def _remarks(heading: str, found: Sequence[Figure], rule: str, none: str) -> list[Block]:
    said: Block = Points(tuple(_remark(figure) for figure in found)) if found else Paragraph(none)
    return [Heading(heading), said, Paragraph(rule, Weight.NOTE)]


def _remark(figure: Figure) -> Linked:
    """What a figure came to, against what, and which way it goes."""
    said = f"{figure['title']} ({figure['indicator']}): {amount(figure, 'value').words}"
    if figure["target"] is not None:
        said += f", target {amount(figure, 'target').words} {'met' if figure['target_met'] else 'missed'}"
    if figure["direction_of_travel"] in ("better", "worse"):
        said += f", {figure['direction_of_travel']} than {year_of(figure['previous_period'])}"
    if figure["signal"] and figure["signal"]["label"] in ("improvement", "concern"):
        said += f", {signalled(figure).words.lower()}"
    return Linked(f"{said}.", address_of(figure["agreement"], figure["indicator"]))


def _balance(judged: Judged) -> list[Block]:
    """Each service by itself, and the mean of them, so that a large one does not drown a small one."""
    if not any(judged.areas.values()):
        return []
    found = balance(judged.whole, judged.areas)
    rows = [_of_area(name, of) for name, of in found.areas]
    columns = (
        Column("Service area"),
        Column("Stable or improving"),
        Column("On target"),
        Column("Projected to meet its target"),
    )
    said = "" if found.met is None else f" So weighed, {found.met} % of targets are met."
    return [
        Heading("Service by service"),
        Paragraph(f"{BALANCE}{said}"),
        Table("Each service area by itself", columns, tuple(rows)),
    ]


def _of_area(name: str, of: Portfolio) -> tuple[Cell, ...]:
    shares = (of.stable_or_improving, of.met, of.projected_to_meet)
    return (text(name[:1].upper() + name[1:]), *(text(_share(share)) for share in shares))


def _share(share: Share) -> str:
    return f"{share.per_cent} % ({share.n} of {share.of})" if share.of else NOTHING


def _figures(agreement: str, figures: Iterable[Figure]) -> Table:
    columns = (
        Column("Indicator"),
        Column("Description"),
        Column("Before", Kind.NUMBER),
        Column("Now", Kind.NUMBER),
        Column("Target", Kind.NUMBER),
        Column("Target met", Kind.MARK),
        Column("Than before", Kind.MARK),
        Column("Than chance", Kind.MARK),
    )
    rows = tuple(
        (
            text(figure["indicator"], address_of(agreement, figure["indicator"])),
            text(figure["title"]),
            *(amount(figure, name) for name in ("previous", "value", "target")),
            marked(colour(figure)),
            marked(TRAVEL[figure["direction_of_travel"]]),
            marked(signalled(figure)),
        )
        for figure in figures
    )
    return Table("Figures of the period", columns, rows)


def _notes(against: Sequence[OnPaper], assurance: str) -> list[Block]:
    said = f"The figures are {assurance}, as they stand today; what was sealed stands on the page of the period."
    notes: list[Block] = [Paragraph(said, Weight.NOTE)]
    return [*notes, Paragraph(f"Met on paper: {RULE}.", Weight.NOTE)] if against else notes


def _others(agreement: str, when: Period, periods: Mapping[Period, int]) -> list[Block]:
    others = [one for one in periods if one != when][:MOST]
    if not others:
        return []
    address = f"/agreements/{agreement}/portfolio?period="
    rows = tuple((text(one.in_words.capitalize(), f"{address}{one}"), number(Decimal(periods[one]))) for one in others)
    columns = (Column("Period"), Column("Indicators returned", Kind.NUMBER))
    return [Heading("Other periods"), Table("Other periods, newest first", columns, rows)]


def indicators_told(agreement: str, found: Sequence[tuple[Indicator, Figure | None]], on: date) -> Document:
    """Every indicator with its newest figure and how it stands, in the order of the agreement."""
    if not found:
        said = "The agreement measures nothing yet. Indicators are part of its terms: propose a change of them."
        return Document("Indicators", said, agreement, on, ())
    columns = (
        Column("Indicator"),
        Column("Description"),
        Column("Kind"),
        Column("Owner"),
        Column("Of"),
        Column("Newest", Kind.NUMBER),
        Column("Target", Kind.NUMBER),
        Column("Target met", Kind.MARK),
        Column("Than before", Kind.MARK),
        Column("Than chance", Kind.MARK),
    )
    rows = tuple(_row(agreement, indicator, figure) for indicator, figure in found)
    figures = [figure for _, figure in found if figure]
    table = Table("Each with its newest figure", columns, rows)
    return Document("Indicators", "", agreement, on, (Paragraph(_counted(len(found), figures), Weight.LEAD), table))


def _counted(indicators: int, figures: Sequence[Figure]) -> str:
    judged = [figure["target_met"] for figure in figures if figure["target_met"] is not None]
    worse = sum(bool(figure["signal"]) and figure["signal"]["label"] == "concern" for figure in figures)
    noun = "indicator" if indicators == 1 else "indicators"
    said = f"{indicators} {noun}: of {len(judged)} with a target, {sum(judged)} met it"
    said += f"; {worse} give{'s' if worse == 1 else ''} concern beyond chance" if worse else ""
    without = indicators - len(figures)
    return said + (f"; {without} {'has' if without == 1 else 'have'} no figure yet." if without else ".")


def _row(agreement: str, indicator: Indicator, figure: Figure | None) -> tuple[Cell, ...]:
    nothing = text(NOTHING)
    numbers = [amount(figure, name) for name in ("value", "target")] if figure else [Cell(None, NOTHING)] * 2
    return (
        text(indicator.code, address_of(agreement, indicator.code)),
        text(indicator.title),
        text(indicator.kind),
        text(indicator.owner or NOTHING),
        text(year_of(figure["period"])) if figure else nothing,
        *numbers,
        marked(colour(figure) if figure else NO_FIGURE),
        marked(TRAVEL[figure["direction_of_travel"]] if figure else TRAVEL["none"]),
        marked(signalled(figure) if figure else NO_SIGNAL),
    )
