"""The days on which somebody visited are found without the visits themselves."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("visits", "0016_outcomes")]

    operations = [
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                fields=["person", "day"], condition=Q(channel="visit", shut=False), name="visits_worked"
            ),
        ),
    ]
