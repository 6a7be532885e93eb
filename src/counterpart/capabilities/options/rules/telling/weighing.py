"""Pure: the ranking as a report tells it: weights, scores, spread, where it turns, how surely it holds."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from counterpart.capabilities.options.rules.acceptability import Acceptability
from counterpart.capabilities.options.rules.judgement import Appraised
from counterpart.capabilities.options.rules.turning import Turn
from counterpart.capabilities.options.rules.weighing import Ranked, percent
from counterpart.engines.reporting.rules.cells import NOTHING, Cell, Column, Kind, Table, number, text
from counterpart.engines.reporting.rules.document import Block, Heading, Paragraph, Weight
from counterpart.engines.reporting.rules.drawings import Bar, Bars, Chart


def weighing(found: Appraised) -> Iterator[Block]:
    """Nothing where nothing was scored."""
    accepted = found.acceptability
    if not found.ranked or accepted is None:
        return
    yield Heading("Ranking")
    yield _picture(found)
    yield _ranking(found)
    yield _weights(found)
    yield from _turnings(found)
    yield from _acceptability(found, accepted)
    yield from _spreads(found)


def _picture(found: Appraised) -> Chart:
    said = "; ".join(f"{ranked.option.name} {ranked.told.value}" for ranked in found.ranked)
    bars = tuple(Bar(ranked.option.name, ranked.told.value, f"{ranked.told.value}") for ranked in found.ranked)
    return Chart("Weighted score of each option", f"Bars, the longest first: {said}.", Bars(bars))


def _ranking(found: Appraised) -> Table:
    titles = [criterion.title for criterion in found.appraisal.criteria]
    columns = (
        Column("Option"),
        Column("Place", Kind.NUMBER),
        Column("Score", Kind.NUMBER),
        *(Column(title, Kind.NUMBER) for title in titles),
    )
    rows = tuple(_row(ranked) for ranked in found.ranked)
    return Table("The options from the best on, with what each criterion adds to the score", columns, rows)


def _row(ranked: Ranked) -> tuple[Cell, ...]:
    parts = (number(part.value) for part in ranked.told.inputs if hasattr(part, "value"))
    return (text(ranked.option.name), number(Decimal(ranked.place)), number(ranked.told.value), *parts)


def _weights(found: Appraised) -> Table:
    whole = sum((criterion.swing for criterion in found.appraisal.criteria), Decimal())
    columns = (
        Column("Criterion"),
        Column("From"),
        Column("To"),
        Column("Swing", Kind.NUMBER),
        Column("Weight", Kind.NUMBER),
    )
    rows = tuple(
        (
            text(criterion.title),
            text(criterion.worst or NOTHING),
            text(criterion.best or NOTHING),
            number(criterion.swing),
            number(percent_of(criterion.swing, whole), "%"),
        )
        for criterion in found.appraisal.criteria
    )
    return Table("How much each criterion’s swing from worst to best matters", columns, rows)


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    return percent(Fraction(part) / Fraction(whole))


def _turnings(found: Appraised) -> Iterator[Block]:
    if not found.turnings:
        return
    titles = {criterion.id: criterion.title for criterion in found.appraisal.criteria}

    def told(turn: Turn | None) -> str:
        return f"at {percent(turn.at)} %: {found.names[turn.option]}" if turn else "never"

    rows = tuple(
        (
            text(titles[turning.criterion]),
            number(percent(turning.share), "%"),
            text(told(turning.below)),
            text(told(turning.above)),
        )
        for turning in found.turnings
    )
    columns = (
        Column("Criterion"),
        Column("Weight", Kind.NUMBER),
        Column("Turns if it weighs less"),
        Column("Turns if it weighs more"),
    )
    yield Table("The weight at which another option draws level with the first", columns, rows)
    yield Paragraph("One weight moves; the others keep their proportions to each other.", Weight.NOTE)


def _acceptability(found: Appraised, accepted: Acceptability) -> Iterator[Block]:
    shown = min(len(accepted.places), 5)
    columns = (
        Column("Option"),
        *(Column(f"Place {place}", Kind.NUMBER) for place in range(1, shown + 1)),
        *((Column("Further down", Kind.NUMBER),) if len(accepted.places) > shown else ()),
    )
    rows = []
    for option, counts in accepted.places:
        further = (number(Decimal(sum(counts[shown:]))),) if len(counts) > shown else ()
        rows.append((text(found.names[option]), *(number(Decimal(n)) for n in counts[:shown]), *further))
    yield Table(f"How often each option takes each place, in {accepted.draws:,} draws", columns, tuple(rows))
    yield Paragraph(
        f"Each weight is drawn within {accepted.weights_within:f} % of what was agreed, each score between the lowest "
        f"and the highest that was given. Seed {accepted.seed}: the same seed gives the same table.",
        Weight.NOTE,
    )


def _spreads(found: Appraised) -> Iterator[Block]:
    """Where the scorers were apart before they talked, the ten widest."""
    apart = [spread for spread in found.spreads if spread.highest > spread.lowest]
    if not apart:
        return
    titles = {criterion.id: criterion.title for criterion in found.appraisal.criteria}
    columns = (
        Column("Option"),
        Column("Criterion"),
        Column("Lowest", Kind.NUMBER),
        Column("Highest", Kind.NUMBER),
        Column("Scorers", Kind.NUMBER),
        Column("Agreed", Kind.NUMBER),
    )
    rows = tuple(
        (
            text(found.names[spread.option]),
            text(titles[spread.criterion]),
            number(spread.lowest),
            number(spread.highest),
            number(Decimal(spread.scorers)),
            number(spread.agreed),
        )
        for spread in apart[:10]
    )
    yield Table("Where scorers were furthest apart before moderation", columns, rows)
