"""Pure: the key posts over time: who holds them, which are empty and since when, and what was promised of each.

Sources: 002, Appendix D, Governance 4.5 and 4.6; 000, 2.9 and 2.22. Staff moves are numbers: nobody is named in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from counterpart.engines.library.rules.people import KeyPost
from counterpart.engines.library.rules.template import Template
from counterpart.values.explained import Explained
from counterpart.values.money import exact, rounded
from counterpart.values.refusal import Refusal, shown

MOST_FTE = Decimal(1000)
JOINED, LEFT, IN, OUT = "joined", "left", "transferred in", "transferred out"
MOVES = (JOINED, LEFT, IN, OUT)
ADDS = frozenset({JOINED, IN})


@dataclass(frozen=True)
class Holder:
    """Somebody in a key post from a day to a day, both inclusive; `name` is empty where it is not kept."""

    since: date
    until: date | None
    name: str = ""

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Resource:
    """What is there in a post, in full-time equivalents, as its party stated it for a day."""

    on: date
    fte: Decimal


@dataclass(frozen=True)
class Post:
    """A key post with its holders in the order they came, and what its party stated of its resource, oldest first."""

    terms: KeyPost
    holders: tuple[Holder, ...] = ()
    stated: tuple[Resource, ...] = ()

    @property
    def name(self) -> str:
        return named(self.terms)

    def holder(self, on: date) -> Holder | None:
        return next((holder for holder in self.holders if holder.on(on)), None)

    def vacant_since(self, on: date) -> date | None:
        """The first day of the vacancy that runs; None where it is held, or nobody was ever entered."""
        if self.holder(on):
            return None
        ended = [holder.until for holder in self.holders if holder.until and holder.until < on]
        return max(ended) + timedelta(days=1) if ended else None

    def actual(self, on: date) -> Resource | None:
        """What was last stated of its resource by a day."""
        return next((stated for stated in reversed(self.stated) if stated.on <= on), None)

    def short_by(self, on: date) -> Decimal | None:
        """By how much the resource stated is less than promised; None where nothing is promised or stated."""
        actual = self.actual(on)
        if self.terms.resource is None or actual is None:
            return None
        return max(self.terms.resource - actual.fte, Decimal(0))

    def vacant_days(self, since: date, until: date) -> int:
        """On how many days of a span nobody held it, counted from the first day anybody did."""
        if not self.holders:
            return 0
        begins = max(since, self.holders[0].since)
        return sum(self.holder(begins + timedelta(days=n)) is None for n in range((until - begins).days + 1))


@dataclass(frozen=True)
class Move:
    """How many people joined or left a party’s side of the work on a day. Nobody is named."""

    party: str
    kind: str
    how_many: int
    on: date


def named(terms: KeyPost) -> str:
    """A key post as it is chosen: its party and the post."""
    return f"{terms.party}: {terms.post}"


def key_post(template: Template, text: str) -> KeyPost | Refusal:
    """The key post of this name. Refused where the agreement has none."""
    known = {named(post).casefold(): post for post in template.key_posts}
    found = known.get(text.strip().casefold())
    if found is not None:
        return found
    return refused(
        "post.unknown",
        f"{shown(text)} is no key post of the agreement",
        "the agreement names its key posts, each as a party and a post",
        f"Choose among: {', '.join(named(post) for post in template.key_posts) or 'none is named yet'}.",
    )


def filled(post: Post, since: date, today: date) -> Refusal | None:
    """Refuses somebody in a post that is held on that day, or who came before the last one left."""
    if since > today:
        rule = "a post is filled once somebody is in it"
        return refused("post.to-come", f"{since:%-d %B %Y} is to come", rule, "Enter it on that day.")
    for holder in post.holders:
        if holder.until is None or since <= holder.until:
            until = f" to {holder.until:%-d %B %Y}" if holder.until else ""
            fact = f"it is held from {holder.since:%-d %B %Y}{until}"
            return refused("post.held", fact, "a post is held by one at a time", "Enter first that it was vacated.")
    return None


def vacated(post: Post, last: date, today: date) -> Refusal | None:
    """Refuses to vacate a post that nobody holds, or on a day before its holder came."""
    holder = next((one for one in post.holders if one.until is None), None)
    rule = "a post is vacated by its holder, on a day not before they came"
    if holder is None:
        return refused("post.empty", "nobody holds it", rule, "Enter who does, or leave it.")
    if last < holder.since or last > today:
        fact = f"{last:%-d %B %Y} is not between {holder.since:%-d %B %Y} and today"
        return refused("post.days", fact, rule, "Check the day.")
    return None


def full_time(text: str) -> Decimal | Refusal:
    """A number of full-time equivalents, to two places. Refused where it is none."""
    try:
        fte = exact(text)
    except ValueError:
        fte = Decimal(-1)
    if 0 <= fte <= MOST_FTE and fte == rounded(fte, places=2):
        return fte
    rule = "resource is a number of full-time equivalents, such as 1 or 0.5"
    return refused("post.resource", f"{shown(text)} is none", rule, "Write it as a number.")


def changes(posts: Sequence[Post], since: date, until: date) -> Explained[int]:
    """How many times a key post was left in a span of days, with out of how many posts."""
    left = sum(holder.until is not None and since <= holder.until <= until for post in posts for holder in post.holders)
    times = "once" if left == 1 else f"{left} times"
    because = f"a key post was left {times} from {since:%-d %B %Y} to {until:%-d %B %Y}; there are {len(posts)}"
    return Explained(left, because=because, rule="turnover of key posts is how often one was left")


def balance(moves: Sequence[Move], party: str, kind: str) -> int:
    """How many people of a party made one kind of move."""
    return sum(move.how_many for move in moves if move.party == party and move.kind == kind)


def refused(code: str, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code=code, what="The key post was not changed", fact=fact, rule=rule, next_step=next_step)
