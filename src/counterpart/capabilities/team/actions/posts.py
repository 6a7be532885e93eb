"""Keeps the key posts: filled, vacated, their resource stated; counts staff moves; begins a mobilisation."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from counterpart.capabilities.agreements.queries.agreements import hold
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.team import models, policy
from counterpart.capabilities.team.queries.people import members_of
from counterpart.capabilities.team.queries.posts import mobilisation_of, posts_of
from counterpart.capabilities.team.rules import posts as rules
from counterpart.capabilities.team.rules.members import Member, nobody_there
from counterpart.capabilities.team.rules.mobilisation import ABOUT, promises
from counterpart.capabilities.team.rules.posts import Post
from counterpart.engines.access.roles import May
from counterpart.engines.access.rules import Actor
from counterpart.engines.acts.door import Done, act
from counterpart.engines.clocks.rules.promises import Kind
from counterpart.engines.clocks.running import Opening, open_clocks
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refusal, Refused


@act("post.filled", words="filled a key post", may=policy.may_keep_posts)
def fill(
    agreement: AgreementFacts, *, by: Actor, at: datetime, post: str, since: date, email: str | None = None
) -> Done:
    """Say that a key post of one’s own party is held from a day; by whom, where they have a role in the agreement."""
    hold(agreement)
    known = _own_post(agreement, by, post)
    if refusal := rules.filled(known, since, at.date()):
        raise Refused(refusal)
    member = _member(members_of(agreement, on=at.date()), agreement, known.terms.party, email) if email else None
    models.PostHolding.objects.create(
        agreement_id=agreement.agreement_id,
        party=known.terms.party,
        post=known.terms.post,
        membership_id=member.membership if member else None,
        starts_on=since,
    )
    content: dict[str, Any] = {"post": known.name, "since": since.isoformat()}
    if member:
        content["person"] = book.introduced(member.person, agreement.agreement_id, at, by=by)
    return Done(agreement.reference, content, reply={"says": f"{_capital(known.name)} is held from {since:%-d %B %Y}."})


@act("post.vacated", words="vacated a key post", may=policy.may_keep_posts)
def vacate(agreement: AgreementFacts, *, by: Actor, at: datetime, post: str, last: date, how: str) -> Done:
    """Say that a key post of one’s own party is empty after a day, and in what way it was left. No reason is asked."""
    hold(agreement)
    known = _own_post(agreement, by, post)
    if refusal := rules.vacated(known, last, at.date()):
        raise Refused(refusal)
    rows = models.PostHolding.objects.filter(agreement_id=agreement.agreement_id, ends_on=None)
    rows.filter(party=known.terms.party, post=known.terms.post).update(ends_on=last, how_left=how)
    content = {"post": known.name, "last": last.isoformat(), "how": how}
    return Done(
        agreement.reference, content, reply={"says": f"{_capital(known.name)} is vacant after {last:%-d %B %Y}."}
    )


@act("post.resourced", words="stated the resource in a key post", may=policy.may_keep_posts)
def resource(
    agreement: AgreementFacts, *, by: Actor, at: datetime, post: str, fte: str, on: date | None = None
) -> Done:
    """State what is there in a key post of one’s own party, in full-time equivalents, beside what was promised."""
    known = _own_post(agreement, by, post)
    worth = rules.full_time(fte)
    if isinstance(worth, Refusal):
        raise Refused(worth)
    day = on or at.date()
    models.PostResource.objects.create(
        agreement_id=agreement.agreement_id, party=known.terms.party, post=known.terms.post, on=day, fte=worth
    )
    promised = known.terms.resource
    content = {"post": known.name, "fte": str(worth), "on": day.isoformat()}
    beside = f" of {promised} promised" if promised is not None else ""
    return Done(agreement.reference, content, reply={"says": f"{_capital(known.name)} has {worth}{beside}."})


@act("staff.moved", words="counted people who came or went", may=policy.may_keep_posts)
def count_moves(agreement: AgreementFacts, *, by: Actor, at: datetime, kind: str, how_many: int, on: date) -> Done:
    """Count people of one’s own party who joined, left or were transferred. Nobody is named."""
    if on > at.date() or how_many < 1:
        raise Refused(_not_counted(on, how_many))
    party = _party(by, agreement)
    models.StaffMove.objects.create(
        agreement_id=agreement.agreement_id, party=party, kind=kind, how_many=how_many, on=on
    )
    content = {"party": party, "kind": kind, "how_many": how_many, "on": on.isoformat()}
    return Done(agreement.reference, content, reply={"says": f"{how_many} {kind}, for the {party}."})


@act("mobilisation.begun", words="began the mobilisation", may=policy.may_mobilise)
def mobilise(agreement: AgreementFacts, *, by: Actor, at: datetime, party: str) -> Done:
    """Begin the mobilisation: each of its matters is promised for commencement, by the party that sees to them."""
    hold(agreement)
    promised = promises(agreement, mobilisation_of(agreement), party, at.date())
    if isinstance(promised, Refusal):
        raise Refused(promised)
    openings = [
        Opening(
            kind=Kind.PROMISE,
            about=ABOUT,
            subject=f"{agreement.reference}/mobilisation/{place}",
            what=matter.matter,
            due_on=promised.due_on,
            because="the day of commencement",
            party=promised.party,
            accepted_by=promised.accepted_by,
            source=matter.clause,
            address=f"/agreements/{agreement.reference}/mobilisation",
        )
        for place, matter in enumerate(promised.matters, 1)
    ]
    references = open_clocks(agreement.agreement_id, openings, at=at)
    content = {
        "party": party,
        "matters": [{"promise": n, "what": one.what} for n, one in zip(references, openings, strict=True)],
    }
    says = f"{len(references)} matters are promised by the {party} for {promised.due_on:%-d %B %Y}."
    return Done(f"{agreement.reference}/mobilisation", content, reply={"says": says})


def _own_post(agreement: AgreementFacts, by: Actor, text: str) -> Post:
    """A key post of the actor’s own party. Raises Refused where there is none, or it is another’s."""
    terms = rules.key_post(agreement.terms.template, text)
    if isinstance(terms, Refusal):
        raise Refused(terms)
    if not by.standing_to(May.REPRESENT, agreement.agreement_id, party=terms.party):
        rule = "a party enters what concerns its own posts"
        fact = f"{by.name} does not answer for the {terms.party}"
        raise Refused(rules.refused("post.not-yours", fact, rule, f"Ask a manager of the {terms.party}."))
    return next(post for post in posts_of(agreement) if post.terms == terms)


def _member(members: Sequence[Member], agreement: AgreementFacts, party: str, email: str) -> Member:
    wanted = email.strip().casefold()
    found = [m for m in members if m.own and m.party.name == party and m.person.email.casefold() == wanted]
    if not found:
        raise Refused(nobody_there(agreement, email))
    return found[0]


def _party(by: Actor, agreement: AgreementFacts) -> str:
    standing = by.standing_to(May.REPRESENT, agreement.agreement_id)
    return standing.party if standing else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _not_counted(on: date, how_many: int) -> Refusal:
    fact = "nobody is counted" if how_many < 1 else f"{on:%-d %B %Y} is to come"
    rule = "staff moves are counted once they were made, one at the least"
    return Refusal("staff.uncounted", "Nothing was counted", fact, rule, "Check the number and the day.")
