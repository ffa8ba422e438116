from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0006_books_and_exports"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="position",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
