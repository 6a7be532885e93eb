"""What is done to the people of an agreement from a page: what will happen, who may, what is asked, and the verb."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from counterpart.capabilities.agreements.actions.registering import give_role
from counterpart.capabilities.agreements.rules.facts import AgreementFacts
from counterpart.capabilities.team import forms, policy
from counterpart.capabilities.team.actions import people, subcontractors
from counterpart.capabilities.team.queries.people import party_of
from counterpart.capabilities.team.rules.delegation import MOST_DAYS
from counterpart.capabilities.team.rules.members import Member, OfSomebody
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refusal

SEEN = "Everybody with a part in this agreement sees it at once, and the record keeps it."


@dataclass(frozen=True)
class Deed:
    """One thing to do: its title, what will happen, the words on its button, and what is asked, allowed and done."""

    title: str
    says: str
    button: str
    form: type[forms.OfATeam]
    may: Callable[[Actor, AgreementFacts], Refusal | None]
    do: Callable[[Any, AgreementFacts, Actor, datetime], Any]


def _of(member: Member, agreement: AgreementFacts) -> OfSomebody:
    return OfSomebody(agreement, member.person.person, member.person.name, member.party.name)


def _by(actor: Actor, agreement: AgreementFacts) -> OfSomebody:
    standing = actor.standing_in(agreement.agreement_id)
    return OfSomebody(agreement, actor.person, actor.name, standing.party if standing else "")


def _somebody_else(actor: Actor, agreement: AgreementFacts) -> OfSomebody:
    return OfSomebody(agreement, "", "somebody", _by(actor, agreement).party)


def _give(form: forms.Give, agreement: AgreementFacts, by: Actor, at: datetime) -> None:
    said = form.cleaned_data
    give_role(agreement, by=by, at=at, email=said["email"], role=said["role"] or None, until=said["until"])


def _end(form: forms.End, agreement: AgreementFacts, by: Actor, at: datetime) -> None:
    said = form.cleaned_data
    role = said["holding"].partition("|")[2]
    people.end_role(_of(form.member("holding"), agreement), by=by, at=at, role=role, last=said["last"])


def _delegate(form: forms.Delegate, agreement: AgreementFacts, by: Actor, at: datetime) -> None:
    said, to = form.cleaned_data, form.member("to").person.email
    of = _of(form.member("of"), agreement)
    people.delegate(of, by=by, at=at, to=to, since=said["since"], until=said["until"])


def _withdraw(form: forms.Withdraw, agreement: AgreementFacts, by: Actor, at: datetime) -> None:
    to = form.cleaned_data["lent"].partition("|")[2]
    people.withdraw(_of(form.member("lent"), agreement), by=by, at=at, to=form.members[to].person.email)


def _represent(form: forms.Represent, agreement: AgreementFacts, by: Actor, at: datetime) -> None:
    who, since = form.member("who"), form.cleaned_data["since"]
    of = party_of(agreement, by, who.party.name)
    people.name_representative(of, by=by, at=at, email=who.person.email, since=since)


def _pair(form: forms.Pair, agreement: AgreementFacts, by: Actor, at: datetime) -> None:
    one, other = form.member("one").person.email, form.member("other").person.email
    people.pair(agreement, by=by, at=at, one=one, other=other)


def _part(form: forms.Part, agreement: AgreementFacts, by: Actor, at: datetime) -> None:
    people.part(agreement, by=by, at=at, email=form.member("pair").person.email)


def _propose(form: forms.Propose, agreement: AgreementFacts, by: Actor, at: datetime) -> None:
    subcontractors.propose(agreement, by=by, at=at, **form.cleaned_data)


def _may_give(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    return policy.may_end_roles(actor, _somebody_else(actor, agreement))


def _may_name(actor: Actor, agreement: AgreementFacts) -> Refusal | None:
    return policy.may_name(actor, party_of(agreement, actor))


DEEDS: Mapping[str, Deed] = {
    "give": Deed(
        "Give a role",
        f"From today this person reads and does in the agreement what their role allows. {SEEN}",
        "Give the role",
        forms.Give,
        _may_give,
        _give,
    ),
    "end": Deed(
        "End a role",
        "They keep it to its last day. From the next day it shows them nothing, and what they delegated from it "
        f"ends. {SEEN}",
        "End the role",
        forms.End,
        lambda actor, agreement: policy.may_end_roles(actor, _by(actor, agreement)),
        _end,
    ),
    "delegate": Deed(
        "Have somebody stand in",
        f"In these days, {MOST_DAYS} at the most, the delegate reads and does what the absent person may, in all their "
        "own roles, and the record says on whose behalf. Where two hands are needed, the two count as one. What is "
        f"delegated is not passed on. {SEEN}",
        "Have them stand in",
        forms.Delegate,
        lambda actor, agreement: policy.may_delegate(actor, _by(actor, agreement)),
        _delegate,
    ),
    "withdraw": Deed(
        "Take back what was delegated",
        f"It ends today; what was to come never begins. {SEEN}",
        "Take it back",
        forms.Withdraw,
        lambda actor, agreement: policy.may_delegate(actor, _by(actor, agreement)),
        _withdraw,
    ),
    "represent": Deed(
        "Name your contract representative",
        "The agreement is managed from day to day by the two contract representatives. Whoever was named before is "
        f"replaced from that day. {SEEN}",
        "Name them",
        forms.Represent,
        _may_name,
        _represent,
    ),
    "pair": Deed(
        "Pair two counterparts",
        f"Each has the other to turn to first. Counterparts are of equal seniority. {SEEN}",
        "Pair them",
        forms.Pair,
        policy.may_pair,
        _pair,
    ),
    "part": Deed(
        "Part two counterparts",
        f"From today neither has a counterpart, until they are paired again. {SEEN}",
        "Part them",
        forms.Part,
        policy.may_pair,
        _part,
    ),
    "propose": Deed(
        "Propose a subcontractor",
        f"The commissioner approves or refuses it, with a reason; until then it does not work here. {SEEN}",
        "Propose it",
        forms.Propose,
        policy.may_propose,
        _propose,
    ),
}
