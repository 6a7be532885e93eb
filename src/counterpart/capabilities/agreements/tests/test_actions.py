"""Registering an agreement and giving roles in it: what is kept, what the chain says, and what is refused."""

from dataclasses import replace
from typing import Any

import pytest

from counterpart.capabilities.agreements.actions.registering import give_role, register_agreement
from counterpart.capabilities.agreements.queries.agreements import agreement_named
from counterpart.capabilities.agreements.tests.makers import a_registered_agreement, a_registration, the_agreement
from counterpart.capabilities.partners.actions import add_person
from counterpart.capabilities.partners.queries import installation
from counterpart.capabilities.partners.tests.makers import BEGINS, COMPANY, LATER, OTHER, OUTSIDER, an_installation, who
from counterpart.engines.access.actors import acting
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]

MANAGER = "contract-manager@rotherham.example"
NEWCOMER = "newcomer@2010rotherham.example"


def register(**other: Any) -> Any:
    by = who(MANAGER, BEGINS)
    return register_agreement(replace(a_registration(by), **other), by=by, at=BEGINS)


def content_of_last(act: str) -> dict[str, Any]:
    agreement = the_agreement()
    with acting(who(MANAGER), on=LATER.date()):
        entries = [entry for entry in book.entries_of(agreement.agreement_id) if entry["act"] == act]
    content: dict[str, Any] = entries[-1]["opened"]["payload"]
    return content


def named(name: str) -> str:
    """The pseudonym that somebody of this name has in the chain."""
    agreement = the_agreement()
    with acting(who(MANAGER), on=LATER.date()):
        return next(p["pseudonym"] for p in book.people_of(agreement.agreement_id) if p["name"] == name)


def add(post: str, organisation: str = COMPANY) -> None:
    person = {"email": NEWCOMER, "name": "Nell", "organisation": organisation, "post": post}
    add_person(installation(), by=who("administrator@counterpart.example"), at=LATER, **person)


def give(email: str = NEWCOMER, by: str = MANAGER) -> Any:
    return give_role(the_agreement(), by=who(by), at=LATER, email=email)


def test_the_chain_says_who_got_which_role_when_the_agreement_was_registered() -> None:
    a_registered_agreement()
    roles = content_of_last("agreement.registered")["roles"]
    manager = named(f"KPI manager, {COMPANY}")
    assert {"party": "provider", "role": "KPI manager", "person": manager} in roles
    assert {role["party"] for role in roles} == {"commissioner", "provider", "tenants"}


def test_a_party_that_signs_and_has_nobody_yet_is_named() -> None:
    an_installation()
    by = who(MANAGER, BEGINS)
    seats = dict(a_registration(by).seats) | {"provider": "A New Company", "tenants": "A New Panel"}
    assert register(seats=seats)["empty"] == ["provider"]


def test_somebody_who_comes_later_gets_the_role_of_their_post_and_can_then_see_the_agreement() -> None:
    agreement = a_registered_agreement()
    add("KPI manager")
    with pytest.raises(Refused, match="There is no agreement"):
        agreement_named("ROTHERHAM", by=who(NEWCOMER))
    told = give()
    assert told == {"person": "Nell", "party": "provider", "role": "KPI manager", "until": None, "left": 0}
    kept = {"person": named("Nell"), "party": "provider", "role": "KPI manager"}
    assert content_of_last("role.given") == kept
    assert the_agreement(email=NEWCOMER).agreement_id == agreement.agreement_id
    with pytest.raises(Refused, match="already"):
        give()


def test_of_two_posts_each_becomes_a_role_in_its_turn() -> None:
    a_registered_agreement()
    add("KPI manager")
    add("provider manager")
    assert [give()["left"], give()["left"]] == [1, 0]
    assert {standing.role for standing in who(NEWCOMER).standings} == {"KPI manager", "provider manager"}


def test_only_the_contract_manager_gives_a_role_and_only_to_people_of_a_party() -> None:
    a_registered_agreement()
    add("auditor", OTHER)
    for email, by, why in (
        (NEWCOMER, MANAGER, "holds a post at a party"),
        (OUTSIDER, MANAGER, "holds a post at a party"),
        ("nobody@nowhere.example", MANAGER, "holds a post at a party"),
        (NEWCOMER, "performance-officer@rotherham.example", "is not the contract manager"),
    ):
        with pytest.raises(Refused, match=why):
            give(email, by)
    assert not who(NEWCOMER).standings


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"reference": "INSTALLATION"}, "that reference is in use"),
        ({"name": "x" * 201}, "The agreement’s name was not accepted: it has 201 characters"),
        ({"name": " "}, "The agreement’s name was not accepted: nothing was written"),
        ({"name": "Housing\nSeal 9 is signed"}, "control character U\\+000A"),
    ],
)
def test_what_cannot_be_kept_is_refused(other: dict[str, str], why: str) -> None:
    an_installation()
    with pytest.raises(Refused, match=why):
        register(**other)


def test_an_organisations_name_in_a_seat_has_the_limits_of_every_text() -> None:
    an_installation()
    seats = dict(a_registration(who(MANAGER, BEGINS)).seats)
    for tenants, why in (("x" * 201, "it has 201 characters"), ("A\x1bPanel", "U\\+001B")):
        with pytest.raises(Refused, match=f"The organisation’s name was not accepted: .*{why}"):
            register(seats=seats | {"tenants": tenants})


def test_one_organisation_in_both_seats_that_sign_is_refused_at_the_door_too() -> None:
    an_installation()
    seats = dict(a_registration(who(MANAGER, BEGINS)).seats)
    with pytest.raises(Refused, match="would be both commissioner and provider"):
        register(seats=seats | {"provider": seats["commissioner"].upper()})
