"""Pure: who establishes groups, sits in them, calls and minutes their meetings, votes, and decides."""

from counterpart.capabilities.governance.rules.groups import GroupFacts, GroupsFacts, chair_appointed_by
from counterpart.capabilities.governance.rules.meetings import ItemOf, MeetingFacts
from counterpart.capabilities.governance.rules.motions import MotionOf, final, groups_above
from counterpart.capabilities.governance.rules.programme import ReportOf
from counterpart.engines.access.roles import COMMISSIONER, May, either, those_who
from counterpart.engines.access.rules import Actor
from counterpart.values.refusal import Refusal

_RUNS = (May.CLOSE, May.REPRESENT)
Held = GroupFacts | MeetingFacts | ItemOf | ReportOf | MotionOf


def may_establish(actor: Actor, groups: GroupsFacts) -> Refusal | None:
    """Whoever gives roles for the commissioner: the groups stand in the agreement both signed."""
    if actor.standing_to(May.GIVE, groups.agreement_id, side=COMMISSIONER):
        return None
    rule = f"groups are established by a {either(those_who(May.GIVE))} of the commissioner"
    return _not_yours("The groups were not established", actor, rule, "Ask the contract manager.")


def may_name(actor: Actor, group: GroupFacts) -> Refusal | None:
    """Whoever answers for a party that sits: each party names its own members."""
    if any(actor.standing_to(May.REPRESENT, group.agreement_id, party=party) for party in group.terms.parties):
        return None
    rule = f"members are named by a {either(those_who(May.REPRESENT))} of {' or '.join(group.terms.parties)}"
    return _not_yours("Nobody was named", actor, rule, "Ask one of them.")


def names_for(actor: Actor, group: GroupFacts, party: str) -> Refusal | None:
    """Whether somebody names the members of a party: its own people, and for those represented the commissioner."""
    template = group.agreement.terms.template
    represented = party in template.parties and template.parties[party].role == "represented"
    own = actor.standing_to(May.REPRESENT, group.agreement_id, party=party)
    if own or (represented and actor.standing_to(May.GIVE, group.agreement_id, side=COMMISSIONER)):
        return None
    rule = f"the members of {party} are named by {party}"
    return _not_yours("Nobody was named", actor, rule, f"Ask whoever answers for {party}.")


def may_appoint_chair(actor: Actor, group: GroupFacts) -> Refusal | None:
    """Whoever answers for the party whose turn or right it is."""
    parties = chair_appointed_by(group)
    if any(actor.standing_to(May.REPRESENT, group.agreement_id, party=party) for party in parties):
        return None
    rule = f"the chair of the {group.terms.title} is appointed by {' or '.join(parties)} ({group.terms.clause})"
    return _not_yours("No chair was appointed", actor, rule, f"Ask whoever answers for {' or '.join(parties)}.")


def may_run(actor: Actor, held: Held) -> Refusal | None:
    """The chair, and for the chair’s party whoever sees to meetings and minutes: an officer, a manager, a lead."""
    group = group_in(held)
    hand = actor.hand_in(group.agreement_id).people
    chair = group.chair.person if group.chair else ""
    of_meeting = meeting_in(held)
    if chair in hand or (of_meeting and of_meeting.chair_person and of_meeting.chair_person in hand):
        return None
    parties = (group.chair_party,) if group.chair_party else group.voters
    if any(actor.standing_to(verb, group.agreement_id, party=party) for verb in _RUNS for party in parties):
        return None
    rule = (
        f"the chair of the {group.terms.title} sees to this, or for them a {either(those_who(*_RUNS))} of "
        f"{' or '.join(parties)} (Governance 5.4)"
    )
    return _not_yours("Nothing was changed", actor, rule, "Ask the chair.")


def may_speak(actor: Actor, held: Held) -> Refusal | None:
    """Whoever sits in the group, was sent to its meeting, answers for a party that sits, or runs the meeting."""
    group = group_in(held)
    answers = any(actor.standing_to(May.REPRESENT, group.agreement_id, party=party) for party in group.terms.parties)
    if answers or sits(actor, held) or may_run(actor, held) is None:
        return None
    rule = f"members of the {group.terms.title}, their delegates, and those who answer for a party do this"
    return _not_yours("Nothing was changed", actor, rule, "Ask a member.")


def may_send_delegate(actor: Actor, meeting: MeetingFacts) -> Refusal | None:
    """A member for themselves, and whoever answers for a party for its members."""
    return may_speak(actor, meeting)


def may_debrief(actor: Actor, meeting: MeetingFacts) -> Refusal | None:
    """The delegate or the member, each their own; whoever answers for the party."""
    return may_speak(actor, meeting)


def may_vote(actor: Actor, of: MotionOf) -> Refusal | None:
    """Whoever sits for a party that votes and is in the room, unless an interest ties them."""
    group, hand = of.group, actor.hand_in(of.agreement_id).people
    if of.tied & hand:
        return Refusal(
            code="vote.tied",
            what="The vote was not cast",
            fact=f"{actor.name} declared a prejudicial interest in this item",
            rule="whoever has such an interest takes no part in the vote on the item, nor does their delegate",
            next_step="Another member of the same party votes.",
        )
    there = of.sitting if of.motion.meeting else tuple((seat.person, seat.party) for seat in group.seats)
    if any(person in hand and party in group.voters for person, party in there):
        return None
    where = "is in the room and " if of.motion.meeting else ""
    rule = f"a vote is cast by a member who {where}sits for {' or '.join(group.voters)}"
    return _not_yours("The vote was not cast", actor, rule, "Ask a member of your party, or have your presence noted.")


def may_stand_for(actor: Actor, meeting: MeetingFacts, person: str, party: str) -> Refusal | None:
    """Whoever it is themselves, whoever answers for their party, or, where no party is named, who runs the meeting."""
    here = meeting.agreement_id
    if person in actor.hand_in(here).people or (party and actor.standing_to(May.REPRESENT, here, party=party)):
        return None
    if not party and may_run(actor, meeting) is None:
        return None
    answers = f" or whoever answers for {party}" if party else " or who runs the meeting"
    return _not_yours("Nothing was changed", actor, f"one does this oneself,{answers}", "Ask them.")


def may_overrule(actor: Actor, of: MotionOf) -> Refusal | None:
    """Whoever answers for a party of a group above, or runs it: that group then decides (Governance 7.2)."""
    agreement = of.group.agreement
    above = groups_above(of)
    if not above:
        return final(of.group, of.motion)
    parties = {party for terms in above for party in terms.parties}
    if any(actor.standing_to(May.REPRESENT, of.agreement_id, party=party) for party in parties):
        return None
    if any(may_run(actor, GroupFacts(agreement, terms)) is None for terms in above):
        return None
    titles = " or ".join(terms.title for terms in above)
    rule = f"a decision of the {of.group.terms.title} is overruled by the {titles}"
    return _not_yours("Nothing was overruled", actor, rule, f"Ask whoever answers for a party in the {titles}.")


def sits(actor: Actor, held: Held) -> bool:
    """Whether somebody has a seat in the group, or was sent to this meeting in the place of one who has."""
    group, hand = group_in(held), actor.hand_in(held.agreement_id).people
    of_meeting = meeting_in(held)
    sent = of_meeting.delegates if of_meeting else ()
    return bool(group.seat_of(hand)) or any(one.delegate in hand for one in sent)


def group_in(held: Held) -> GroupFacts:
    if isinstance(held, GroupFacts):
        return held
    return held.meeting.group if isinstance(held, ItemOf) else held.group


def meeting_in(held: Held) -> MeetingFacts | None:
    if isinstance(held, ItemOf):
        return held.meeting
    return held if isinstance(held, MeetingFacts) else None


def _not_yours(what: str, actor: Actor, rule: str, next_step: str) -> Refusal:
    return Refusal(
        code="governance.not-yours",
        what=what,
        fact=f"this is not {actor.name}’s to do",
        rule=rule,
        next_step=next_step,
    )
