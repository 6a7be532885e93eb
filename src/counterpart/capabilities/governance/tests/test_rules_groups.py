"""Who sits where, what is missing, who has the chair and who is sent, without a database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counterpart.capabilities.agreements.rules.facts import AgreementFacts, Dates, Terms
from counterpart.capabilities.governance.rules import groups
from counterpart.capabilities.governance.rules.groups import Candidate, Chair, GroupFacts, GroupsFacts, Seat
from counterpart.capabilities.governance.rules.meetings import (
    ItemFacts,
    ItemOf,
    MeetingFacts,
    Sent,
    counted_as,
    fit_to_send,
)
from counterpart.capabilities.governance.rules.minutes import no_open_meeting, not_in_the_room
from counterpart.capabilities.governance.rules.quorum import Presence
from counterpart.capabilities.partners.tests.makers import LATER
from counterpart.engines.library.shelf import on_the_shelf
from counterpart.values.refusal import Refusal

DAY = LATER.date()
DATES = Dates(effective_on=date(2008, 7, 1), commencement_on=date(2008, 10, 1))


def a_group(name: str = "core-group", template: str = "supported-housing-partnering", **more: Any) -> GroupFacts:
    kept = on_the_shelf(template)
    terms = kept.template.group(name)
    assert terms is not None
    agreement = AgreementFacts("a", "HOMES", "Homes", (), Terms(kept.template, kept.fingerprint, kept.text), DATES)
    return GroupFacts(agreement, terms, **({"established_on": DAY, "starts_on": DAY} | more))


def who(person: str, party: str = "provider", level: str = "director") -> Candidate:
    return Candidate(person, person, f"{person}@example", party, "a post", level)


def seat(party: str, number: int, person: str, level: str = "director", post: str = "a post") -> Seat:
    return Seat(party, number, person, person, post, level, DAY)


def code(found: object) -> str:
    assert isinstance(found, Refusal)
    return found.code


def test_somebody_takes_the_first_free_seat_of_their_party_or_the_one_that_is_named() -> None:
    group = a_group(seats=(seat("provider", 1, "a"),))
    assert groups.free_seat(group, who("b")) == 2
    assert groups.free_seat(group, who("b"), 3) == 3
    assert code(groups.free_seat(group, who("b"), 1)) == "member.seat-taken"
    assert code(groups.free_seat(group, who("b"), 4)) == "member.seat-taken"
    assert code(groups.free_seat(group, who("a"))) == "member.sits"
    assert code(groups.free_seat(group, who("x", "auditors"))) == "member.no-seats"
    full = a_group(seats=tuple(seat("provider", n, f"p{n}") for n in (1, 2, 3)))
    assert "each of the 3 seats" in str(groups.free_seat(full, who("b")))


def test_a_member_is_replaced_by_another_of_their_party_who_does_not_sit_there_yet() -> None:
    group = a_group(seats=(seat("provider", 1, "a"), seat("provider", 2, "b"), seat("commissioner", 1, "c")))
    assert groups.seat_to_replace(group, who("a"), who("d")) == group.seats[0]
    assert code(groups.seat_to_replace(group, who("z"), who("d"))) == "member.not-there"
    assert code(groups.seat_to_replace(group, who("a"), who("d", "commissioner"))) == "member.other-party"
    assert code(groups.seat_to_replace(group, who("a"), who("b"))) == "member.sits"
    assert groups.not_known("x@example", group.agreement).code == "member.nobody"


def test_a_chair_is_of_the_party_that_appoints_or_of_any_that_votes() -> None:
    group = a_group()
    assert groups.fit_to_chair(group, who("c", "commissioner")) is None
    assert code(groups.fit_to_chair(group, who("a"))) == "chair.other-party"
    round_about = replace(group, terms=replace(group.terms, chair="by rotation"))
    assert groups.fit_to_chair(round_about, who("a")) is None
    assert groups.chair_in_words(round_about.terms) == "taken by each party in turn"
    assert groups.chair_appointed_by(round_about) == ("commissioner",)
    held = replace(round_about, chair=Chair("c", "c", "commissioner", DAY))
    assert (groups.next_chair_party(held), held.chair_party) == ("provider", "commissioner")
    assert groups.next_chair_party(replace(held, chair=Chair("a", "a", "provider", DAY))) == "commissioner"
    assert groups.next_chair_party(replace(held, chair=Chair("u", "u", "service-users", DAY))) == "commissioner"
    elected = replace(group, terms=replace(group.terms, chair="elected", duties=()))
    assert groups.chair_appointed_by(elected) == ("commissioner", "provider")
    assert groups.chair_in_words(elected.terms) == "elected by the members"
    assert (elected.duties, elected.chair_party) == (groups.DUTIES, "")


def test_what_is_missing_is_said_once_a_group_stands() -> None:
    assert groups.gaps(a_group(established_on=None)) == ()
    seats = (
        seat("commissioner", 1, "lead"),
        seat("provider", 1, "manager", "manager"),
        seat("provider", 2, "gone", post=""),
        seat("commissioner", 2, "officer", "manager"),
        seat("provider", 3, "even"),
        seat("commissioner", 3, "other"),
    )
    told = " ".join(groups.gaps(a_group(seats=seats)))
    assert "has no chair: it is appointed by the commissioner" in told
    assert "Service-users has 2 of 2 seats to fill" in told
    assert "lead (director level) faces manager (manager level)" in told
    assert "gone works on the agreement no more" in told
    assert "even" not in told
    board = a_group("performance-management-board", "shared-services", chair=Chair("c", "c", "district", DAY))
    assert groups.gaps(board) == ("District has 6 of 6 seats to fill.",)


def test_groups_stand_once_each_of_them_is_established() -> None:
    agreement = a_group().agreement
    assert GroupsFacts(agreement, ()).state == "without groups"
    assert GroupsFacts(agreement, (a_group(), a_group(established_on=None))).state == "not established"
    assert GroupsFacts(agreement, (a_group(),)).state == "established"


def test_a_group_starts_on_the_effective_date_or_at_commencement() -> None:
    assert groups.planned_start(a_group()) == date(2008, 10, 1)
    assert groups.planned_start(a_group("pre-commencement-group")) == date(2008, 7, 1)


def a_meeting(**more: Any) -> MeetingFacts:
    group = a_group(seats=(seat("provider", 1, "a"), seat("provider", 2, "b"), seat("commissioner", 1, "c")))
    return MeetingFacts(group, "MTG-2008-0001", LATER, "", "open", **more)


def test_a_delegate_is_of_the_members_party_and_attends_once() -> None:
    sent = Sent("b", "b", "d", "d", "d@example", "provider", 2, "told")
    meeting = a_meeting(delegates=(sent,))
    a = meeting.group.seats[0]
    assert fit_to_send(a_meeting(), a, "a", who("d")) is None
    assert code(fit_to_send(meeting, None, "z", who("d"))) == "delegate.no-member"
    assert code(fit_to_send(meeting, a, "a", who("d", "commissioner"))) == "delegate.other-party"
    assert code(fit_to_send(meeting, a, "a", who("d"))) == "delegate.sits"
    assert code(fit_to_send(meeting, a, "a", who("b"))) == "delegate.sits"
    assert code(fit_to_send(meeting, meeting.group.seats[1], "b", who("e"))) == "delegate.sent-already"


def test_somebody_in_the_room_is_found_by_their_hand() -> None:
    listens = Presence("a", "a", "provider", "observer")
    meeting = a_meeting(presences=(listens, Presence("c", "c", "commissioner", "apologies")))
    assert meeting.presence_of({"a"}) == listens
    assert meeting.presence_of({"c"}) is None
    sits = replace(listens, capacity="member")
    assert a_meeting(presences=(listens, sits)).presence_of({"a"}) == sits
    assert meeting.item(1) is None
    of = ItemOf(meeting, ItemFacts(1, "Debts", "other", "", "listed"))
    assert of.address == "/agreements/HOMES/meetings/MTG-2008-0001/items/1"
    assert not_in_the_room("a").code == "interest.not-there"
    assert no_open_meeting(meeting, "none").code == "minutes.no-meeting"


@pytest.mark.parametrize(
    ("attends", "counts"), [("a", ("member", "provider", "")), ("d", ("delegate", "provider", "b")), ("z", None)]
)
def test_who_attends_counts_as_a_member_or_for_one(attends: str, counts: object) -> None:
    sent = Sent("b", "b", "d", "d", "d@example", "provider", 2, "told")
    assert counted_as(a_meeting(delegates=(sent,)), attends) == counts
