import uuid

import django.db.models.deletion
from django.db import migrations, models

from counterpart.engines.access.scoped import append_only, secured


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Cost",
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
                ("what", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=17)),
                ("kind", models.CharField(max_length=10)),
                ("parts", models.JSONField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Funding",
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
                ("kind", models.CharField(max_length=10)),
                ("since", models.DateField()),
                ("contributions", models.JSONField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RegimeRecord",
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
                ("regime", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=10)),
                ("light_touch", models.BooleanField()),
                ("value", models.DecimalField(decimal_places=2, max_digits=17)),
                ("evidence", models.CharField(max_length=500)),
                ("tested_on", models.DateField()),
                ("share", models.DecimalField(decimal_places=3, max_digits=6, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RegisterRow",
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
                ("file", models.CharField(default="", max_length=64)),
                ("line", models.PositiveIntegerField(null=True)),
                ("published", models.JSONField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Framework",
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
                ("lead", models.CharField(max_length=200)),
                ("specification", models.CharField(default="", max_length=200)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("most", models.DecimalField(decimal_places=2, max_digits=17, null=True)),
                ("state", models.CharField(max_length=12)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="framework_referred_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessAgreement",
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
                ("authority", models.CharField(max_length=200)),
                ("share", models.DecimalField(decimal_places=3, max_digits=6, null=True)),
                ("volume", models.DecimalField(decimal_places=2, max_digits=17, null=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="access", to="frameworks.framework"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FrameworkRate",
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
                ("provider", models.CharField(max_length=40)),
                ("code", models.CharField(max_length=60)),
                ("unit", models.CharField(default="", max_length=40)),
                ("rate", models.DecimalField(decimal_places=4, max_digits=17)),
                ("since", models.DateField()),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rates", to="frameworks.framework"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CallOff",
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
                ("authority", models.CharField(max_length=200)),
                ("title", models.CharField(max_length=200)),
                ("supplier", models.CharField(max_length=200)),
                ("value", models.DecimalField(decimal_places=2, max_digits=17)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("how", models.CharField(max_length=30)),
                ("explanation", models.CharField(default="", max_length=500)),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="call_offs", to="frameworks.framework"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="call_off_referred_to_once")
                ],
            },
        ),
        *secured(
            "frameworks_framework",
            "frameworks_accessagreement",
            "frameworks_calloff",
            "frameworks_frameworkrate",
            "frameworks_funding",
            "frameworks_cost",
            "frameworks_regimerecord",
            "frameworks_registerrow",
        ),
        *append_only(
            "frameworks_calloff",
            "frameworks_frameworkrate",
            "frameworks_funding",
            "frameworks_cost",
            "frameworks_regimerecord",
            "frameworks_registerrow",
        ),
    ]
