"""Pure: what was spent below the target, or above it, is shared by bands of the target (NEC4 option C, clause 54).

Bands are percentages of the target (the total of the Prices), never of what was spent. What is spent in no band is not
shared: above the last it stays the commissioner’s, below the first nobody gains.
"""

from decimal import Decimal

from counterpart.capabilities.incentives.rules.bounds import bounded
from counterpart.capabilities.incentives.rules.facts import PENCE, Book, Worked, Working, bare, money, part
from counterpart.engines.library.rules.money_by_sums import Band, PainAndGain
from counterpart.values.money import WIDE, to_the_penny


def in_band(band: Band, target: Decimal, actual: Decimal) -> Decimal:
    """How much of the difference between target and actual lies in a band: a saving above nought, an excess below."""
    low = part(target, band.above)
    high = part(target, band.up_to) if band.up_to is not None else max(target, actual, low)
    lower, upper = min(target, actual), max(target, actual)
    overlap = max(WIDE.subtract(min(high, upper), max(low, lower)), Decimal(0))
    return overlap if actual <= target else -overlap


def pain_and_gain(terms: PainAndGain, book: Book, working: Working, party: str) -> Worked:
    """The provider’s share of the saving, or of the excess. Raises Refused where there is no target cost."""
    target, actual = book.total("target cost", party), book.total("actual cost", party)
    if not book.of("target cost", party) or not book.of("actual cost", party):
        rule = "target cost and actual cost are shared together"
        fact, next_step = (
            "the target cost or the actual cost is not entered",
            "Enter both, and draw the statement again.",
        )
        raise working.refused("no-costs", book.period, fact, rule, next_step)
    costs = (*book.of("target cost", party), *book.of("actual cost", party))
    steps, exact = [], Decimal(0)
    for band in sorted(terms.bands, key=lambda each: each.above):
        if lies := in_band(band, target, actual):
            share = part(lies, band.share)
            exact += share
            ends = (
                f"{bare(band.above)} % to {bare(band.up_to)} %"
                if band.up_to is not None
                else f"above {bare(band.above)} %"
            )
            says = f"{money(lies)} lies in the band {ends}, of which {bare(band.share)} % is {money(share)}"
            steps.append(working.step(share, says))
    shared = to_the_penny(exact)
    within, limits = bounded(terms, shared, book.total("charges", party), working)
    word = "saved" if actual <= target else "more than the target"
    says = f"{money(abs(target - actual))} {word}: the provider’s share is {money(within)}"
    amount = working.step(within, says, *steps, *limits, *map(working.entered, costs), rounding=PENCE)
    return Worked(terms, book.period, amount, {"difference": target - actual, "share": shared, "paid": actual + within})
