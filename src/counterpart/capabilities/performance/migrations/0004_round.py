import django.db.models.deletion
from django.db import migrations, models

from counterpart.engines.access.scoped import append_only, secured


class Migration(migrations.Migration):
    dependencies = [
        ("performance", "0003_sayings"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceShare",
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
                ("service_area", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=12)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=17)),
                ("source", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("party", models.CharField(max_length=40)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ActionPlan",
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
                ("indicator", models.CharField(max_length=60)),
                ("year", models.CharField(max_length=10)),
                ("version", models.PositiveIntegerField()),
                ("actions", models.CharField(max_length=4000)),
                ("digest", models.CharField(max_length=64)),
                ("written_on", models.DateField()),
                ("written_by", models.UUIDField()),
                ("stood_in_for", models.JSONField(default=list)),
                ("party", models.CharField(max_length=40)),
                ("signed_on", models.DateField(null=True)),
                ("signed_by", models.UUIDField(null=True)),
                ("signed_for", models.CharField(default="", max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement_id", "indicator", "year", "version"), name="plan_of_an_indicator_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetRound",
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
                ("year", models.CharField(max_length=10)),
                ("state", models.CharField(max_length=12)),
                ("opened_on", models.DateField()),
                ("propose_by", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement_id", "reference"), name="round_referred_to_once"),
                    models.UniqueConstraint(fields=("agreement_id", "year"), name="round_of_a_year_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SoughtTarget",
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
                ("indicator", models.CharField(max_length=60)),
                ("state", models.CharField(max_length=16)),
                ("version", models.PositiveIntegerField(default=0)),
                ("target", models.CharField(default="", max_length=60)),
                ("why", models.CharField(default="", max_length=500)),
                ("priorities", models.CharField(default="", max_length=500)),
                ("beside", models.JSONField(default=dict)),
                ("findings", models.JSONField(default=list)),
                ("proposed_by", models.UUIDField(null=True)),
                ("stood_in_for", models.JSONField(default=list)),
                ("change", models.CharField(default="", max_length=40)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="performance.targetround",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TargetStep",
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
                ("verb", models.CharField(max_length=20)),
                ("on", models.DateField()),
                ("person_id", models.UUIDField()),
                ("stood_in_for", models.JSONField(default=list)),
                ("party", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=60)),
                ("words", models.CharField(default="", max_length=500)),
                ("version", models.PositiveIntegerField()),
                ("target", models.CharField(default="", max_length=60)),
                (
                    "sought",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="performance.soughttarget"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="soughttarget",
            constraint=models.UniqueConstraint(fields=("round", "indicator"), name="target_sought_once"),
        ),
        *secured(
            "performance_targetround",
            "performance_soughttarget",
            "performance_targetstep",
            "performance_actionplan",
            "performance_serviceshare",
        ),
        *append_only("performance_targetstep", "performance_serviceshare"),
    ]
