import uuid

import django.db.models.deletion
from django.db import migrations, models

from counterpart.engines.access.scoped import append_only, secured


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DeliveryPlan",
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
                ("year", models.CharField(max_length=10)),
                ("version", models.PositiveIntegerField()),
                ("aims", models.CharField(max_length=4000)),
                ("priorities", models.JSONField(default=list)),
                ("measures", models.JSONField(default=list)),
                ("agreed_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "year", "version"), name="plan_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Improvement",
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
                ("gain", models.CharField(max_length=500)),
                ("party", models.CharField(max_length=40)),
                ("occasion", models.CharField(default="", max_length=60)),
                ("proposed_on", models.DateField()),
                ("proposed_by", models.UUIDField()),
                ("stood_in_for", models.JSONField(default=list)),
                ("saving", models.DecimalField(decimal_places=2, max_digits=17, null=True)),
                ("rests_on", models.CharField(default="", max_length=500)),
                ("state", models.CharField(max_length=12)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="improvement_referred_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImprovementDecision",
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
                ("verb", models.CharField(max_length=12)),
                ("on", models.DateField()),
                ("party", models.CharField(max_length=40)),
                ("decided_by", models.CharField(max_length=120)),
                ("reason", models.CharField(max_length=500)),
                ("until", models.DateField(null=True)),
                (
                    "improvement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="programme.improvement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Scheme",
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
                ("area", models.CharField(max_length=120)),
                ("owner", models.CharField(max_length=120)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("value", models.DecimalField(decimal_places=2, max_digits=17)),
                ("first_starts_on", models.DateField()),
                ("first_ends_on", models.DateField()),
                ("first_value", models.DecimalField(decimal_places=2, max_digits=17)),
                ("state", models.CharField(max_length=12)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="scheme_referred_to_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="scheme_days_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchemeChange",
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
                ("party", models.CharField(max_length=40)),
                ("reason", models.CharField(max_length=500)),
                ("ends_before", models.DateField()),
                ("ends_after", models.DateField()),
                ("value_before", models.DecimalField(decimal_places=2, max_digits=17)),
                ("value_after", models.DecimalField(decimal_places=2, max_digits=17)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="programme.scheme"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Pilot",
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
                ("question", models.CharField(max_length=500)),
                ("baseline", models.CharField(max_length=500)),
                ("measures", models.JSONField(default=list)),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("evaluate_by", models.DateField()),
                ("evaluation", models.CharField(default="", max_length=4000)),
                ("outcome", models.CharField(default="", max_length=20)),
                ("evaluated_on", models.DateField(null=True)),
                (
                    "improvement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pilot", to="programme.improvement"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="pilot_referred_to_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__gte", models.F("begins_on")), ("evaluate_by__gte", models.F("ends_on"))
                        ),
                        name="pilot_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchemeOrder",
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
                ("number", models.CharField(max_length=60)),
                ("on", models.DateField()),
                ("value", models.DecimalField(decimal_places=2, max_digits=17)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="programme.scheme"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("scheme", "number"), name="order_of_a_scheme_once")],
            },
        ),
        *secured(
            "programme_deliveryplan",
            "programme_scheme",
            "programme_schemeorder",
            "programme_schemechange",
            "programme_improvement",
            "programme_improvementdecision",
            "programme_pilot",
        ),
        *append_only(
            "programme_deliveryplan", "programme_schemeorder", "programme_schemechange", "programme_improvementdecision"
        ),
    ]
