"""Pure: frameworks that several authorities use: who may call off, what they may use, and what they called off.

Source: 002, 3.3.4 and the annex on cross-authority commissioning (a lead authority, and those that join by agreement).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counterpart.values.lifecycle import LifeCycle
from counterpart.values.money import exact, rounded
from counterpart.values.refusal import Refusal, shown

OPEN, ENDED = "open", "ended"
FRAMEWORK = LifeCycle(subject="framework", initial=OPEN, steps={(OPEN, "ended"): ENDED})
WHOLE = Decimal(100)
COMPETED, DIRECT = "competitive selection", "without competition"
HOW = (COMPETED, DIRECT)


@dataclass(frozen=True)
class Access:
    """An authority’s agreement to use a framework, with its share in per cent or its volume in pounds."""

    authority: str
    since: date
    share: Decimal | None = None
    until: date | None = None
    volume: Decimal | None = None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class CallOff:
    """A contract that an authority called off a framework, whose reference it keeps."""

    reference: str
    framework: str
    authority: str
    title: str
    supplier: str
    value: Decimal
    starts_on: date
    ends_on: date
    how: str
    explanation: str = ""


@dataclass(frozen=True)
class Framework:
    """A framework: its lead authority, its days, what may be called off in all, who may, and what was.

    `agreement` is the reference of the agreement it belongs to; `most` is None where no most is agreed.
    """

    agreement_id: str
    agreement: str
    reference: str
    title: str
    lead: str
    starts_on: date
    ends_on: date
    most: Decimal | None
    state: str
    access: tuple[Access, ...] = ()
    call_offs: tuple[CallOff, ...] = ()
    specification: str = ""

    @property
    def used(self) -> Decimal:
        return sum((one.value for one in self.call_offs), Decimal("0.00"))

    def used_by(self, authority: str) -> Decimal:
        """What an authority called off."""
        mine = (one.value for one in self.call_offs if same(one.authority, authority))
        return sum(mine, Decimal("0.00"))

    def own(self, access: Access) -> Decimal | None:
        """What an authority may call off: its volume, or its share of the most; None where it has neither."""
        if access.volume is not None:
            return access.volume
        if access.share is None or self.most is None:
            return None
        return rounded(self.most * access.share / WHOLE, places=2)

    def may_use(self, on: date) -> tuple[Access, ...]:
        """The access agreements in force on a day, the lead’s own place first."""
        lead = Access(self.lead, self.starts_on)
        others = tuple(one for one in self.access if one.on(on) and not same(one.authority, self.lead))
        own = tuple(one for one in self.access if one.on(on) and same(one.authority, self.lead))
        return (*(own or (lead,)), *others)


def same(one: str, other: str) -> bool:
    """Whether two names are of the same authority: without case and double spaces."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def joined(framework: Framework, access: Access) -> Refusal | None:
    """Refuses access twice, outside the framework’s days, and shares or volumes that come to more than the whole."""
    since = access.since
    if framework.state != OPEN or not framework.starts_on <= since <= framework.ends_on:
        fact = f"{since:%-d %B %Y} is outside the framework’s days"
        return _no("framework.days", fact, "a framework is joined while it is open", "Check the day.")
    there = [one for one in framework.access if one.until is None]
    if any(same(one.authority, access.authority) for one in there):
        fact = f"{access.authority} has an access agreement already"
        return _no("framework.joined", fact, "an authority joins once", "End that one first, or leave it.")
    shares = sum((one.share or Decimal(0) for one in (*there, access)), Decimal(0))
    if shares > WHOLE:
        fact = f"the shares would come to {shares} %"
        return _no("framework.shares", fact, "shares come to 100 % at the most", "Lower it, or agree another’s first.")
    volumes = sum((one.volume or Decimal(0) for one in (*there, access)), Decimal(0))
    if framework.most is not None and volumes > framework.most:
        fact = f"the volumes would come to £{volumes:,} of £{framework.most:,}"
        return _no("framework.shares", fact, "volumes come to the most at the most", "Lower it, or another’s first.")
    return None


def callable_off(framework: Framework, made: CallOff, on: date) -> Refusal | None:
    """Refuses a call-off by whoever has no access, outside the framework’s days, or beyond what was agreed."""
    if framework.state != OPEN or not framework.starts_on <= made.starts_on <= framework.ends_on:
        fact = f"it would begin on {made.starts_on:%-d %B %Y}"
        rule = f"what is called off begins from {framework.starts_on:%-d %B %Y} to {framework.ends_on:%-d %B %Y}"
        return _not_called("calloff.days", fact, rule, "Check the day, or contract in another way.")
    if made.ends_on < made.starts_on:
        fact = "it would end before it begins"
        return _not_called("calloff.days", fact, "a contract ends on the day it begins or later", "Check the days.")
    access = [one for one in framework.may_use(on) if same(one.authority, made.authority)]
    if not access:
        fact = f"{made.authority} has no access agreement in force"
        rule = "the lead authority and those with an access agreement call off"
        return _not_called("calloff.no-access", fact, rule, "Agree on access first.")
    if made.how == DIRECT and not made.explanation:
        fact = "it was called off without competition, and nothing says why"
        rule = "a call-off without competition is explained in the contract details notice (PR24 reg 34(2)(f))"
        return _not_called("calloff.unexplained", fact, rule, "Explain it.")
    return _within(framework, access[0], made)


def _within(framework: Framework, access: Access, made: CallOff) -> Refusal | None:
    """Refuses more than what was agreed for the whole, or for the authority’s own part of it."""
    if framework.most is not None and framework.used + made.value > framework.most:
        fact = f"£{framework.used + made.value:,} of £{framework.most:,} would be called off"
        return _not_called("calloff.beyond", fact, "a framework has a most in all", "Lower it, or contract otherwise.")
    own, used = framework.own(access), framework.used_by(made.authority) + made.value
    if own is None or used <= own:
        return None
    fact = f"{made.authority} would have called off £{used:,}"
    rule = f"its own part of the framework is £{own:,}"
    return _not_called("calloff.beyond", fact, rule, "Agree on more first, or lower it.")


@dataclass(frozen=True)
class Rate:
    """What a provider charges for a code, as one reader may see it."""

    provider: str
    code: str
    unit: str
    rate: Decimal
    since: date


def rates_of(lines: Sequence[str]) -> tuple[tuple[str, Decimal, str], ...] | Refusal:
    """Rates from lines such as “ROOF1: 12.50 each”: the code, the pounds, and the unit."""
    found: dict[str, tuple[str, Decimal, str]] = {}
    for line in lines:
        code, _, rest = line.partition(":")
        rate, _, unit = rest.strip().partition(" ")
        try:
            pounds = exact(rate.removeprefix("£"))
        except ValueError:
            return _no_rate(f"{shown(line)} holds no rate")
        if not code.strip() or pounds < 0 or pounds != rounded(pounds, places=4):
            return _no_rate(f"{shown(line)} holds no rate of four decimal places at the most")
        if code.strip() in found:
            return _no_rate(f"{shown(code)} stands there twice")
        found[code.strip()] = (code.strip(), pounds, unit.strip())
    return tuple(found.values())


def compared(rates: Iterable[Rate], on: date) -> dict[str, dict[str, Rate]]:
    """By code, the rate of each provider in force on a day: the newest that has begun."""
    found: dict[str, dict[str, Rate]] = {}
    for rate in sorted(rates, key=lambda one: (one.code, one.since)):
        if rate.since <= on:
            found.setdefault(rate.code, {})[rate.provider] = rate
    return found


def unknown(reference: str) -> Refusal:
    return Refusal(
        code="framework.unknown",
        what="There is no such framework",
        fact=f"none here has the reference {shown(reference)}",
        rule="a framework is known by its reference, such as FRM-2008-0001",
        next_step="Open it from the list of frameworks.",
    )


def _no_rate(fact: str) -> Refusal:
    rule = "a rate is written as its code, a colon, the pounds and the unit, each code once"
    return Refusal("rate.unfit", "No rate was entered", fact, rule, "Write each like ROOF1: 12.50 each.")


def _no(code: str, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code, "The access agreement was not entered", fact, rule, next_step)


def _not_called(code: str, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code, "Nothing was called off", fact, rule, next_step)
