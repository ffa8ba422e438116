"""「其他」 is the last of every list: later entries had come after it."""

from django.db import migrations

BEHIND_ALL = 10_000


def put_last(apps, schema_editor):
    apps.get_model("visits", "Code").objects.filter(code="other", position__lt=BEHIND_ALL).update(position=BEHIND_ALL)


class Migration(migrations.Migration):
    dependencies = [("visits", "0013_waiting")]

    operations = [migrations.RunPython(put_last, migrations.RunPython.noop)]
