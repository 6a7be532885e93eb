"""Pure: which role somebody gets, and who may hold which together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Party
from counterpart.engines.access.roles import COMMISSIONER, OF_AGREEMENTS, PROVIDER, audits_itself, either, role_named
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refusal, shown


@dataclass(frozen=True)
class Post:
    """A post somebody holds at a party of an agreement: `membership` is its id, `role` the role it stands for.

    `until` is the last day of the role, where it is to end.
    """

    membership: int
    person: Actor
    party: Party
    role: str
    until: date | None = None


def next_to_give(
    agreement: AgreementFacts, email: str, held: Sequence[Post], given: Collection[Post]
) -> Post | Refusal:
    """Which of a person's posts becomes a role next. Refused where they hold none at a party, or all are roles."""
    left = [post for post in held if post not in given]
    if left:
        return left[0]
    if held:
        roles = " and ".join(f"{post.role} for {post.party.name}" for post in held)
        return _not_given(
            "role.given-already",
            f"{held[0].person.name} is {roles} in {agreement.reference} already",
            "a role is given once",
            "For another role, add their other post first: counterpart people add.",
        )
    parties = ", ".join(f"{party.organisation} ({party.name})" for party in agreement.parties)
    return _not_given(
        "role.no-post",
        f"nobody with the address {email} holds a post at a party of {agreement.reference}",
        f"a role stands for a post at one of its parties: {parties}",
        "Ask an administrator to add them: counterpart people add E-MAIL --name NAME --organisation NAME --post POST.",
    )


def held_by_post(post: str, side: str) -> bool:
    """Whether a post becomes a role by itself when an agreement is registered: one of that side that needs no end."""
    terms = role_named(post)
    return terms is not None and side in terms.sides and not terms.must_end


def opposite(side: str, other: str | None) -> bool:
    """Whether two sides face each other: one person on both would be both hands wherever two are needed."""
    return {side, other} == {COMMISSIONER, PROVIDER}


def chosen(
    agreement: AgreementFacts, email: str, role: str, held: Sequence[Post], given: Collection[Post]
) -> Post | Refusal:
    """A role that was chosen for somebody, by one of their posts at a party; whatever the post itself stands for."""
    terms = role_named(role)
    if terms is None or terms.name not in OF_AGREEMENTS:
        rule = f"a role is one of: {', '.join(OF_AGREEMENTS)}"
        return _not_given("role.unknown", f"{shown(role)} is no role", rule, "Choose the one that comes nearest.")
    if not held:
        return next_to_give(agreement, email, held, given)
    for post in held:
        if post.party.side in terms.sides:
            wanted = replace(post, role=terms.name)
            known = {(other.party.name, other.role) for other in given}
            if (wanted.party.name, wanted.role) not in known:
                return wanted
            return next_to_give(agreement, email, [wanted], [wanted])
    return _wrong_side(held[0], terms.name)


def fit_to_give(
    agreement: AgreementFacts, post: Post, given: Collection[Post], *, by: Actor, until: date | None, today: date
) -> Post | Refusal:
    """The role with its last day; refused where it would join duties that two people share, or lacks the end it needs.

    `given` is what the person holds in the agreement already. Nobody gives a role to themselves, nor to whoever they
    stand in for.
    """
    terms = role_named(post.role)
    if terms is None or post.party.side not in terms.sides:
        return _wrong_side(post, post.role)
    if (
        refusal := _own_hand(agreement, post, by)
        or _both_sides(post, given)
        or _ends(post, until, today, terms.must_end)
    ):
        return refusal
    if both := audits_itself([post.role, *(other.role for other in given)]):
        fact = f"{post.person.name} would be {both[0]} and {both[1]}"
        rule = "who audits an agreement does nothing in it that is audited"
        return _not_given("role.audits-itself", fact, rule, "Give the role to somebody else, or end the other first.")
    return replace(post, until=until)


def _own_hand(agreement: AgreementFacts, post: Post, by: Actor) -> Refusal | None:
    if post.person.person not in by.hand_in(agreement.agreement_id).people:
        return None
    rule = "who gives a role is another than who gets it, and a delegate is one hand with whom they stand in for"
    return _not_given(
        "role.to-oneself", f"{by.name} would give it to their own hand", rule, "Ask another who gives roles."
    )


def _both_sides(post: Post, given: Collection[Post]) -> Refusal | None:
    if not any(opposite(post.party.side, other.party.side) for other in given):
        return None
    fact = f"{post.person.name} would stand for the commissioner and for the provider"
    rule = "nobody stands for both sides of an agreement"
    return _not_given("role.both-sides", fact, rule, "Choose somebody else, or end their other roles first.")


def _ends(post: Post, until: date | None, today: date, must_end: bool) -> Refusal | None:
    if until is None and must_end:
        rule = f"the role {post.role} is given until a day"
        return _not_given("role.needs-an-end", "no last day was named", rule, "Name its last day.")
    if until is not None and until < today:
        return _not_given("role.past", f"{until:%-d %B %Y} is past", "a role ends today or later", "Name a later day.")
    return None


def _wrong_side(post: Post, role: str) -> Refusal:
    terms = role_named(role)
    sides = either(terms.sides) if terms else "no side"
    fact = f"{post.person.name} stands for {post.party.name}, which is {post.party.side}"
    return _not_given("role.wrong-side", fact, f"a {role} is of the {sides}", "Choose a role of their own side.")


def _not_given(code: str, fact: str, rule: str, next_step: str) -> Refusal:
    return Refusal(code=code, what="No role was given", fact=fact, rule=rule, next_step=next_step)
