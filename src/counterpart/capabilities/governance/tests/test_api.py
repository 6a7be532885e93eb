"""Groups, meetings, motions and the work programme over the API: read by both sides, hidden from others, and done."""

import pytest
from django.test import Client

from counterpart.capabilities.governance.tests.board import (
    BOARD,
    COUNCILS,
    SECRETARY,
    december_cancelled,
)
from counterpart.capabilities.governance.tests.makers import (
    DIRECTOR,
    HOMES,
    LEAD,
    MANAGER,
    PROVIDER,
    THEN,
    a_core_group,
    an_open_meeting,
    put,
    the_meeting,
    the_motion,
)
from counterpart.capabilities.partners.actions import new_token
from counterpart.capabilities.partners.tests.makers import KPI_MANAGER, OUTSIDER, who
from counterpart.engines.clocks.now import now

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
V1 = f"/api/v1/agreements/{HOMES}"


def client_of(email: str) -> Client:
    secret, _ = new_token("tests", by=who(email, now()), at=now())
    return Client(headers={"Authorization": f"Bearer {secret}"})


def test_a_group_a_meeting_and_its_motions_are_read_by_both_sides_and_hidden_from_others() -> None:
    meeting = an_open_meeting()
    put(meeting, 1, "that it be noted", THEN)
    addresses = ("groups", "groups/core-group", "groups/core-group/meetings", "groups/core-group/motions")
    addresses += (f"meetings/{meeting}", "groups/core-group/programme")
    theirs, outside = client_of(KPI_MANAGER), client_of(OUTSIDER)
    for address in addresses:
        assert theirs.get(f"{V1}/{address}").status_code == 200, address
        assert outside.get(f"{V1}/{address}").status_code == 404, address
    told = theirs.get(f"{V1}/meetings/{meeting}").json()
    assert (told["quorum"], told["items"][0]["motions"][0]["text"]) == (True, "that it be noted")
    group = theirs.get(f"{V1}/groups/core-group").json()
    assert [seat["party"] for seat in group["seats"]] == ["commissioner"] * 2 + ["provider"] * 2
    assert len(theirs.get(f"{V1}/groups").json()["items"]) == 6


def test_a_meeting_is_called_minuted_voted_on_and_decided_by_programs() -> None:
    a_core_group()
    manager, lead, director = client_of(MANAGER), client_of(LEAD), client_of(DIRECTOR)

    def sent(client: Client, address: str, status: int = 200, **body: object) -> str:
        answer = client.post(f"{V1}/{address}", body, content_type="application/json")
        assert answer.status_code == status, answer.content
        return str(answer.json().get("subject", answer.json().get("code")))

    meeting = sent(manager, "groups/core-group/meetings", on="2027-03-04", begins="18:00")
    sent(manager, f"meetings/{meeting}/opening")
    sent(manager, f"meetings/{meeting}/attendance", present=[LEAD, DIRECTOR])
    motion = sent(director, f"meetings/{meeting}/items/1/motions", text="that it be noted")
    sent(manager, f"meetings/{meeting}/items/1/minute", text="It was noted.", version=0)
    assert sent(manager, f"meetings/{meeting}/items/1/minute", 409, text="Unread.", version=0) == "minute.changed"
    assert sent(manager, f"motions/{motion}/votes", 403, choice="for") == "governance.not-yours"
    sent(lead, f"motions/{motion}/votes", choice="for")
    assert sent(manager, f"motions/{motion}/decision", 409) == "vote.wanting"
    sent(director, f"motions/{motion}/votes", choice="for")
    sent(manager, f"motions/{motion}/decision")
    assert the_motion(motion).state == "carried"
    assert str(the_meeting(meeting).items[0].number) == "1/26"
    assert sent(client_of(PROVIDER), f"meetings/{meeting}/closing", 403) == "governance.not-yours"


def test_the_work_programme_says_its_contradictions_to_programs_too() -> None:
    december_cancelled()
    address = f"/api/v1/agreements/{COUNCILS}/groups/{BOARD}/programme"
    told = client_of(SECRETARY).get(address).json()
    assert told["contradictions"][0].endswith("the programme shows February 2011.")
    assert any(report["moves"] for report in told["reports"])
