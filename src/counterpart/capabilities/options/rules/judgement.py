"""Pure: an appraisal worked out whole, with what the shelf knows: everything a telling says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from counterpart.capabilities.options.rules.acceptability import Acceptability, acceptability
from counterpart.capabilities.options.rules.facts import Appraisal, Question
from counterpart.capabilities.options.rules.funnel import Poured, poured
from counterpart.capabilities.options.rules.partnering import Partnering, Verdict, verdict
from counterpart.capabilities.options.rules.route import Route, Threshold, route
from counterpart.capabilities.options.rules.savings import Saved, saved
from counterpart.capabilities.options.rules.shortlist import Shortlist, shortlist
from counterpart.capabilities.options.rules.turning import Turning, turnings
from counterpart.capabilities.options.rules.weighing import Ranked, Spread, ranking, spreads, standpoint
from counterpart.capabilities.options.rules.worth import Discounting, Worth, whole_life
from counterpart.engines.clocks.rules.deadlines import Calendar
from counterpart.values.refusal import Refusal


@dataclass(frozen=True)
class Shelf:
    """What the shelf gives: questions of the funnel, partnering, discounting, thresholds, the calendar of the Act."""

    questions: Sequence[Question]
    partnering: Partnering
    discounting: Discounting
    thresholds: Sequence[Threshold]
    calendar: Calendar


@dataclass(frozen=True)
class Appraised:
    """What came of each part; nothing where the appraisal has no such part."""

    appraisal: Appraisal
    shortlist: Shortlist
    partnering_rows: Partnering
    discounting: Discounting
    ranked: tuple[Ranked, ...] = ()
    spreads: tuple[Spread, ...] = ()
    turnings: tuple[Turning, ...] = ()
    acceptability: Acceptability | None = None
    poured: Poured | None = None
    savings: tuple[Saved, ...] = ()
    worth: Mapping[str, Worth] = field(default_factory=dict)
    verdict: Verdict | None = None
    route: Route | None = None

    @property
    def names(self) -> dict[str, str]:
        return {option.id: option.name for option in self.appraisal.options}


def appraised(appraisal: Appraisal, shelf: Shelf) -> Appraised | Refusal:
    """Everything worked out, or the first refusal: weights that are none, a score that is missing, on-costs twice, days
    that no calendar knows."""
    short = shortlist(appraisal)
    kept = [option.id for option in short.kept]
    weighed = _weighed(appraisal, short)
    if isinstance(weighed, Refusal):
        return weighed
    money = saved(appraisal.savings, kept) if appraisal.savings else ()
    if isinstance(money, Refusal):
        return money
    way = route(appraisal.buying, shelf.thresholds, shelf.calendar) if appraisal.buying else None
    if isinstance(way, Refusal):
        return way
    ranked, apart, turns, accepted = weighed
    return Appraised(
        appraisal,
        short,
        shelf.partnering,
        shelf.discounting,
        ranked=ranked,
        spreads=apart,
        turnings=turns,
        acceptability=accepted,
        poured=poured(appraisal.funnel, shelf.questions, appraisal.options) if appraisal.funnel else None,
        savings=money,
        worth=whole_life(appraisal.costs, shelf.discounting),
        verdict=verdict(appraisal.partnering, shelf.partnering) if appraisal.partnering else None,
        route=way,
    )


Weighed = tuple[tuple[Ranked, ...], tuple[Spread, ...], tuple[Turning, ...], Acceptability | None]


def _weighed(appraisal: Appraisal, short: Shortlist) -> Weighed | Refusal:
    """The ranking with all that says how far it holds; nothing where the appraisal scores nothing."""
    if not (appraisal.criteria or appraisal.scores) or not short.kept:
        return (), (), (), None
    seen = standpoint(appraisal, short.kept)
    if isinstance(seen, Refusal):
        return seen
    return (
        ranking(seen, short.kept, appraisal.criteria),
        spreads(appraisal),
        turnings(seen),
        acceptability(appraisal, short.kept),
    )
