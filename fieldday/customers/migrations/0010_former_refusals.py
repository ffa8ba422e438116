from django.db import migrations, models

import fieldday.kit.ids


class Migration(migrations.Migration):
    dependencies = [("customers", "0009_keys")]

    operations = [
        migrations.CreateModel(
            name="FormerRefusal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=fieldday.kit.ids.new_id, primary_key=True, serialize=False),
                ),
                ("digest", models.CharField(max_length=64)),
                ("channel", models.CharField(max_length=16)),
                ("day", models.DateField()),
            ],
        ),
        migrations.AddConstraint(
            "formerrefusal",
            models.UniqueConstraint(fields=("digest", "channel"), name="customers_former_refusal_once"),
        ),
    ]
