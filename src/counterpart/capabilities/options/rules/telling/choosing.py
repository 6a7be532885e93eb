"""Pure: what is recommended: the first sentences, area by area, what is taken from others, and what came of it."""

from collections.abc import Iterator

from counterpart.capabilities.options.rules.facts import Conclusion
from counterpart.capabilities.options.rules.judgement import Appraised
from counterpart.capabilities.options.rules.savings import in_words, listed
from counterpart.capabilities.options.rules.telling.going import going_in_words
from counterpart.capabilities.options.rules.weighing import percent
from counterpart.engines.reporting.rules.cells import Column, Kind, Table, day, day_in_words, number, text
from counterpart.engines.reporting.rules.document import Block, Heading, Paragraph, Weight


def chosen(found: Appraised) -> Iterator[Block]:
    """The most important sentences, then the tables that say them in full."""
    concluded = found.appraisal.conclusion
    if concluded:
        yield Paragraph(concluded.says, Weight.LEAD)
    for words in _sentences(found):
        yield Paragraph(words, Weight.BODY if concluded else Weight.LEAD)
    if concluded:
        yield from _concluded(found, concluded)


def _sentences(found: Appraised) -> Iterator[str]:
    """Who comes first and how surely; whether the aim is reached; how many options there were."""
    if found.ranked:
        yield first_in_words(found)
        yield nearest_in_words(found)
    model = found.appraisal.savings
    if model and model.aim and found.savings:
        yield in_words(found.savings, found.names, model.aim)
    yield from going_in_words(found)
    named = len(found.appraisal.options)
    unnamed = found.appraisal.unnamed.count if found.appraisal.unnamed else 0
    kept = len(found.shortlist.kept)
    of = f"{named + unnamed} options, {unnamed} of them not named here" if unnamed else f"{named} options"
    yield f"The long list had {of}; {kept} {'was' if kept == 1 else 'were'} looked at further."


def first_in_words(found: Appraised) -> str:
    leaders = [ranked for ranked in found.ranked if ranked.place == 1]
    names = listed([ranked.option.name for ranked in leaders])
    if len(leaders) > 1:
        return f"{names} come first together, with {leaders[0].told.value} of {found.appraisal.highest_score:f}."
    said = f"{names} comes first with {leaders[0].told.value} of {found.appraisal.highest_score:f}"
    accepted = found.acceptability
    sure = accepted and (
        f", and in {accepted.first(leaders[0].option.id):,} of {accepted.draws:,} draws with weights and scores astray"
    )
    return f"{said}{sure or ''}."


def nearest_in_words(found: Appraised) -> str:
    """The weight whose moving least would turn the first place."""
    if sum(ranked.place == 1 for ranked in found.ranked) > 1:
        return "The first place is shared, so that any change of a weight may turn it."
    moving = [turning for turning in found.turnings if turning.nearest is not None]
    if not moving:
        return "No weight turns the first place, however much or little it is."
    nearest = min(moving, key=lambda turning: turning.nearest or 0)
    ways = [turn for turn in (nearest.below, nearest.above) if turn and abs(turn.at - nearest.share) == nearest.nearest]
    title = next(one.title for one in found.appraisal.criteria if one.id == nearest.criterion)
    falls = "falls" if ways[0].at < nearest.share else "rises"
    return (
        f"The nearest turn: if the weight of “{title}” {falls} from {percent(nearest.share)} % to "
        f"{percent(ways[0].at)} %, {found.names[ways[0].option]} draws level."
    )


def _concluded(found: Appraised, concluded: Conclusion) -> Iterator[Block]:
    if concluded.areas:
        yield Heading("By service area")
        columns = (Column("Service area"), Column("Recommended"), Column("Why"))
        rows = tuple(
            (
                text(area.area),
                text(
                    found.names[area.option]
                    if area.option
                    else f"left out until its review by {day_in_words(area.left_out_until)}"
                    if area.left_out_until
                    else ""
                ),
                text(area.because),
            )
            for area in concluded.areas
        )
        yield Table("What is recommended for each service area", columns, rows)
    yield from _taken(found, concluded)
    if concluded.review_on or concluded.review:
        when = f" by {day_in_words(concluded.review_on)}" if concluded.review_on else ""
        yield Paragraph(f"Review{when}{': ' if concluded.review else ''}{concluded.review}.")
    yield from _outturns(concluded)


def _taken(found: Appraised, concluded: Conclusion) -> Iterator[Block]:
    if not concluded.takes:
        return
    yield Heading("Taken from other options")
    fallen = {fallen.option.id for fallen in found.shortlist.fallen}
    rows = []
    for taken in concluded.takes:
        option = found.appraisal.option(taken.option)
        feature = next(feature for feature in option.features if feature.id == taken.feature)
        stands = "fell out" if option.id in fallen else "on the shortlist"
        rows.append((text(feature.what), text(option.name), text(stands), text(taken.because)))
    columns = (Column("Feature"), Column("From"), Column("That option"), Column("Why"))
    yield Table("Features that the recommended way takes over, each with where it comes from", columns, tuple(rows))


def _outturns(concluded: Conclusion) -> Iterator[Block]:
    if not concluded.outturns:
        return
    yield Heading("What came of it")
    columns = (
        Column("What"),
        Column("Forecast", Kind.NUMBER),
        Column("Outturn", Kind.NUMBER),
        Column("Difference", Kind.NUMBER),
        Column("On", Kind.DATE),
    )
    rows = tuple(
        (text(one.what), number(one.forecast), number(one.outturn), number(one.outturn - one.forecast), day(one.on))
        for one in concluded.outturns
    )
    yield Table("Forecast beside outturn", columns, rows)
