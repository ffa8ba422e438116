import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import fieldday.kit.ids


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0010_former_refusals"),
        ("people", "0006_twins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkEdit",
            fields=[
                ("id", models.UUIDField(default=fieldday.kit.ids.new_id, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("status", "status"),
                            ("area", "area"),
                            ("source", "source"),
                            ("join", "join"),
                            ("leave", "leave"),
                            ("own", "own"),
                        ],
                        max_length=16,
                    ),
                ),
                ("value", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("waiting", "waiting"),
                            ("done", "done"),
                            ("undoing", "undoing"),
                            ("undone", "undone"),
                            ("failed", "failed"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("total", models.PositiveIntegerField(default=0)),
                ("done_rows", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                ("lease", models.UUIDField(null=True)),
                ("leased_until", models.DateTimeField(null=True)),
                ("tries", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="BulkRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField()),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("same", "same"),
                            ("refused", "refused"),
                            ("done", "done"),
                            ("stale", "stale"),
                            ("away", "away"),
                            ("undone", "undone"),
                            ("touched", "touched"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="ListTaste",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("columns", models.JSONField(default=list)),
            ],
        ),
        migrations.AddIndex(
            model_name="account",
            index=models.Index(fields=["status", "name", "id", "owner"], name="customers_by_status"),
        ),
        migrations.AddField(
            model_name="bulkedit",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="bulkrow",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.account"
            ),
        ),
        migrations.AddField(
            model_name="bulkrow",
            name="edit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="customers.bulkedit"
            ),
        ),
        migrations.AddField(
            model_name="listtaste",
            name="view",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="customers.view"
            ),
        ),
        migrations.AddIndex(
            model_name="bulkedit",
            index=models.Index(fields=["by", "-at"], name="customers_bulk_edits_of"),
        ),
        migrations.AddIndex(
            model_name="bulkedit",
            index=models.Index(
                condition=models.Q(("state__in", ("waiting", "undoing"))),
                fields=["leased_until"],
                name="customers_bulk_edit_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="bulkrow",
            index=models.Index(fields=["edit", "state", "position"], name="customers_bulk_rows"),
        ),
    ]
