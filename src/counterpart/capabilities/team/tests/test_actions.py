"""Running a team: roles that end, people who stand in, representatives and counterparts; what the chain says of it."""

from datetime import date, timedelta
from typing import Any

import pytest

from counterpart.capabilities.agreements.actions.registering import give_role
from counterpart.capabilities.agreements.models import Agreement
from counterpart.capabilities.agreements.tests.makers import the_agreement
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, LATER, OFFICER, who
from counterpart.capabilities.team.actions import people
from counterpart.capabilities.team.queries.people import party_of
from counterpart.capabilities.team.tests.makers import (
    DEPUTY,
    DIRECTOR,
    LEAD,
    MANAGER,
    PROVIDER,
    TODAY,
    a_team,
    later,
    of,
    stand_in,
    the_team,
)
from counterpart.engines.access.actors import acting
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh")]
COUNCILLOR = "councillor@rotherham.example"


def content_of_last(act: str) -> dict[str, Any]:
    agreement = the_agreement()
    with acting(who(OFFICER), on=LATER.date()):
        entries = [entry for entry in book.entries_of(agreement.agreement_id) if entry["act"] == act]
    content: dict[str, Any] = entries[-1]["opened"]["payload"]
    return content


def pseudonym(email: str) -> str:
    with acting(who(OFFICER), on=LATER.date()):
        return str(book.pseudonym_of(who(email).person, the_agreement().agreement_id))


def roles_on(email: str, days: int) -> set[tuple[str, bool]]:
    return {(s.role, s.on_behalf_of is not None) for s in who(email, later(days)).standings}


def test_an_ended_role_is_held_to_its_last_day_and_shows_nothing_from_the_next() -> None:
    a_team()
    told = people.end_role(of(COUNCILLOR), by=who(MANAGER), at=LATER, role="Councillor")
    assert told == {
        "party": "commissioner",
        "roles": ["councillor"],
        "until": "2008-05-06",
        "person": who(COUNCILLOR).name,
    }
    assert content_of_last("role.ended")["person"] == pseudonym(COUNCILLOR)
    for days, seen in ((0, 1), (1, 0)):
        with acting(who(COUNCILLOR, later(days)), on=later(days).date()):
            assert Agreement.objects.count() == seen
    with pytest.raises(Refused, match="has a role in ROTHERHAM"):
        of(COUNCILLOR, later(1))


def test_the_last_who_gives_roles_keeps_the_role_until_somebody_else_has_it() -> None:
    a_team()
    people.end_role(of(LEAD), by=who(LEAD), at=LATER)
    with pytest.raises(Refused, match="the last who gives roles"):
        people.end_role(of(MANAGER), by=who(MANAGER), at=LATER)
    give_role(the_agreement(), by=who(MANAGER), at=LATER, email=DEPUTY, role="contract manager")
    assert people.end_role(of(MANAGER), by=who(MANAGER), at=LATER)["roles"] == ["contract manager"]


def test_a_delegate_does_as_the_delegator_in_those_days_only_and_the_chain_says_on_whose_behalf() -> None:
    a_team()
    last = TODAY + timedelta(days=2)
    told = stand_in(since=TODAY + timedelta(days=1), until=last)
    assert told["roles"] == ["contract manager"]
    assert [roles_on(DEPUTY, days) for days in (0, 1, 2, 3)] == [
        {("performance officer", False)},
        {("performance officer", False), ("contract manager", True)},
        {("performance officer", False), ("contract manager", True)},
        {("performance officer", False)},
    ]
    content = content_of_last("delegation.given")
    assert (content["of"], content["to"]) == (pseudonym(MANAGER), pseudonym(DEPUTY))
    people.end_role(of(COUNCILLOR), by=who(DEPUTY, later(1)), at=later(1))
    assert content_of_last("role.ended")["on_behalf_of"] == [pseudonym(MANAGER)]
    with pytest.raises(Refused, match="does not give roles"):
        people.end_role(of("auditor@rotherham.example"), by=who(DEPUTY, later(3)), at=later(3))


def test_what_somebody_may_do_themselves_they_do_not_do_on_behalf_of_another() -> None:
    a_team()
    stand_in()
    people.end_role(of(DEPUTY), by=who(DEPUTY), at=LATER, role="performance officer")
    assert "on_behalf_of" not in content_of_last("role.ended")


def test_a_delegation_that_is_withdrawn_ends_today_and_one_to_come_never_begins() -> None:
    a_team()
    stand_in()
    stand_in(OFFICER, LEAD, since=TODAY + timedelta(days=5), until=TODAY + timedelta(days=6))
    people.withdraw(of(MANAGER), by=who(MANAGER), at=LATER, to=DEPUTY)
    people.withdraw(of(OFFICER), by=who(MANAGER), at=LATER, to=LEAD)
    assert ("contract manager", True) in roles_on(DEPUTY, 0)
    assert roles_on(DEPUTY, 1) == {("performance officer", False)}
    assert roles_on(LEAD, 5) == {("commissioner lead", False)}
    with pytest.raises(Refused, match="has delegated nothing"):
        people.withdraw(of(OFFICER), by=who(OFFICER), at=LATER, to=LEAD)


def test_what_was_delegated_ends_with_the_role_it_was_delegated_from_and_with_the_delegates_own() -> None:
    a_team()
    stand_in(OFFICER, LEAD)
    people.end_role(of(OFFICER), by=who(MANAGER), at=LATER)
    assert roles_on(LEAD, 1) == {("commissioner lead", False)}
    stand_in(LEAD, DEPUTY)
    people.end_role(of(DEPUTY), by=who(MANAGER), at=LATER)
    assert roles_on(DEPUTY, 1) == set()


def test_a_delegate_passes_nothing_on_and_gives_no_role_to_either_hand() -> None:
    a_team()
    stand_in(to=LEAD)
    with pytest.raises(Refused, match="a delegate does not"):
        stand_in(COUNCILLOR, DEPUTY, by=DEPUTY)
    stand_in(LEAD, DEPUTY)
    assert roles_on(DEPUTY, 0) == {("performance officer", False), ("commissioner lead", True)}
    for email in (LEAD, MANAGER):
        with pytest.raises(Refused, match="another than who gets it"):
            give_role(the_agreement(), by=who(LEAD), at=LATER, email=email, role="finance lead")


def test_a_manager_of_the_party_arranges_for_somebody_absent_and_not_for_the_other_side() -> None:
    a_team()
    stand_in(KPI_MANAGER, DIRECTOR, by=PROVIDER)
    assert ("KPI manager", True) in roles_on(DIRECTOR, 0)
    with pytest.raises(Refused, match="does not answer for the provider"):
        stand_in(KPI_MANAGER, DIRECTOR, by=MANAGER)


def test_an_observer_is_given_until_a_day_and_an_auditor_does_nothing_that_is_audited() -> None:
    a_team()

    def give(email: str, role: str, until: date | None = None) -> Any:
        return give_role(the_agreement(), by=who(MANAGER), at=LATER, email=email, role=role, until=until)

    with pytest.raises(Refused, match="no last day was named"):
        give(KPI_MANAGER, "observer")
    assert give(KPI_MANAGER, "observer", TODAY + timedelta(days=9))["until"] == "2008-05-15"
    assert ("observer", False) not in roles_on(KPI_MANAGER, 10)
    with pytest.raises(Refused, match="would be auditor and performance officer"):
        give("auditor@rotherham.example", "performance officer")
    with pytest.raises(Refused, match="a KPI manager is of the provider"):
        give(OFFICER, "KPI manager")
    with pytest.raises(Refused, match="is no role"):
        give(OFFICER, "king")


def test_each_party_names_its_contract_representative_and_the_next_replaces_them_from_their_day() -> None:
    agreement = a_team()
    ours, theirs = party_of(agreement, who(MANAGER)), party_of(agreement, who(PROVIDER))
    people.name_representative(ours, by=who(MANAGER), at=LATER, email=MANAGER)
    told = people.name_representative(ours, by=who(MANAGER), at=LATER, email=LEAD, since=TODAY + timedelta(days=7))
    assert told["replaces"] == who(MANAGER).name
    people.name_representative(theirs, by=who(PROVIDER), at=LATER, email=DIRECTOR)
    for days, names in ((0, {MANAGER, DIRECTOR}), (7, {LEAD, DIRECTOR})):
        named = the_team(later(days)).named
        current = {row.name for row in named if row.since <= later(days).date()}
        assert current == {who(email).name for email in names}
    with pytest.raises(Refused, match="does not answer for the provider"):
        people.name_representative(theirs, by=who(MANAGER), at=LATER, email=DIRECTOR)
    with pytest.raises(Refused, match=r"councillor.* does not answer for commissioner"):
        people.name_representative(ours, by=who(MANAGER), at=LATER, email=COUNCILLOR)


def test_counterparts_are_of_equal_seniority_and_a_half_that_has_left_is_told_as_empty() -> None:
    agreement = a_team()
    with pytest.raises(Refused, match=r"of equal seniority \(002, Governance 5\.2\)"):
        people.pair(agreement, by=who(MANAGER), at=LATER, one=LEAD, other=KPI_MANAGER)
    assert people.pair(agreement, by=who(PROVIDER), at=LATER, one=DIRECTOR, other=LEAD)["seniority"] == "director"
    people.pair(agreement, by=who(MANAGER), at=LATER, one=OFFICER, other=KPI_MANAGER)
    people.end_role(of(OFFICER), by=who(MANAGER), at=LATER)
    told = the_team(later(1), by=KPI_MANAGER)
    assert [pair.empty for pair in told.pairs] == [("commissioner",), ()]
    assert any("has no counterpart at the commissioner any more" in gap for gap in told.missing)
    people.pair(agreement, by=who(MANAGER, later(1)), at=later(1), one=DEPUTY, other=KPI_MANAGER)
    assert [pair.empty for pair in the_team(later(1), by=KPI_MANAGER).pairs] == [(), ()]
    people.part(agreement, by=who(MANAGER, later(1)), at=later(1), email=DEPUTY)
    assert len(the_team(later(1), by=KPI_MANAGER).pairs) == 1
    with pytest.raises(Refused, match="has no counterpart"):
        people.part(agreement, by=who(MANAGER, later(1)), at=later(1), email=DEPUTY)
