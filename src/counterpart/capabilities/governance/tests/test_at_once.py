"""Two people at once, each on their own connection: one state with both acts in the ledger, or one Refusal."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from counterpart.capabilities.governance.tests.makers import (
    CORE,
    DIRECTOR,
    LATER,
    LEAD,
    MANAGER,
    PROVIDER,
    SECOND,
    a_core_group,
    agreed,
    an_open_meeting,
    decide,
    done,
    minuted,
    put,
    the_group,
    the_item,
    the_motion,
    vote,
)
from counterpart.capabilities.partners.tests.makers import OFFICER, who
from counterpart.engines.access.actors import acting
from counterpart.engines.ledger import book
from counterpart.values.refusal import Refused

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh", "home")]
THEN = LATER + timedelta(days=14)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """What came of some deeds done at the same moment, in their order: a reply, or the code of a Refusal."""
    together = threading.Barrier(len(deeds))
    came: dict[int, Any] = {}

    def work(place: int, deed: Callable[[], Any]) -> None:
        together.wait()
        try:
            came[place] = deed()
        except Refused as refused:
            came[place] = refused.refusal.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [came[place] for place in range(len(deeds))]


def entries(act: str) -> list[dict[str, Any]]:
    agreement = the_group().agreement_id
    with acting(who(OFFICER), on=LATER.date()):
        return [entry for entry in book.entries_of(agreement) if entry["act"] == act]


def test_both_parties_vote_at_once_and_both_votes_stand() -> None:
    meeting = an_open_meeting()
    motion = put(meeting, 1, "that the plan be agreed", THEN)
    came = at_once(lambda: vote(motion, LEAD, THEN), lambda: vote(motion, DIRECTOR, THEN))
    assert [one["party"] for one in came] == ["commissioner", "provider"]
    assert len(entries("vote.cast")) == 2
    assert decide(motion, THEN)["outcome"] == "carried"


def test_two_members_of_one_party_vote_at_once_and_the_second_is_told_that_the_party_has_voted() -> None:
    meeting = an_open_meeting()
    motion = put(meeting, 1, "that the plan be agreed", THEN)
    came = at_once(lambda: vote(motion, LEAD, THEN), lambda: vote(motion, MANAGER, THEN, "against"))
    assert "vote.cast-already" in came
    assert len(the_motion(motion).votes) == len(entries("vote.cast")) == 1


def test_two_who_write_the_same_minute_lose_no_words_unseen() -> None:
    meeting = an_open_meeting()
    came = at_once(
        lambda: minuted(meeting, 1, "The chair said A.", THEN, version=0),
        lambda: minuted(meeting, 1, "The chair said B.", THEN, by=OFFICER, version=0),
    )
    assert "minute.changed" in came
    item = the_item(meeting, 1).item
    assert (item.version, str(item.number)) == (1, "1/08")
    assert len(entries("item.minuted")) == 1
    minuted(meeting, 1, "The chair said A, and then B.", THEN, by=OFFICER, version=1)
    assert len(entries("item.minuted")) == 2


def test_two_items_minuted_at_once_have_two_numbers_and_none_is_left_out() -> None:
    meeting = an_open_meeting()
    came = at_once(*(lambda line=line: minuted(meeting, line, "Noted.", THEN) for line in range(1, 5)))
    assert sorted(one["number"] for one in came) == ["1/08", "2/08", "3/08", "4/08"]


def test_a_decision_taken_twice_at_once_is_taken_once() -> None:
    meeting = an_open_meeting()
    motion = put(meeting, 1, "that the plan be agreed", THEN)
    vote(motion, LEAD, THEN)
    vote(motion, DIRECTOR, THEN)
    came = at_once(lambda: decide(motion, THEN), lambda: decide(motion, THEN, by=OFFICER))
    assert "motion.decided" in came
    assert len(entries("decision.taken")) == 1


def test_a_vote_and_the_decision_at_once_end_in_one_state() -> None:
    meeting = an_open_meeting()
    motion = put(meeting, 1, "that the plan be agreed", THEN)
    vote(motion, LEAD, THEN)
    cast, taken = at_once(lambda: vote(motion, DIRECTOR, THEN), lambda: decide(motion, THEN))
    assert cast["party"] == "provider"
    assert taken == "vote.wanting" or taken["outcome"] == "carried"


def test_two_of_one_party_sign_a_replacement_at_once_and_it_is_done_once() -> None:
    a_core_group()
    replace = {"member": PROVIDER, "successor": SECOND, "reason": "Retires in June"}
    proposal = done("member.replaced", PROVIDER, LATER, {"group": CORE}, **replace)["reference"]
    came = at_once(lambda: agreed(proposal, MANAGER, LATER), lambda: agreed(proposal, LEAD, LATER))
    assert [one for one in came if isinstance(one, str)] in (["proposal.closed"], ["proposal.not-yours"])
    assert len(entries("member.replaced")) == 1
    assert sum(seat.party == "provider" for seat in the_group().seats) == 2


def test_a_seat_is_taken_by_one_of_two_who_are_named_at_once() -> None:
    a_core_group()
    took = at_once(
        *(lambda n=n: done("member.named", PROVIDER, LATER, {"group": CORE}, who=SECOND, seat=3) for n in range(2))
    )
    assert sorted(str(one) if isinstance(one, str) else "named" for one in took)[-1] == "named"
    assert len(entries("member.named")) == 5
