import uuid

import django.db.models.deletion
from django.db import migrations, models

from counterpart.engines.access.scoped import append_only, secured


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Risk",
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
                ("known_as", models.CharField(default="", max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("register", models.CharField(max_length=40)),
                ("party", models.CharField(max_length=40)),
                ("owner", models.CharField(default="", max_length=120)),
                ("mitigation", models.CharField(default="", max_length=500)),
                ("source", models.CharField(default="", max_length=200)),
                ("scale", models.CharField(max_length=60)),
                ("entered_on", models.DateField()),
                ("reviewed_on", models.DateField(null=True)),
                ("state", models.CharField(max_length=12)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="risk_referred_to_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("known_as", ""), _negated=True),
                        fields=("agreement_id", "register", "known_as"),
                        name="risk_known_as_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Issue",
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
                ("what", models.CharField(max_length=500)),
                ("party", models.CharField(max_length=40)),
                ("owner", models.CharField(default="", max_length=120)),
                ("raised_on", models.DateField()),
                ("state", models.CharField(max_length=12)),
                ("how", models.CharField(default="", max_length=500)),
                ("resolved_on", models.DateField(null=True)),
                (
                    "risk",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="issues", to="risks.risk"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="issue_referred_to_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskScore",
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
                ("measure", models.CharField(max_length=12)),
                ("likelihood", models.PositiveSmallIntegerField()),
                ("impact", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("party", models.CharField(max_length=40)),
                ("reason", models.CharField(max_length=500)),
                ("stated", models.CharField(default="", max_length=12)),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="risks.risk"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("impact__gte", 1), ("likelihood__gte", 1)), name="risk_score_has_levels"
                    )
                ],
            },
        ),
        *secured("risks_risk", "risks_riskscore", "risks_issue"),
        *append_only("risks_riskscore"),
    ]
