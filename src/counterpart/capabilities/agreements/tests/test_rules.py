"""Who takes the seats of an agreement when it is registered."""

from collections.abc import Mapping

import pytest

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Party, Terms, seated
from counterpart.capabilities.agreements.rules.giving import Post, next_to_give
from counterpart.engines.access.rules import Actor
from counterpart.engines.library.shelf import on_the_shelf, pinned
from counterpart.values.refusal import Refusal

KEPT = on_the_shelf("rotherham-almo")
OPEN = pinned(KEPT.text.replace(", organisation: 2010 Rotherham Ltd", "")).template
SEATS = {
    "commissioner": "Rotherham Metropolitan Borough Council",
    "provider": "2010 Rotherham Ltd",
    "tenants": "Rother Fed",
}


@pytest.mark.parametrize(
    ("chosen", "seats"),
    [
        ({}, SEATS),
        ({"provider": " Another Company "}, SEATS | {"provider": "Another Company"}),
        ({"provider": "", "tenants": "A panel"}, SEATS | {"tenants": "A panel"}),
    ],
)
def test_a_seat_is_taken_by_whom_is_chosen_or_otherwise_as_the_template_says(
    chosen: Mapping[str, str], seats: dict[str, str]
) -> None:
    assert seated(KEPT.template, chosen) == seats


@pytest.mark.parametrize("chosen", [{}, {"provider": " "}])
def test_a_seat_that_nobody_takes_is_refused_with_how_to_fill_it(chosen: Mapping[str, str]) -> None:
    refusal = seated(OPEN, chosen)
    assert isinstance(refusal, Refusal)
    assert str(refusal) == (
        "The agreement was not registered: no organisation is named as provider (rotherham-almo@1, parties). "
        "Name one: --set provider=NAME."
    )


def test_a_setting_that_the_template_has_not_is_refused_with_those_it_has() -> None:
    refusal = seated(KEPT.template, {"funder": "A bank"})
    assert isinstance(refusal, Refusal)
    assert refusal.code == "agreement.no-such-setting"
    assert refusal.rule == (
        "rotherham-almo@1 lets you set: commissioner, provider, tenants, entered, effective, commencement, value"
    )


def test_one_organisation_in_two_seats_that_sign_is_refused_and_in_one_that_does_not_it_is_not() -> None:
    council = SEATS["commissioner"]
    refusal = seated(KEPT.template, {"provider": council.upper()})
    assert isinstance(refusal, Refusal)
    assert refusal.code == "agreement.both-sides-one"
    assert refusal.fact == f"{council.upper()} would be both commissioner and provider"
    assert "--set provider=NAME" in refusal.next_step
    assert seated(KEPT.template, {"tenants": council}) == SEATS | {"tenants": council}


COUNCIL = Party("p-1", "commissioner", "commissioner", "A Council")
COMPANY = Party("p-2", "provider", "provider", "A Company")
AGREEMENT = AgreementFacts("a-1", "HOUSING", "Housing", (COUNCIL, COMPANY), Terms(KEPT.template, "", ""))
KIM = Actor("1", "Kim", "kim@company.example")
KPI, MANAGER = Post(1, KIM, COMPANY, "KPI manager"), Post(2, KIM, COMPANY, "provider manager")


def test_the_first_post_that_is_no_role_yet_becomes_one_next() -> None:
    assert next_to_give(AGREEMENT, "kim@company.example", [KPI, MANAGER], []) == KPI
    assert next_to_give(AGREEMENT, "kim@company.example", [KPI, MANAGER], [KPI]) == MANAGER


def test_a_role_that_is_given_already_is_not_given_again() -> None:
    refusal = next_to_give(AGREEMENT, "kim@company.example", [KPI], [KPI])
    assert isinstance(refusal, Refusal)
    assert refusal.code == "role.given-already"
    assert refusal.fact == "Kim is KPI manager for provider in HOUSING already"


def test_somebody_of_no_party_gets_no_role_and_the_parties_are_named() -> None:
    refusal = next_to_give(AGREEMENT, "kim@elsewhere.example", [], [])
    assert isinstance(refusal, Refusal)
    assert refusal.code == "role.no-post"
    assert "A Council (commissioner), A Company (provider)" in refusal.rule
    assert "counterpart people add" in refusal.next_step
