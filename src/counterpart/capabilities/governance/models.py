"""Groups with their seats, meetings with their items, motions with their votes, and the work programme.

Who sits, attends, votes or writes is kept by the person’s id, so that a name that is erased is erased here too.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from counterpart.engines.access.scoped import Scoped


class Group(Scoped):
    """A group of the agreement’s template that was established. The last number given to a minute stands here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40)
    established_on = models.DateField()
    starts_on = models.DateField()
    chair_id = models.UUIDField(null=True)
    chair_party = models.CharField(max_length=40, default="")
    chair_since = models.DateField(null=True)
    last_number = models.PositiveIntegerField(default=0)
    last_year = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "name"), name="group_established_once"),)


class Seat(Scoped):
    """A seat of a party and who sits in it; `ends_on` is the last day, inclusive."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="seats")
    party = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    person_id = models.UUIDField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("group", "party", "number"), condition=Q(ends_on=None), name="seat_of_one_member"
            ),
            models.UniqueConstraint(fields=("group", "person_id"), condition=Q(ends_on=None), name="seat_one_a_member"),
        )


class Meeting(Scoped):
    """A meeting of a group. `revision` counts what was sent out anew, for calendars."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    state = models.CharField(max_length=20)
    revision = models.PositiveIntegerField(default=0)
    agenda_sent_on = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=500, default="")
    chair_id = models.UUIDField(null=True)
    minutes_due_on = models.DateField(null=True)
    minutes_because = models.CharField(max_length=300, default="")
    circulated_on = models.DateField(null=True)
    approved_at = models.CharField(max_length=40, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="meeting_referred_to_once"),)


class Presence(Scoped):
    """Somebody at a meeting, or their apologies. Who is not known here is named by their office in `name`."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presences")
    person_id = models.UUIDField(null=True)
    name = models.CharField(max_length=200, default="")
    party = models.CharField(max_length=40, default="")
    capacity = models.CharField(max_length=12)
    in_place_of = models.UUIDField(null=True)
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "person_id"), condition=Q(person_id__isnull=False), name="presence_once_a_person"
            ),
        )


class Delegate(Scoped):
    """Who attends a meeting for a member, how they were briefed, and what they told the member afterwards."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="delegates")
    member_id = models.UUIDField()
    person_id = models.UUIDField()
    party = models.CharField(max_length=40)
    seat = models.PositiveSmallIntegerField()
    briefing = models.CharField(max_length=500)
    debriefed_on = models.DateField(null=True)
    debrief = models.CharField(max_length=500, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting", "member_id"), name="delegate_one_a_member"),
            models.UniqueConstraint(fields=("meeting", "person_id"), name="delegate_for_one_member"),
        )


class Item(Scoped):
    """An item of a meeting by its line, which stays. `version` counts the changes of its text."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    line = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=12)
    source = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=12)
    text = models.TextField(default="")
    number = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(default=0)
    edited_by = models.UUIDField(null=True)
    urgent_because = models.CharField(max_length=500, default="")
    carried_from = models.CharField(max_length=40, default="")
    carried_because = models.CharField(max_length=500, default="")
    received_on = models.DateField(null=True)
    received = models.CharField(max_length=200, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "line"), name="item_one_a_line"),)


class Interest(Scoped):
    """An interest that somebody declared in an item; a prejudicial one keeps them out of it."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="interests")
    person_id = models.UUIDField()
    party = models.CharField(max_length=40)
    nature = models.CharField(max_length=500)
    prejudicial = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("item", "person_id"), name="interest_declared_once"),)


class Compliance(Scoped):
    """The compliance position of one kind, as it was told at an item."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="positions")
    kind = models.CharField(max_length=12)
    due = models.PositiveIntegerField()
    done = models.PositiveIntegerField()
    overdue = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("item", "kind"), name="compliance_once_a_kind"),
            models.CheckConstraint(
                condition=Q(done__lte=F("due")) & Q(overdue__lte=F("due") - F("done")), name="compliance_adds_up"
            ),
        )


class Motion(Scoped):
    """What is put to a group: at an item of a meeting, or out of meeting where it has none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="motions")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="motions", null=True)
    text = models.TextField()
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=12)
    proposal = models.CharField(max_length=40, default="")
    report = models.CharField(max_length=200, default="")
    month = models.DateField(null=True)
    addressee = models.CharField(max_length=40, default="")
    due_on = models.DateField(null=True)
    out_of_meeting_because = models.CharField(max_length=500, default="")
    reply_by = models.DateField(null=True)
    number = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=300, default="")
    because = models.CharField(max_length=600, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement_id", "reference"), name="motion_referred_to_once"),
            models.UniqueConstraint(
                fields=("agreement_id", "proposal"),
                condition=Q(state="open") & ~Q(proposal=""),
                name="motion_open_once_a_proposal",
            ),
        )


class Vote(Scoped):
    """A vote on a motion: `voter` is a party, or a member by id, as the group votes."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    voter = models.CharField(max_length=40)
    party = models.CharField(max_length=40)
    person_id = models.UUIDField()
    choice = models.CharField(max_length=8)
    cast_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("motion", "voter"), name="vote_cast_once"),)


class Report(Scoped):
    """A report on a group’s work programme. `first` is the month first planned; months are kept as their first day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(max_length=200)
    party = models.CharField(max_length=40)
    month = models.DateField(null=True)
    first = models.DateField(null=True)
    state = models.CharField(max_length=20)
    received_at = models.CharField(max_length=40, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement_id", "reference"), name="report_referred_to_once"),)


class ReportMove(Scoped):
    """A report that was rolled from one month to another, and why."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="moves")
    on = models.DateField()
    before = models.DateField(null=True)
    after = models.DateField(null=True)
    reason = models.CharField(max_length=500)
    authority = models.CharField(max_length=200, default="")
    person_id = models.UUIDField()
