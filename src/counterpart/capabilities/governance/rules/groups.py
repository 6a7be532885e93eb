"""Pure: the groups of an agreement, who sits in them, who takes the chair, and what is missing (002, Governance 5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.engines.library.rules.groups import CHAIRS, GroupTerms
from counterpart.values.refusal import Refusal, shown

DUTIES = (
    "call the meetings (Governance 5.4.1)",
    "set the agenda and send it to all who attend, before the meeting (5.4.2)",
    "chair the meetings (5.4.3)",
    "follow up the tasks that were agreed (5.4.4)",
    "see that minutes are taken, and sent to all who took part, in time (5.4.5)",
    "see that what was decided is put into effect in the proper way (5.4.6)",
)
"""The six duties of a chair (002, Governance 5.4), for groups whose template names none."""
NOT_ESTABLISHED, ESTABLISHED = "not established", "established"


@dataclass(frozen=True)
class Seat:
    """A seat of a party in a group and who sits in it. `level` is the seniority of their post, empty once they left."""

    party: str
    number: int
    person: str
    name: str
    post: str
    level: str
    since: date

    @property
    def label(self) -> str:
        return f"{self.party}, seat {self.number}"


@dataclass(frozen=True)
class Chair:
    """Who takes the chair, for which party, from a day."""

    person: str
    name: str
    party: str
    since: date


@dataclass(frozen=True)
class GroupFacts:
    """A group of an agreement as everything above sees it. Without a row yet it is not established."""

    agreement: AgreementFacts
    terms: GroupTerms
    established_on: date | None = None
    starts_on: date | None = None
    chair: Chair | None = None
    seats: tuple[Seat, ...] = ()

    @property
    def agreement_id(self) -> str:
        return self.agreement.agreement_id

    @property
    def name(self) -> str:
        return self.terms.name

    @property
    def state(self) -> str:
        return ESTABLISHED if self.established_on else NOT_ESTABLISHED

    @property
    def address(self) -> str:
        return f"/agreements/{self.agreement.reference}/groups/{self.name}"

    @property
    def voters(self) -> tuple[str, ...]:
        return self.agreement.terms.template.voters(self.name)

    @property
    def chair_party(self) -> str:
        """The party that appoints the chair or has it; empty where nobody has it yet and no party appoints."""
        if self.terms.chair not in CHAIRS:
            return self.terms.chair
        return self.chair.party if self.chair else ""

    @property
    def duties(self) -> tuple[str, ...]:
        return self.terms.duties or DUTIES

    def seat_of(self, people: Iterable[str]) -> Seat | None:
        """The seat that one of some people (a hand) sits in."""
        wanted = set(people)
        return next((seat for seat in self.seats if seat.person in wanted), None)


@dataclass(frozen=True)
class GroupsFacts:
    """All groups that the terms of an agreement name."""

    agreement: AgreementFacts
    groups: tuple[GroupFacts, ...]

    @property
    def agreement_id(self) -> str:
        return self.agreement.agreement_id

    @property
    def state(self) -> str:
        if not self.groups:
            return "without groups"
        return ESTABLISHED if all(group.established_on for group in self.groups) else NOT_ESTABLISHED


@dataclass(frozen=True)
class Candidate:
    """Somebody who works on the agreement for a party, and could sit for it."""

    person: str
    name: str
    email: str
    party: str
    post: str
    level: str


def free_seat(group: GroupFacts, who: Candidate, number: int | None = None) -> int | Refusal:
    """The seat that somebody can take for their party: the one named, otherwise the first that is free."""
    seats = next((each.seats for each in group.terms.members if each.party == who.party), 0)
    taken = {seat.number: seat for seat in group.seats if seat.party == who.party}
    if not seats:
        return _not_named(
            "member.no-seats",
            f"{who.party} has no seats in the {group.terms.title}",
            f"{', '.join(group.terms.parties)} sit in it ({group.terms.clause})",
            "Name somebody of one of these parties.",
        )
    if sits := group.seat_of((who.person,)):
        fact = f"{who.name} sits in it already ({sits.label})"
        return _not_named("member.sits", fact, "each member has one seat", "Name somebody else.")
    free = [n for n in range(1, seats + 1) if n not in taken]
    if not free or (number is not None and number not in free):
        wanted = f"seat {number}" if number and free else f"each of the {seats} seats"
        fact = f"{wanted} of {who.party} is taken or not there"
        rule = "a member is replaced with the assent of the other party (Governance 5.2)"
        return _not_named("member.seat-taken", fact, rule, "Replace a member, or name another seat.")
    return number or free[0]


def seat_to_replace(group: GroupFacts, member: Candidate, successor: Candidate) -> Seat | Refusal:
    """The seat of a member that another of the same party is to take."""
    seat = group.seat_of((member.person,))
    if seat is None:
        fact = f"{member.name} does not sit in the {group.terms.title}"
        return _not_named("member.not-there", fact, "who is replaced is a member", "Choose a member of this group.")
    if successor.party != seat.party:
        fact = f"{successor.name} works for {successor.party}, and the seat is of {seat.party}"
        return _not_named("member.other-party", fact, "a party fills its own seats", f"Name somebody of {seat.party}.")
    if sits := group.seat_of((successor.person,)):
        fact = f"{successor.name} sits in it already ({sits.label})"
        return _not_named("member.sits", fact, "each member has one seat", "Name somebody else.")
    return seat


def fit_to_chair(group: GroupFacts, who: Candidate) -> Refusal | None:
    """Refuses a chair who is of no party that sits, or of another party than the one that appoints."""
    wanted = (group.terms.chair,) if group.terms.chair not in CHAIRS else group.voters
    if who.party in wanted:
        return None
    return Refusal(
        code="chair.other-party",
        what="No chair was appointed",
        fact=f"{who.name} works for {who.party}",
        rule=f"the chair of the {group.terms.title} is {chair_in_words(group.terms)} ({group.terms.clause})",
        next_step=f"Appoint somebody of {' or '.join(wanted)}.",
    )


def planned_start(group: GroupFacts) -> date | None:
    """The day from which a group meets: the effective date or commencement, where the agreement has these days."""
    dates = group.agreement.dates
    return dates.effective_on if group.terms.starts == "effective" else dates.commencement_on


def next_chair_party(group: GroupFacts) -> str:
    """Whose turn the chair is, where it goes round: the party after the one that has it."""
    voters = group.voters
    if group.chair is None or group.chair.party not in voters:
        return voters[0]
    return voters[(voters.index(group.chair.party) + 1) % len(voters)]


def chair_in_words(terms: GroupTerms) -> str:
    if terms.chair == "by rotation":
        return "taken by each party in turn"
    if terms.chair == "elected":
        return "elected by the members"
    return f"appointed by the {terms.chair}"


def chair_appointed_by(group: GroupFacts) -> tuple[str, ...]:
    """The parties whose people appoint the chair."""
    if group.terms.chair == "by rotation":
        return (next_chair_party(group),)
    return group.voters if group.terms.chair in CHAIRS else (group.terms.chair,)


def gaps(group: GroupFacts) -> tuple[str, ...]:
    """What is missing in a group: empty seats, members without an equal opposite, no chair."""
    if not group.established_on:
        return ()
    found = [] if group.chair else [f"The {group.terms.title} has no chair: it is {chair_in_words(group.terms)}."]
    return (*found, *_empty_seats(group), *_unequal(group), *_gone(group.seats))


def _empty_seats(group: GroupFacts) -> list[str]:
    found = []
    for each in group.terms.members:
        filled = sum(seat.party == each.party for seat in group.seats)
        if empty := each.seats - filled:
            found.append(f"{each.party.capitalize()} has {empty} of {each.seats} seats to fill.")
    return found


def _unequal(group: GroupFacts) -> list[str]:
    """Each member of one party has a counterpart in the seat of the same number opposite, of equal seniority."""
    facing = [each.party for each in group.terms.members if each.counterparts]
    if len(facing) < 2:
        return []
    by_place = {(seat.party, seat.number): seat for seat in group.seats}
    found = []
    for seat in group.seats:
        if seat.party != facing[0]:
            continue
        other = by_place.get((facing[1], seat.number))
        if other and seat.level and other.level and seat.level != other.level:
            found.append(
                f"{seat.name} ({seat.level} level) faces {other.name} ({other.level} level): "
                "counterparts are of equal seniority (Governance 5.2)."
            )
    return found


def _gone(seats: Sequence[Seat]) -> list[str]:
    return [
        f"{seat.name} works on the agreement no more: {seat.party} names another." for seat in seats if not seat.post
    ]


def not_known(email: str, agreement: AgreementFacts) -> Refusal:
    return _not_named(
        "member.nobody",
        f"nobody with the address {shown(email)} works on {agreement.reference}",
        "whoever sits in a group works on the agreement for a party of it",
        "Give them a role first, or choose somebody who has one.",
    )


def _not_named(code: str, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code=code, what="Nobody was named", fact=fact, rule=rule, next_step=next_step)
