import uuid

import django.db.models.deletion
from django.db import migrations, models

from counterpart.engines.access.scoped import append_only, secured


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Relief",
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
                ("reference", models.CharField(max_length=40)),
                ("indicator", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=10)),
                ("reason", models.CharField(max_length=500)),
                ("agreed_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="relief_referred_to_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
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
                ("period", models.CharField(max_length=10)),
                ("state", models.CharField(max_length=12)),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("drawn_on", models.DateField()),
                ("final_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="statement_referred_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Sum",
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
                ("reference", models.CharField(max_length=40)),
                ("of", models.CharField(max_length=20)),
                ("about", models.CharField(default="", max_length=120)),
                ("on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=6, max_digits=21)),
                ("party", models.CharField(default="", max_length=40)),
                ("share", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("days", models.PositiveIntegerField(default=0)),
                ("evidence", models.CharField(max_length=200)),
                ("entered_on", models.DateField()),
                ("entered_by", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="sum_referred_to_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
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
                ("reference", models.CharField(max_length=40)),
                ("period", models.CharField(max_length=10)),
                ("rule", models.CharField(max_length=200)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=17)),
                ("reason", models.CharField(max_length=500)),
                ("authority", models.CharField(max_length=200)),
                ("waived_on", models.DateField()),
                ("waived_by", models.CharField(max_length=40)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="waivers", to="incentives.statement"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="waiver_referred_to_once")
                ],
            },
        ),
        *secured("incentives_sum", "incentives_relief", "incentives_statement", "incentives_waiver"),
        *append_only("incentives_sum", "incentives_relief", "incentives_waiver"),
    ]
