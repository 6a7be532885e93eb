"""Somebody leaves an organisation: their posts and roles end the same day, and what they lent; what is refused."""

from datetime import date, timedelta
from typing import Any

import pytest

from counterpart.capabilities.agreements.models import Agreement
from counterpart.capabilities.partners.actions import add_person, end_membership
from counterpart.capabilities.partners.queries import installation, leaving, memberships_of
from counterpart.capabilities.partners.rules import Leaving, may_leave
from counterpart.capabilities.partners.tests.makers import COUNCIL, KPI_MANAGER, LATER, OFFICER, OTHER, who
from counterpart.capabilities.team.tests.makers import DEPUTY, LEAD, MANAGER, TODAY, a_team, later, stand_in
from counterpart.engines.access.actors import acting
from counterpart.engines.access.rules import INSTALLATION
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refused

ADMINISTRATOR = "administrator@counterpart.example"


def leave(email: str, organisation: str = COUNCIL, last: date | None = None) -> Any:
    going = leaving(email, organisation, on=TODAY)
    return end_membership(going, by=who(ADMINISTRATOR), at=LATER, last=last)


@pytest.mark.slow
@pytest.mark.usefixtures("fresh")
def test_whoever_leaves_sees_nothing_from_the_next_day_and_nor_does_who_stood_in_for_them() -> None:
    a_team()
    stand_in(MANAGER, DEPUTY)
    last = TODAY + timedelta(days=3)
    told = leave(MANAGER, last=last)
    assert told == {
        "organisation": COUNCIL,
        "posts": ["contract manager"],
        "until": last.isoformat(),
        "person": who(MANAGER).name,
        "roles_ended": 1,
    }
    for days, roles in ((3, 1), (4, 0)):
        assert len(who(MANAGER, later(days)).standings) == roles
        lent = [s for s in who(DEPUTY, later(days)).standings if s.on_behalf_of]
        assert len(lent) == roles
        with acting(who(MANAGER, later(days)), on=later(days).date()):
            assert Agreement.objects.count() == roles
    assert memberships_of(who(MANAGER), on=later(4).date()) == []


@pytest.mark.slow
@pytest.mark.usefixtures("fresh")
def test_a_membership_elsewhere_goes_on_and_the_chain_of_the_installation_names_nobody() -> None:
    a_team()
    more = {"name": who(LEAD).name, "organisation": OTHER, "post": "board member"}
    add_person(installation(), by=who(ADMINISTRATOR), at=LATER, email=LEAD, **more)
    leave(LEAD)
    assert [held.organisation.name for held in memberships_of(who(LEAD), on=later(1).date())] == [OTHER]
    with acting(who(ADMINISTRATOR), on=TODAY):
        (entry,) = [e for e in book.entries_of(INSTALLATION) if e["act"] == "membership.ended"]
    assert entry["opened"]["payload"]["person"].startswith("p-")
    assert who(LEAD).name not in str(entry)


@pytest.mark.slow
@pytest.mark.usefixtures("fresh")
def test_only_an_administrator_ends_a_membership_and_never_the_only_administrators() -> None:
    a_team()
    going = leaving(KPI_MANAGER, COUNCIL, on=TODAY)
    with pytest.raises(Refused, match="is not an administrator"):
        end_membership(going, by=who(MANAGER), at=LATER)
    for email, organisation, last, why in (
        (ADMINISTRATOR, "The operator", None, "is the only administrator"),
        (KPI_MANAGER, COUNCIL, None, "holds no post at"),
        (OFFICER, COUNCIL, TODAY - timedelta(days=1), "is past"),
    ):
        with pytest.raises(Refused, match=why):
            leave(email, organisation, last)


def test_a_membership_is_the_installations() -> None:
    going = Leaving("1", "Alice", "A Council", ("auditor",), last_administrator=False)
    assert may_leave(going, last=TODAY, today=TODAY) is None
    assert going.agreement_id == INSTALLATION
