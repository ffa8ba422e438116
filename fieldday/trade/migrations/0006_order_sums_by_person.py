"""A person's orders of some days are summed from the index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trade", "0005_order_amount")]

    operations = [
        migrations.RemoveIndex(model_name="order", name="trade_order_person"),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["person", "ordered_on", "cancelled", "amount"], name="trade_order_by_person"),
        ),
    ]
