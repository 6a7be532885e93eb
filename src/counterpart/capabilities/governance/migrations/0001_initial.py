import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from counterpart.engines.access.scoped import secured


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                ("agreement_id", models.UUIDField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("shared", "Shared"),
                            ("party", "Party"),
                            ("commissioner", "Commissioner"),
                            ("personal", "Personal"),
                            ("public", "Public"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("audience_party_id", models.UUIDField(null=True)),
                ("owner_party_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=40)),
                ("established_on", models.DateField()),
                ("starts_on", models.DateField()),
                ("chair_id", models.UUIDField(null=True)),
                ("chair_party", models.CharField(default="", max_length=40)),
                ("chair_since", models.DateField(null=True)),
                ("last_number", models.PositiveIntegerField(default=0)),
                ("last_year", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "name"), name="group_established_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("agreement_id", models.UUIDField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("shared", "Shared"),
                            ("party", "Party"),
                            ("commissioner", "Commissioner"),
                            ("personal", "Personal"),
                            ("public", "Public"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("audience_party_id", models.UUIDField(null=True)),
                ("owner_party_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=40)),
                ("starts_at", models.DateTimeField()),
                ("place", models.CharField(max_length=200)),
                ("state", models.CharField(max_length=20)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("agenda_sent_on", models.DateField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("cancelled_because", models.CharField(default="", max_length=500)),
                ("chair_id", models.UUIDField(null=True)),
                ("minutes_due_on", models.DateField(null=True)),
                ("minutes_because", models.CharField(default="", max_length=300)),
                ("circulated_on", models.DateField(null=True)),
                ("approved_at", models.CharField(default="", max_length=40)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="governance.group"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreement_id", models.UUIDField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("shared", "Shared"),
                            ("party", "Party"),
                            ("commissioner", "Commissioner"),
                            ("personal", "Personal"),
                            ("public", "Public"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("audience_party_id", models.UUIDField(null=True)),
                ("owner_party_id", models.UUIDField(null=True)),
                ("line", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("kind", models.CharField(max_length=12)),
                ("source", models.CharField(default="", max_length=200)),
                ("state", models.CharField(max_length=12)),
                ("text", models.TextField(default="")),
                ("number", models.PositiveIntegerField(null=True)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("edited_by", models.UUIDField(null=True)),
                ("urgent_because", models.CharField(default="", max_length=500)),
                ("carried_from", models.CharField(default="", max_length=40)),
                ("carried_because", models.CharField(default="", max_length=500)),
                ("received_on", models.DateField(null=True)),
                ("received", models.CharField(default="", max_length=200)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="governance.meeting"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delegate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreement_id", models.UUIDField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("shared", "Shared"),
                            ("party", "Party"),
                            ("commissioner", "Commissioner"),
                            ("personal", "Personal"),
                            ("public", "Public"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("audience_party_id", models.UUIDField(null=True)),
                ("owner_party_id", models.UUIDField(null=True)),
                ("member_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("party", models.CharField(max_length=40)),
                ("seat", models.PositiveSmallIntegerField()),
                ("briefing", models.CharField(max_length=500)),
                ("debriefed_on", models.DateField(null=True)),
                ("debrief", models.CharField(default="", max_length=500)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="delegates", to="governance.meeting"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Motion",
            fields=[
                ("agreement_id", models.UUIDField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("shared", "Shared"),
                            ("party", "Party"),
                            ("commissioner", "Commissioner"),
                            ("personal", "Personal"),
                            ("public", "Public"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("audience_party_id", models.UUIDField(null=True)),
                ("owner_party_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("kind", models.CharField(max_length=16)),
                ("state", models.CharField(max_length=12)),
                ("proposal", models.CharField(default="", max_length=40)),
                ("report", models.CharField(default="", max_length=200)),
                ("month", models.DateField(null=True)),
                ("addressee", models.CharField(default="", max_length=40)),
                ("due_on", models.DateField(null=True)),
                ("out_of_meeting_because", models.CharField(default="", max_length=500)),
                ("reply_by", models.DateField(null=True)),
                ("number", models.PositiveIntegerField(null=True)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("how", models.CharField(default="", max_length=300)),
                ("because", models.CharField(default="", max_length=600)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="motions", to="governance.group"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="motions",
                        to="governance.item",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreement_id", models.UUIDField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("shared", "Shared"),
                            ("party", "Party"),
                            ("commissioner", "Commissioner"),
                            ("personal", "Personal"),
                            ("public", "Public"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("audience_party_id", models.UUIDField(null=True)),
                ("owner_party_id", models.UUIDField(null=True)),
                ("person_id", models.UUIDField(null=True)),
                ("name", models.CharField(default="", max_length=200)),
                ("party", models.CharField(default="", max_length=40)),
                ("capacity", models.CharField(max_length=12)),
                ("in_place_of", models.UUIDField(null=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="presences", to="governance.meeting"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("agreement_id", models.UUIDField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("shared", "Shared"),
                            ("party", "Party"),
                            ("commissioner", "Commissioner"),
                            ("personal", "Personal"),
                            ("public", "Public"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("audience_party_id", models.UUIDField(null=True)),
                ("owner_party_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("party", models.CharField(max_length=40)),
                ("month", models.DateField(null=True)),
                ("first", models.DateField(null=True)),
                ("state", models.CharField(max_length=20)),
                ("received_at", models.CharField(default="", max_length=40)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="governance.group"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReportMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreement_id", models.UUIDField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("shared", "Shared"),
                            ("party", "Party"),
                            ("commissioner", "Commissioner"),
                            ("personal", "Personal"),
                            ("public", "Public"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("audience_party_id", models.UUIDField(null=True)),
                ("owner_party_id", models.UUIDField(null=True)),
                ("on", models.DateField()),
                ("before", models.DateField(null=True)),
                ("after", models.DateField(null=True)),
                ("reason", models.CharField(max_length=500)),
                ("authority", models.CharField(default="", max_length=200)),
                ("person_id", models.UUIDField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="governance.report"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreement_id", models.UUIDField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("shared", "Shared"),
                            ("party", "Party"),
                            ("commissioner", "Commissioner"),
                            ("personal", "Personal"),
                            ("public", "Public"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("audience_party_id", models.UUIDField(null=True)),
                ("owner_party_id", models.UUIDField(null=True)),
                ("party", models.CharField(max_length=40)),
                ("number", models.PositiveSmallIntegerField()),
                ("person_id", models.UUIDField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="governance.group"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreement_id", models.UUIDField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("shared", "Shared"),
                            ("party", "Party"),
                            ("commissioner", "Commissioner"),
                            ("personal", "Personal"),
                            ("public", "Public"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("audience_party_id", models.UUIDField(null=True)),
                ("owner_party_id", models.UUIDField(null=True)),
                ("voter", models.CharField(max_length=40)),
                ("party", models.CharField(max_length=40)),
                ("person_id", models.UUIDField()),
                ("choice", models.CharField(max_length=8)),
                ("cast_at", models.DateTimeField()),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="governance.motion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreement_id", models.UUIDField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("shared", "Shared"),
                            ("party", "Party"),
                            ("commissioner", "Commissioner"),
                            ("personal", "Personal"),
                            ("public", "Public"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("audience_party_id", models.UUIDField(null=True)),
                ("owner_party_id", models.UUIDField(null=True)),
                ("person_id", models.UUIDField()),
                ("party", models.CharField(max_length=40)),
                ("nature", models.CharField(max_length=500)),
                ("prejudicial", models.BooleanField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="governance.item"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("item", "person_id"), name="interest_declared_once")],
            },
        ),
        migrations.CreateModel(
            name="Compliance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreement_id", models.UUIDField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("shared", "Shared"),
                            ("party", "Party"),
                            ("commissioner", "Commissioner"),
                            ("personal", "Personal"),
                            ("public", "Public"),
                        ],
                        default="shared",
                        max_length=12,
                    ),
                ),
                ("audience_party_id", models.UUIDField(null=True)),
                ("owner_party_id", models.UUIDField(null=True)),
                ("kind", models.CharField(max_length=12)),
                ("due", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField()),
                ("overdue", models.PositiveIntegerField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="positions", to="governance.item"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("item", "kind"), name="compliance_once_a_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done__lte", models.F("due")),
                            (
                                "overdue__lte",
                                django.db.models.expressions.CombinedExpression(models.F("due"), "-", models.F("done")),
                            ),
                        ),
                        name="compliance_adds_up",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("agreement_id", "reference"), name="meeting_referred_to_once"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("meeting", "line"), name="item_one_a_line"),
        ),
        migrations.AddConstraint(
            model_name="delegate",
            constraint=models.UniqueConstraint(fields=("meeting", "member_id"), name="delegate_one_a_member"),
        ),
        migrations.AddConstraint(
            model_name="delegate",
            constraint=models.UniqueConstraint(fields=("meeting", "person_id"), name="delegate_for_one_member"),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.UniqueConstraint(fields=("agreement_id", "reference"), name="motion_referred_to_once"),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open"), models.Q(("proposal", ""), _negated=True)),
                fields=("agreement_id", "proposal"),
                name="motion_open_once_a_proposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person_id__isnull", False)),
                fields=("meeting", "person_id"),
                name="presence_once_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(fields=("agreement_id", "reference"), name="report_referred_to_once"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on", None)), fields=("group", "party", "number"), name="seat_of_one_member"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on", None)), fields=("group", "person_id"), name="seat_one_a_member"
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(fields=("motion", "voter"), name="vote_cast_once"),
        ),
        *secured(
            "governance_group",
            "governance_meeting",
            "governance_item",
            "governance_delegate",
            "governance_motion",
            "governance_presence",
            "governance_report",
            "governance_reportmove",
            "governance_seat",
            "governance_vote",
            "governance_interest",
            "governance_compliance",
        ),
    ]
