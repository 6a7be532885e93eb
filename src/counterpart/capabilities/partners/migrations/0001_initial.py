from django.db import migrations, models

from counterpart.engines.access.scoped import secured


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hold",
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
                ("reason", models.CharField(max_length=500)),
                ("placed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)), fields=("person_id",), name="hold_one_at_a_time"
                    )
                ],
            },
        ),
        *secured("partners_hold"),
    ]
