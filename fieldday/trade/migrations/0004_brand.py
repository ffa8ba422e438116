from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trade", "0003_sums_by_person")]

    operations = [
        migrations.AddField(
            model_name="product",
            name="brand",
            field=models.CharField(blank=True, max_length=120),
        ),
    ]
