"""Opens and stops clocks and promises, and finds those that run. Called by acts, in their transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from counterpart.engines.access.models import Person
from counterpart.engines.access.numbering import next_references
from counterpart.engines.access.rules import Actor, Hand
from counterpart.engines.clocks import models
from counterpart.engines.clocks.rules.promises import OF_KIND, OPEN, RUNNING, Clock, Kind, Step
from counterpart.values.refusal import Refusal, Refused

PREFIX = {Kind.CLOCK: "CLK", Kind.PROMISE: "PRM"}


@dataclass(frozen=True)
class Opening:
    """A clock or promise to be opened: what it is about, whose it is, until when, and by which rule."""

    kind: Kind
    about: str
    subject: str
    what: str
    due_on: date
    because: str
    party: str = ""
    role: str = ""
    person: str | None = None
    accepted_by: str = ""
    due_at: datetime | None = None
    calendar: str = ""
    source: str = ""
    address: str = ""


def open_clocks(agreement: str, openings: Sequence[Opening], *, at: datetime) -> list[str]:
    """Open clocks and promises of an agreement. Gives their references, in order."""
    day = at.date()
    given: dict[Kind, list[str]] = {
        kind: next_references(PREFIX[kind], agreement=agreement, year=day.year, how_many=many)
        for kind in Kind
        if (many := sum(one.kind is kind for one in openings))
    }
    references = [given[one.kind].pop(0) for one in openings]
    models.Clock.objects.bulk_create(
        models.Clock(
            agreement_id=agreement,
            reference=reference,
            kind=one.kind,
            about=one.about,
            subject=one.subject,
            what=one.what,
            party=one.party,
            role=one.role,
            person_id=one.person,
            accepted_by=one.accepted_by,
            opened_on=day,
            due_on=one.due_on,
            due_at=one.due_at,
            original_due_on=one.due_on,
            because=one.because,
            calendar=one.calendar,
            source=one.source,
            address=one.address,
            state=RUNNING,
        )
        for one, reference in zip(openings, references, strict=True)
    )
    return references


def stop_clocks(agreement: str, *, subject: str, about: str, by: Actor, at: datetime, reason: str) -> list[str]:
    """Stop the running clocks of a kind on a subject: what they asked for was done. Gives their references."""
    running = models.Clock.objects.select_for_update().filter(
        agreement_id=agreement, subject=subject, about=about, kind=Kind.CLOCK, state__in=OPEN
    )
    return [step(row, "met", by=by, at=at, reason=reason).reference for row in running.order_by("reference")]


def step(
    row: models.Clock,
    verb: str,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    due_on: date | None = None,
    authority: str = "",
    evidence: str = "",
    fingerprint: str = "",
) -> models.Clock:
    """Take a clock or promise one step on its way, as its life cycle has it, and keep the step."""
    state = OF_KIND[row.kind].after(row.state, verb)
    if isinstance(state, Refusal):
        raise Refused(state)
    hand, standing = by.hand_in(str(row.agreement_id)), by.standing_in(str(row.agreement_id))
    models.ClockStep.objects.create(
        agreement_id=row.agreement_id,
        audience=row.audience,
        audience_party_id=row.audience_party_id,
        owner_party_id=row.owner_party_id,
        clock=row,
        verb=verb,
        on=at.date(),
        person_id=hand.person,
        stood_in_for=list(hand.on_behalf_of),
        party=standing.party if standing else "",
        reason=reason,
        due_before=row.due_on if due_on else None,
        due_after=due_on,
        authority=authority,
        evidence=evidence,
        fingerprint=fingerprint,
    )
    row.state, row.due_on = state, due_on or row.due_on
    row.redated += due_on is not None
    row.closed_on = None if state in OPEN else at.date()
    row.save(update_fields=["state", "due_on", "redated", "closed_on"])
    return row


def clock_row(agreement: str, reference: str) -> models.Clock | None:
    """The row of a clock, held for the rest of the transaction."""
    return models.Clock.objects.select_for_update().filter(agreement_id=agreement, reference=reference).first()


def clock_of(agreement: str, chain: str, reference: str) -> Clock | None:
    """A clock with all its steps. `chain` is the reference of its agreement."""
    found = models.Clock.objects.filter(agreement_id=agreement, reference=reference)
    return next(iter(_told(found, {agreement: chain}, with_steps=True)), None)


def clocks_about(agreement: str, chain: str, subject: str) -> list[Clock]:
    """Every clock and promise on a subject, those that are due first first."""
    found = models.Clock.objects.filter(agreement_id=agreement, subject=subject).order_by("due_on", "reference")
    return _told(found, {agreement: chain}, with_steps=True)


def clocks_of(
    agreement: str,
    chain: str,
    *,
    about: Iterable[str] = (),
    open_only: bool = False,
    until: date | None = None,
    party: str | None = None,
) -> list[Clock]:
    """The clocks and promises of an agreement, of some kinds, a party’s, or due by a day, where said; by last day."""
    found = models.Clock.objects.filter(agreement_id=agreement)
    kinds = tuple(about)
    if kinds:
        found = found.filter(about__in=kinds)
    if open_only:
        found = found.filter(state__in=OPEN)
    if until:
        found = found.filter(due_on__lte=until)
    if party is not None:
        found = found.filter(Q(party=party) | Q(party=""))
    return _told(found.order_by("due_on", "reference"), {agreement: chain}, with_steps=False)


def running_for(by: Actor, chains: dict[str, str], *, until: date) -> list[Clock]:
    """What runs in every agreement somebody has a part in and is due by a day, or waits to be verified; by last day."""
    mine = models.Clock.objects.filter(agreement_id__in=list(chains), state__in=OPEN)
    due = mine.filter(Q(due_on__lte=until) | Q(state="shown"))
    return _told(due.order_by("due_on", "reference"), chains, with_steps=False)


def hands_on(agreement: str, reference: str, *verbs: str) -> list[Hand]:
    """Whose hand did the last of these steps of a clock or promise; nobody’s where none was done."""
    steps = models.ClockStep.objects.filter(agreement_id=agreement, clock__reference=reference, verb__in=verbs)
    return [Hand(str(one.person_id), tuple(one.stood_in_for)) for one in steps.order_by("-id")[:1]]


def paused_since(row: models.Clock) -> date:
    """The day on which a clock that stands still was paused."""
    return models.ClockStep.objects.filter(clock=row, verb="paused").latest("id").on


def _told(rows: QuerySet[models.Clock], chains: dict[str, str], *, with_steps: bool) -> list[Clock]:
    found = list(rows)
    steps: dict[object, list[models.ClockStep]] = {}
    if with_steps and found:
        kept = models.ClockStep.objects.filter(clock__in=[row.id for row in found]).order_by("id")
        for one in kept:
            steps.setdefault(one.clock_id, []).append(one)
    people = {row.person_id for row in found if row.person_id}
    people |= {one.person_id for kept_steps in steps.values() for one in kept_steps}
    names = dict(Person.objects.filter(id__in=people).values_list("id", "name")) if people else {}

    def told(one: models.ClockStep) -> Step:
        return Step(
            verb=one.verb,
            on=one.on,
            by=names.get(one.person_id, "Somebody"),
            party=one.party,
            reason=one.reason,
            due_before=one.due_before,
            due_after=one.due_after,
            authority=one.authority,
            evidence=one.evidence,
            fingerprint=one.fingerprint,
        )

    return [
        Clock(
            agreement_id=str(row.agreement_id),
            agreement=chains.get(str(row.agreement_id), ""),
            reference=row.reference,
            kind=row.kind,
            about=row.about,
            subject=row.subject,
            what=row.what,
            party=row.party,
            role=row.role,
            person=str(row.person_id or ""),
            name=names.get(row.person_id, "") if row.person_id else "",
            accepted_by=row.accepted_by,
            opened_on=row.opened_on,
            due_on=row.due_on,
            due_at=row.due_at,
            original_due_on=row.original_due_on,
            because=row.because,
            calendar=row.calendar,
            source=row.source,
            address=row.address,
            state=row.state,
            closed_on=row.closed_on,
            redated=row.redated,
            steps=tuple(told(one) for one in steps.get(row.id, ())),
        )
        for row in found
    ]
