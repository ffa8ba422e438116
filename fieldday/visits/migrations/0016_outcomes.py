from django.db import migrations

import fieldday.kit.fields
from fieldday.visits.keeping import keep_outcomes, leave_outcomes


class Migration(migrations.Migration):
    dependencies = [("visits", "0015_moments")]

    operations = [
        migrations.AddField(
            model_name="visit",
            name="outcomes",
            field=fieldday.kit.fields.KeptText(db_default="", default="", editable=False),
        ),
        migrations.RunPython(keep_outcomes, leave_outcomes),
    ]
