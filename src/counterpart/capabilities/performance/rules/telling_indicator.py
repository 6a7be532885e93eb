"""Pure: an indicator as a document: is it really getting better, what is it expected to come to, and what is it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from counterpart.capabilities.agreements.rules.changes import Version
from counterpart.capabilities.performance.rules.charts import chart_of, limit, shown
from counterpart.capabilities.performance.rules.history import colour_in
from counterpart.capabilities.performance.rules.judged import Figure, IndicatorFacts
from counterpart.capabilities.performance.rules.measured import measured
from counterpart.capabilities.performance.rules.returning import Return
from counterpart.capabilities.performance.rules.telling import mark_of
from counterpart.capabilities.performance.rules.telling_areas import areas_told
from counterpart.capabilities.performance.rules.telling_definition import definition
from counterpart.capabilities.performance.rules.value_for_money import beside_quality
from counterpart.capabilities.performance.rules.wording import (
    COLOUR,
    MET,
    SIGNAL,
    amount,
    standing,
    wanted,
    year_of,
)
from counterpart.engines.reporting.rules.cells import (
    Cell,
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
from counterpart.values.period import Period

MOST = 24
NOT_JUDGED = Mark("Not judged", (Shape.DASH,), Tone.PLAIN)
NOTHING_YET = (
    "No figure has been returned for it yet. The performance officer calls for the returns of a period; "
    "the provider’s KPI manager sends them."
)
CAPABLE = {
    "pass": " The target can be relied on to be met, as things are.",
    "fail": " The target cannot be expected to be met, unless something changes.",
    "inconsistent": " Whether the target is met is a matter of chance.",
}
BY_RULE = {
    "outside_limits": ", as it lies outside its limits",
    "seven_point_trend": ", as part of seven points each further than the one before",
    "two_of_three": ", as two of three points in a row lie in the outer third of the limits",
    "seven_one_side": ", as part of seven points in a row on one side of the mean",
}


@dataclass(frozen=True)
class Around:
    """What stands around the figures of an indicator: every version of the terms, and its returns, newest first.

    `quality` is, for a cost, the newest figure of what is got for it.
    """

    versions: tuple[Version, ...]
    returns: tuple[Return, ...]
    quality: Figure | None = None


def indicator_told(one: IndicatorFacts, figure: Figure | None, around: Around, on: date) -> Document:
    """An indicator with its newest figure; without one, what to do."""
    blocks: list[Block] = [Paragraph(_lead(figure) if figure else NOTHING_YET, Weight.LEAD)]
    if figure:
        when = one.periods[0]
        blocks += _signal(figure, one)
        blocks.append(chart_of(one, when))
        blocks += _year_end(figure, one)
        blocks.append(_periods(one))
        blocks += _peers(figure, beside_quality(figure, around.quality) if one.indicator.quality else ())
        blocks += areas_told(one, figure)
    blocks += definition(one.indicator, around.versions)
    blocks += _returns(around.returns, on)
    indicator = one.indicator
    return Document(indicator.title, indicator.code, one.agreement.reference, on, tuple(blocks))


def _lead(figure: Figure) -> str:
    value = amount(figure, "value").words
    said = f"{value} in {year_of(figure['period'])}, {figure['assurance']}"
    if figure["target_met"] is not None:
        colour = "" if figure["target_met"] else f" ({figure['rag']})"
        said += f": its target of {wanted(figure)} is {'met' if figure['target_met'] else 'missed'}{colour}"
    return said + _than_before(figure) + "."


def _than_before(figure: Figure) -> str:
    before = f"{year_of(figure['previous_period'])} ({amount(figure, 'previous').words})"
    match figure["direction_of_travel"]:
        case "better" | "worse":
            return f"; {figure['direction_of_travel']} than {before}"
        case "same":
            return f"; the same as {before}"
    return ""


def _said_of(figure: Figure, one: IndicatorFacts) -> str:
    """The signal in words, with its limits as the picture has them; sealed they are to ten digits."""
    signal, unit = figure["signal"], one.indicator.unit.ending
    mean = shown(signal["mean"], one.indicator)
    lower, upper = (limit(signal[name], one.indicator) for name in ("lower", "upper"))
    limits = "" if lower is None else f", and limits of {lower} to {upper}"
    said = f"{amount(figure, 'value').words} in {year_of(figure['period'])}{BY_RULE.get(signal['rule'], '')}"
    afresh = signal["rebased"][-1]["period"] if signal["rebased"] else None
    since = f"since {year_of(afresh)}" if afresh else f"from {signal['points']} points since {year_of(signal['since'])}"
    capable = "" if figure["target"] is None else CAPABLE.get(signal["capability"], "")
    return f"{said}. The mean is {mean}{unit}{limits}, {since}.{capable}"


def _signal(figure: Figure, one: IndicatorFacts) -> list[Block]:
    """Whether it is more than chance: the sentence nobody may miss, and what to be careful about."""
    signal = figure["signal"]
    if not signal:
        few = "There are fewer than seven periods: too few to tell a change from chance."
        return [Paragraph(few, Weight.NOTE)]
    mark = SIGNAL[signal["label"]]
    blocks: list[Block] = [Callout(mark, _said_of(figure, one))]
    year, reds = signal["a_year_before"], signal["reds_running"]
    points = [f"Limits begin afresh from {_begun(one)}" for one in signal["rebased"]]
    points += [f"A year before, in {year_of(year['period'])}, it was {year['value']}: {_way(year)}."] if year else []
    points += [f"It has been red for {reds} periods running."] if reds > 1 else []
    return [*blocks, *([Points((*points, *signal["warnings"]))] if points or signal["warnings"] else [])]


def _begun(rebase: dict[str, str]) -> str:
    return f"{year_of(rebase['period'])}, as {rebase['by']} decided: {rebase['reason']}"


def _way(year: dict[str, str]) -> str:
    way = year["direction"]
    return f"now it is {way}" if way in ("better", "worse") else "now it is the same"


def _year_end(figure: Figure, one: IndicatorFacts) -> list[Block]:
    ahead: dict[str, Any] | None = figure["projection"]
    if not ahead:
        return []
    unit = one.indicator.unit.ending
    low, high, needed = (shown(ahead[name], one.indicator) for name in ("low", "high", "required"))
    reach = "not said" if low is None else f"{low}{unit} to {high}{unit}"
    facts = [("Method", ahead["method"]), ("Expected", f"{ahead['value']}{unit}"), ("Range", reach)]
    if ahead["target"] is not None:
        facts.append(("Target of the year", f"{ahead['target']}{unit}"))
    if needed is not None:
        left = ahead["periods_left"]
        each = "the one period left" if left == 1 else f"each of the {left} periods left"
        facts.append(("What is needed", f"{needed}{unit} in {each}"))
    title = f"Where {year_of(ahead['period'])} is expected to end"
    return [Heading(title), Paragraph(ahead["because"]), Facts(tuple(facts))]


def _peers(figure: Figure, value: tuple[str, ...]) -> list[Block]:
    if not figure["benchmarks"]:
        return []
    rows = tuple(
        (
            text(peer["peer_group"]),
            text(year_of(peer["period"])),
            number(None if peer["compared_value"] is None else Decimal(peer["compared_value"])),
            marked(standing(peer)),
            number(None if peer["n"] is None else Decimal(peer["n"])),
        )
        for peer in figure["benchmarks"]
    )
    columns = (
        Column("Peer group"),
        Column("Of"),
        Column("Our figure then", Kind.NUMBER),
        Column("Stands", Kind.MARK),
        Column("Peers", Kind.NUMBER),
    )
    why = tuple(str(peer["reasons"]["because"]) for peer in figure["benchmarks"])
    blocks: list[Block] = [Heading("Among peers"), Table("Beside peer groups", columns, rows), Points(why)]
    return [*blocks, Heading("What is got for the cost"), Points(value)] if value else blocks


def _periods(one: IndicatorFacts) -> Table:
    """Every period with its figure, the newest first; of many the newest."""
    found = one.signal(one.periods[0])
    labels = {point.period: SIGNAL[point.label.value] for point in found.points} if found else {}
    columns = (
        Column("Period"),
        Column("Figure", Kind.NUMBER),
        Column("Target", Kind.NUMBER),
        Column("Target met", Kind.MARK),
        Column("Than chance", Kind.MARK),
        Column("Where it comes from"),
    )
    rows = tuple(_row(one, when, labels) for when in one.periods[:MOST])
    caption = "By period" if len(one.periods) <= MOST else f"By period, the newest {MOST}"
    return Table(caption, columns, rows)


def _row(one: IndicatorFacts, when: Period, labels: dict[str, Mark]) -> tuple[Cell, ...]:
    unit = one.indicator.unit.ending.strip()
    told = measured(one.known, one.indicator, when, None)
    colour = colour_in(one.known, one.indicator, when, None)
    return (
        text(when.in_words.capitalize()),
        number(told.value.value, unit),
        number(one.target(when), unit),
        marked(COLOUR.get(colour.value, MET[None])),
        marked(labels.get(str(when), NOT_JUDGED)),
        text(told.value.because),
    )


def _returns(returns: Sequence[Return], on: date) -> list[Block]:
    if not returns:
        return [Heading("Its returns"), Paragraph("None was called for yet.")]
    rows = tuple(
        (
            text(one.reference, f"/agreements/{one.agreement}/returns/{one.reference}"),
            text(one.period),
            day(one.due_on),
            marked(mark_of(one, on)),
            text(_last(one)),
        )
        for one in returns[:MOST]
    )
    columns = (Column("Return"), Column("Period"), Column("Due", Kind.DATE), Column("Stands", Kind.MARK))
    return [Heading("Its returns"), Table("Returns", (*columns, Column("Done last")), rows)]


def _last(one: Return) -> str:
    if not one.steps:
        return "Nothing yet"
    step = one.steps[-1]
    return f"{step.verb.capitalize()} by {step.by}" + (f", {step.party}" if step.party else "")
