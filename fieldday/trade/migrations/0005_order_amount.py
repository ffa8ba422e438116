from django.db import migrations, models
from django.db.models import Q

import fieldday.kit.fields
from fieldday.trade.keeping import keep_amounts, leave_amounts


class Migration(migrations.Migration):
    dependencies = [("trade", "0004_brand")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="amount",
            field=fieldday.kit.fields.MoneyField(default=0, editable=False),
        ),
        migrations.RemoveIndex(model_name="order", name="trade_order_day"),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=Q(cancelled=False), fields=["ordered_on", "person", "amount"], name="trade_order_sums"
            ),
        ),
        migrations.RunPython(keep_amounts, leave_amounts),
    ]
