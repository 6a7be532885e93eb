"""A file of events keeps the columns its agreement declared when it came."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("evidence", "0001_initial"),)

    operations = (migrations.AddField("file", "columns", models.JSONField(null=True)),)
