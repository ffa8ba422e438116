"""會簽 and answers: a countersigner's remark, and when what came back was read."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

ACTS = (
    *("submitted", "withdrawn", "approved", "deviated", "returned"),
    *("sent", "signed", "countersigned", "remarked", "answered", "reopened"),
)


def read_already(apps, schema_editor):
    """What was answered before anybody could say so is taken as read."""
    apps.get_model("visits", "SignOff").objects.filter(act="answered").update(seen_at=F("at"))


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("visits", "0011_attendance_by_arrival"),
    ]

    operations = [
        migrations.AddField("signoff", "seen_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "signoff",
            "seen_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField("signoff", "act", models.CharField(choices=[(a, a) for a in ACTS], max_length=16)),
        migrations.AddIndex(
            "signoff",
            models.Index(
                condition=models.Q(act__in=("answered", "remarked"), seen_at=None),
                fields=["report"],
                name="visits_signoff_unseen",
            ),
        ),
        migrations.RunPython(read_already, migrations.RunPython.noop),
    ]
