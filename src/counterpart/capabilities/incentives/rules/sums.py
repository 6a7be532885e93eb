"""Pure: sums as they are entered, which of them stand, and which cannot be taken."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from counterpart.capabilities.incentives.rules.facts import SUMS, Sum
from counterpart.engines.library.rules.template import Template
from counterpart.values.money import exact, pounds
from counterpart.values.refusal import Refusal, shown

NAMED = ("saving", "index", "paid late")
"""Sums of which there are several in a month: each has a name of its own."""


@dataclass(frozen=True)
class Entered:
    """A sum with what shows it, for which party and on which day it was entered; `stands` unless a later one does."""

    sum: Sum
    evidence: str
    party: str
    on: date
    stands: bool


def standing_sums(sums: Sequence[tuple[Sum, str, str, date]]) -> list[Entered]:
    """Sums in the order they were entered, told the newest first: the last of the same thing stands."""
    last = {same_thing(each): each.source for each, *_ in sums}
    return [
        Entered(each, evidence, party, on, last[same_thing(each)] == each.source) for each, evidence, party, on in sums
    ][::-1]


def same_thing(each: Sum) -> tuple[str, ...]:
    """What makes two sums the same thing: of what, its name, its month and its provider."""
    return each.of, each.about.casefold(), f"{each.on:%Y-%m}", each.party


def with_its_share(read: Sum, entered: Sequence[Entered]) -> Sum:
    """A sum entered again, with the share that was decided for it: another amount does not undo a decision."""
    earlier = [one.sum.share for one in entered if one.stands and same_thing(one.sum) == same_thing(read)]
    return replace(read, share=earlier[0]) if earlier and read.share is None else read


def sum_of(
    template: Template,
    of: str,
    amount: str,
    on: date,
    *,
    about: str = "",
    party: str = "",
    share: str = "",
    days: int = 0,
) -> Sum | Refusal:
    """A sum as it was written. Refused where it is of nothing known, no amount, or has no name where one is needed."""
    if of not in SUMS:
        return _unfit(f"{shown(of)} is no kind of sum", f"Choose one: {', '.join(SUMS)}.")
    try:
        read = exact(amount) if of == "index" else pounds(amount)
        part = exact(share.replace("%", "")) if share else None
    except ValueError as error:
        return _unfit(str(error), "Write an amount like 12,400.50, and a share like 50 %.")
    fault = _fault(template, of, read, about, party, part)
    return fault or Sum(of, read, on, about, party=party, share=part, days=days)


def _fault(
    template: Template, of: str, amount: Decimal, about: str, party: str, share: Decimal | None
) -> Refusal | None:
    providers = [name for name, terms in template.parties.items() if terms.role == "provider"]
    if of in NAMED and not about:
        return _unfit(f"a sum of this kind ({of}) has a name", "Name the saving, the index or the invoice.")
    if amount < 0:
        return _unfit("it is less than nothing", "Write what it came to; the rules say what is taken off.")
    if party and party not in providers:
        return _unfit(f"{shown(party)} is no provider of the agreement", f"Choose one: {', '.join(providers)}.")
    if share is not None and (of != "saving" or not 0 <= share <= 100):
        return _unfit("a share is decided for a saving, from 0 % to 100 %", "Leave the share, or write it like 40 %.")
    return None


def _unfit(fact: str, next_step: str) -> Refusal:
    rule = "a sum says what it is of, how much and when, so that every statement can rest on it"
    return Refusal("sum.unfit", "The sum was not entered", fact, rule, next_step)
