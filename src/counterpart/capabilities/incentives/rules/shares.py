"""Pure: savings and income shared among the parties, to the penny by the largest remainder.

What a party gets is rounded down to the penny, and the pennies left go one each to those with the largest remainder; of
equal ones to the party that stands first in the alphabet, so that no order of writing matters.
"""

from collections.abc import Mapping
from decimal import Decimal

from counterpart.capabilities.incentives.rules.bounds import bounded
from counterpart.capabilities.incentives.rules.facts import NOUGHT, Book, Sum, Worked, Working, bare, listed, money
from counterpart.capabilities.programme.rules.shares import split
from counterpart.engines.library.rules.money_by_sums import IncomeShare, SharedSavings

LARGEST = "to the penny by the largest remainder"


def among(amount: Decimal, shares: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """An amount among some parties: their parts come to it exactly."""
    parties = sorted(shares)
    return dict(zip(parties, split(amount, [shares[party] for party in parties]), strict=True))


def savings(terms: SharedSavings, book: Book, working: Working, party: str) -> Worked:
    """Each saving shared as the agreement says, or as the group decided for it; the provider’s part is paid.

    A saving is what the innovation kept from being charged, so the commissioner has its part already.
    """
    steps, totals = [], dict.fromkeys(sorted(terms.share), NOUGHT)
    for saving in book.of("saving", party):
        shares = _decided(terms, saving, party)
        parts = among(saving.amount, shares)
        for name, share in parts.items():
            totals[name] = totals.get(name, NOUGHT) + share
        told = listed(f"{money(share)} to {name} ({bare(shares[name])} %)" for name, share in parts.items())
        by = f", as {terms.unless} decided" if saving.share is not None and terms.unless else ""
        says = f"{saving.about or 'a saving'} ({saving.source or 'entered'}) saved {money(saving.amount)}: {told}{by}"
        steps.append(working.step(saving.amount, says, rounding=LARGEST))
    own = totals.get(party, NOUGHT)
    within, limits = bounded(terms, own, book.total("charges", party), working)
    says = f"the provider’s part of {money(sum(totals.values(), NOUGHT))} saved is {money(within)}"
    amount = working.step(within, says, *steps, *limits)
    return Worked(terms, book.period, amount, {"saved": sum(totals.values(), NOUGHT)} | totals)


def _decided(terms: SharedSavings, saving: Sum, party: str) -> dict[str, Decimal]:
    """The shares of a saving; where a group decided the provider’s, the others share the rest as before."""
    if saving.share is None:
        return dict(terms.share)
    rest = {name: share for name, share in terms.share.items() if name != party}
    whole = sum(rest.values(), Decimal(0))
    left = Decimal(100) - saving.share
    if not whole:
        return {party: Decimal(100)}
    return {party: saving.share} | {name: share * left / whole for name, share in rest.items()}


def income(terms: IncomeShare, book: Book, working: Working, party: str) -> Worked:
    """What was earned above a sum is shared; a loss is not. The others’ part is taken off what the provider is paid.

    Raises Refused where a cost or a revenue lies outside the period.
    """
    names = {"revenue": ("revenue",), "profit": ("revenue", "cost"), "on-selling": ("on-selling",)}[terms.of]
    for name in names:
        _within(terms, book, working, book.of(name, party))
    revenue, costs = book.total(names[0], party), book.total("cost", party) if "cost" in names else NOUGHT
    earned = revenue - costs
    above = max(earned - terms.above, NOUGHT)
    parts = among(above, terms.share)
    others = above - parts.get(party, NOUGHT)
    less = f" less {money(costs)} of costs" if costs else ""
    counting = working.step(earned, f"{money(revenue)}{less} is {money(earned)} of {terms.of}")
    sharing = working.step(
        above,
        f"{money(above)} above {money(terms.above)}: "
        + listed(f"{money(share)} to {name} ({bare(terms.share[name])} %)" for name, share in parts.items()),
        rounding=LARGEST,
    )
    taken, limits = bounded(terms, others, book.total("charges", party), working)
    amount = working.step(-taken, f"{money(taken)} of it is the others’", counting, sharing, *limits)
    return Worked(terms, book.period, amount, {"earned": earned, "shared": above} | parts)


def _within(terms: IncomeShare, book: Book, working: Working, sums: tuple[Sum, ...]) -> None:
    for each in sums:
        if not book.period.starts_on <= each.on <= book.period.ends_on:
            fact = f"{each.source or each.of} of {each.on:%-d %B %Y} lies outside {book.period.in_words}"
            rule = f"{terms.of} is shared for the period in which it arose"
            raise working.refused("outside", book.period, fact, rule, "Enter it for its own period.")
