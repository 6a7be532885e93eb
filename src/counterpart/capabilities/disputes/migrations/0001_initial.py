import uuid

import django.db.models.deletion
from django.db import migrations, models

from counterpart.engines.access.scoped import append_only, secured


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Dispute",
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
                ("what", models.CharField(max_length=4000)),
                ("kind", models.CharField(max_length=60)),
                ("concerns", models.CharField(default="", max_length=200)),
                ("claim", models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                ("raised_by", models.CharField(max_length=40)),
                ("notified_on", models.DateField()),
                ("state", models.CharField(max_length=40)),
                ("still_since", models.DateField(null=True)),
                ("still", models.CharField(default="", max_length=500)),
                ("adjudicator", models.CharField(default="", max_length=200)),
                ("appointed", models.CharField(default="", max_length=200)),
                ("body", models.CharField(default="", max_length=200)),
                ("commenced_by", models.CharField(default="", max_length=40)),
                ("early", models.BooleanField(default=False)),
                ("payer", models.CharField(default="", max_length=40)),
                ("decision", models.CharField(default="", max_length=4000)),
                ("fee", models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                ("other_costs", models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                ("terms", models.CharField(default="", max_length=4000)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                ("amount_by", models.CharField(default="", max_length=40)),
                ("precedent", models.CharField(default="", max_length=4000)),
                ("settled_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="dispute_referred_to_once"),
                    models.CheckConstraint(
                        condition=models.Q(("early", False), models.Q(("payer", ""), _negated=True), _connector="OR"),
                        name="early_adjudication_has_a_payer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputeStep",
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
                ("verb", models.CharField(max_length=40)),
                ("state", models.CharField(max_length=40)),
                ("step", models.CharField(default="", max_length=20)),
                ("on", models.DateField()),
                ("party", models.CharField(max_length=40)),
                ("reason", models.CharField(default="", max_length=4000)),
                ("meeting_on", models.DateField(null=True)),
                ("where", models.CharField(default="", max_length=200)),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="disputes.dispute"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EarlyWarning",
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
                ("what", models.CharField(max_length=4000)),
                ("at_stake", models.CharField(default="", max_length=500)),
                ("party", models.CharField(max_length=40)),
                ("given_on", models.DateField()),
                ("state", models.CharField(max_length=12)),
                ("answer", models.CharField(default="", max_length=500)),
                ("answered_by", models.CharField(default="", max_length=40)),
                ("ended", models.CharField(default="", max_length=500)),
                ("dispute", models.CharField(default="", max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="warning_referred_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Problem",
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
                ("what", models.CharField(max_length=4000)),
                ("area", models.CharField(default="", max_length=120)),
                ("concerns", models.CharField(default="", max_length=200)),
                ("party", models.CharField(max_length=40)),
                ("logged_on", models.DateField()),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("state", models.CharField(max_length=12)),
                ("how", models.CharField(default="", max_length=500)),
                ("solved_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="problem_referred_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProblemStep",
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
                ("level", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("party", models.CharField(max_length=40)),
                ("reason", models.CharField(default="", max_length=500)),
                ("by_age", models.BooleanField()),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ups", to="disputes.problem"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Exhibit",
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
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("what", models.CharField(max_length=4000)),
                ("clause", models.CharField(max_length=200)),
                ("party", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("found_at", models.CharField(default="", max_length=200)),
                ("figure", models.CharField(default="", max_length=60)),
                ("period", models.CharField(default="", max_length=20)),
                ("digest", models.CharField(default="", max_length=64)),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exhibits", to="disputes.dispute"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("dispute", "number"), name="exhibit_numbered_once")],
            },
        ),
        *secured(
            "disputes_problem",
            "disputes_problemstep",
            "disputes_earlywarning",
            "disputes_dispute",
            "disputes_disputestep",
            "disputes_exhibit",
        ),
        *append_only("disputes_problemstep", "disputes_disputestep", "disputes_exhibit"),
    ]
