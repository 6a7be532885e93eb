"""Pure: what can be said of figures: from which period limits may begin afresh, and what a year’s end must be."""

from decimal import Decimal

from counterpart.capabilities.performance.rules.judged import IndicatorFacts
from counterpart.capabilities.performance.rules.targets import year_of
from counterpart.capabilities.performance.rules.trend import FEWEST
from counterpart.engines.library.rules.indicators import Indicator
from counterpart.values.explained import plain
from counterpart.values.period import Period
from counterpart.values.quantity import quantity
from counterpart.values.refusal import Refusal, shown

Numbers = tuple[Decimal, Decimal | None, Decimal | None]


def not_rebased(one: IndicatorFacts, when: Period) -> Refusal | None:
    """Why limits cannot begin afresh at a period; None where they can."""
    code = one.indicator.code
    if when not in one.periods:
        fact = f"{code} has no figure for {when.in_words}"
        return _not_rebased(code, fact, "limits begin afresh at a period that has a figure")
    if when in one.rebased:
        return _not_rebased(code, f"they begin afresh at {when.in_words} already", "limits begin once at a period")
    if when == one.first_like(when):
        return _not_rebased(code, f"{when.in_words} is its first period", "limits begin at the first period anyway")
    return None


def _not_rebased(code: str, fact: str, rule: str) -> Refusal:
    step = f"Choose another period; {FEWEST} from it on make the first new signal."
    return Refusal("limits.not-rebased", f"The limits of {code} were left as they are", fact, rule, step)


def not_restored(one: IndicatorFacts, when: Period) -> Refusal | None:
    """Why a rebase cannot be taken back; None where there is one at the period."""
    if when in one.rebased:
        return None
    code = one.indicator.code
    known = ", ".join(each.in_words for each in one.rebased) or "nowhere"
    fact = f"they do not begin afresh at {when.in_words}; they do at: {known}"
    return _not_rebased(code, fact, "what is taken back was said before")


def withdrawn_from(one: IndicatorFacts) -> Period | Refusal:
    """The period from whose figures on the agreed method stands again: the newest, of a year whose end was said."""
    code = one.indicator.code
    since = one.periods[0] if one.periods else None
    if since is None or year_of(since) not in one.foreseen:
        year = "any year" if since is None else year_of(since).in_words
        return _not_foreseen(code, f"nobody has said where {year} will end", "Look at its page: the method is told.")
    return since


def looked_from(one: IndicatorFacts, when: Period | None) -> Period | Refusal:
    """The period from whose figures on a year’s end is said: the newest, where none is named."""
    code = one.indicator.code
    since = when or (one.periods[0] if one.periods else None)
    if since is None or since not in one.periods:
        fact = f"{code} has no figure {'yet' if since is None else f'for {since.in_words}'}"
        return _not_foreseen(code, fact, "Choose a period that has a figure.")
    if one.track(since) is None:
        fact = f"the periods of {code} up to {since.in_words} do not make a year, or one of them is wanting"
        return _not_foreseen(code, fact, "Send the figures that are wanting, or choose a month or quarter of its year.")
    return since


def _not_foreseen(code: str, fact: str, next_step: str) -> Refusal:
    rule = "a year is looked ahead to from its periods so far, which the agreement says how to add up"
    return Refusal("projection.not-made", f"The year’s end of {code} was not said", fact, rule, next_step)


def numbers_of(indicator: Indicator, value: str, low: str | None, high: str | None) -> Numbers | Refusal:
    """A year’s end and its range, read in the indicator’s own unit. Refused where they are none, or out of order."""
    found: list[Decimal | None] = []
    for text in (value, low, high):
        try:
            found.append(quantity(text, indicator.unit) if text else None)
        except ValueError:
            return _unfit(indicator, f"{shown(text or '')} is not {indicator.unit.wanted.partition(',')[0]}")
    end, least, most = found
    if end is None or (least is None) != (most is None):
        return _unfit(indicator, "a range has a lower and an upper end, or is left out")
    if least is not None and most is not None and not least <= end <= most:
        return _unfit(indicator, f"{plain(end)} does not lie between {plain(least)} and {plain(most)}")
    return end, least, most


def _unfit(indicator: Indicator, fact: str) -> Refusal:
    return Refusal(
        "projection.unfit",
        f"The year’s end of {indicator.code} was not said",
        fact,
        f"it is {indicator.unit.wanted}, within its range where one is given",
        "Mend it and send it again.",
    )
