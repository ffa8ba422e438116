"""A day that began with the first arrival, and the reason of stops that are cancelled for leave or training."""

from django.db import migrations, models

NAMES = {"name_zh": "請假或受訓", "name_zh_hans": "请假或培训", "name_en": "Leave or training"}


def fill(apps, schema_editor):
    codes = apps.get_model("visits", "Code").objects.using(schema_editor.connection.alias)
    # As what the company changed: it granted the leave, so the stop counts in no rate.
    codes.get_or_create(kind="reason", code="absence", defaults={"counts_as": "company", "position": 200, **NAMES})


class Migration(migrations.Migration):
    dependencies = [("visits", "0010_signoff_digest")]
    operations = [
        migrations.AddField("attendance", "by_arrival", models.BooleanField(default=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
