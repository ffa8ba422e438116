"""What the lists of the sales day start with: kinds of absence, mileage, a customer's needs and habits."""

from decimal import Decimal

from django.db import migrations

# kind, code, counts_as, Traditional Chinese, Simplified Chinese, English
CODES = [
    ("absence", "annual_leave", "leave", "特休", "年假", "Annual leave"),
    ("absence", "sick_leave", "leave", "病假", "病假", "Sick leave"),
    ("absence", "personal_leave", "leave", "事假", "事假", "Personal leave"),
    ("absence", "other_leave", "leave", "其他假別", "其他假别", "Other leave"),
    ("absence", "business_trip", "trip", "出差", "出差", "Business trip"),
    ("absence", "training", "training", "教育訓練", "培训", "Training"),
    ("expense", "mileage", "", "里程補助", "里程补贴", "Mileage"),
    ("note", "need", "need", "客戶需求", "客户需求", "Customer's need"),
    ("note", "habit", "habit", "客戶習慣", "客户习惯", "Customer's habit"),
    ("note", "news", "news", "客戶動態", "客户动态", "Customer's news"),
]
COUNTS_AS = {  # which part of the daily report a note belongs to
    "opinion": "opinion",
    "promotion": "competitor",
    "new_product": "competitor",
    "price": "competitor",
    "complaint": "complaint",
    "personnel": "news",
    "other": "other",
}


def fill(apps, schema_editor):
    codes = apps.get_model("visits", "Code").objects.using(schema_editor.connection.alias)
    for position, (kind, code, counts_as, zh, hans, en) in enumerate(CODES, start=200):
        names = {"name_zh": zh, "name_zh_hans": hans, "name_en": en}
        codes.get_or_create(kind=kind, code=code, defaults={"counts_as": counts_as, "position": position, **names})
    codes.filter(kind="expense", code="mileage").update(rate=Decimal(6))
    for code, counts_as in COUNTS_AS.items():
        codes.filter(kind="note", code=code, counts_as="").update(counts_as=counts_as)


class Migration(migrations.Migration):
    dependencies = [("visits", "0007_sales_day")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
