"""Pure: part of the charges is held, and released by the service levels that were met (002, Governance 7.1.10)."""

from decimal import Decimal

from counterpart.capabilities.incentives.rules.facts import NOUGHT, PENCE, Book, Worked, Working, bare, money, part
from counterpart.engines.library.rules.money_by_figures import CreditRetention
from counterpart.values.money import WIDE, to_the_penny


def retention(terms: CreditRetention, book: Book, working: Working, party: str) -> Worked:
    """What is held of each charge, what the levels release, and what is kept; held is released and kept exactly.

    A level without a judgement is left out of the count; where none is judged, nothing is released yet.
    """
    charges = book.of("charges", party)
    each = [to_the_penny(part(charge.amount, terms.hold)) for charge in charges]
    held = sum(each, NOUGHT)
    levels = [level for code in sorted(set(terms.levels)) if (level := book.level(code)) and level.met is not None]
    met = [level for level in levels if level.met]
    share = WIDE.divide(Decimal(len(met)), Decimal(len(levels))) if levels else Decimal(0)
    if terms.release == "all or nothing":
        share = Decimal(int(share))
    released = to_the_penny(WIDE.multiply(held, share))
    kept = held - released
    holding = working.step(
        held,
        f"{bare(terms.hold)} % of each of {len(charges)} charges is held: {money(held)}",
        *map(working.entered, charges),
        rounding=PENCE,
    )
    counting = working.step(
        Decimal(len(met)),
        f"{len(met)} of {len(levels)} service levels were met"
        + (f"; missed: {', '.join(level.indicator for level in levels if not level.met)}" if met != levels else ""),
        *map(working.figure, levels),
    )
    releasing = working.step(
        released,
        f"released by the {terms.release}: {money(released)}",
        rounding=PENCE,
    )
    amount = working.step(-kept, f"{money(held)} held less {money(released)} released", holding, counting, releasing)
    counts = {"met": Decimal(len(met)), "counted": Decimal(len(levels))}
    return Worked(terms, book.period, amount, {"held": held, "released": released, "kept": kept} | counts)
