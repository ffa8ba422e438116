"""The lists an office starts with: purposes, results, reasons, kinds of market notes."""

from django.db import migrations

# kind, code, counts_as (the rule's word), Traditional Chinese, English
CODES = [
    ("purpose", "new_customer", "", "開發新客戶", "New customer"),
    ("purpose", "market_research", "market_info", "市場調查", "Market research"),
    ("purpose", "collection", "collection", "收款", "Collection"),
    ("purpose", "service", "", "服務", "Service"),
    ("purpose", "complaint", "complaint", "客訴處理", "Complaint handling"),
    ("purpose", "ordering", "order", "訂貨", "Ordering"),
    ("purpose", "other", "", "其他", "Other"),
    ("result", "order", "order", "接到訂單", "Order taken"),
    ("result", "collection", "collection", "收到款項", "Payment collected"),
    ("result", "complaint", "complaint", "客訴有進展", "Complaint moved on"),
    ("result", "quotation", "quotation", "已報價", "Quotation given"),
    ("result", "sample", "sample", "送樣品", "Sample left"),
    ("result", "placement", "placement", "鋪貨陳列", "Placement or display"),
    ("result", "opportunity", "opportunity", "發現商機", "Opportunity"),
    ("result", "market_info", "market_info", "得到市場資訊", "Market information"),
    ("result", "talk", "talk", "一般洽談", "Talk only"),
    ("result", "no_need", "none", "暫無需求", "No need now"),
    ("result", "absent", "none", "負責人不在", "Person in charge absent"),
    ("reason", "customer_cancelled", "customer", "客戶改期", "Customer postponed"),
    ("reason", "company_changed", "company", "公司另有安排", "Company changed it"),
    ("reason", "urgent_complaint", "company", "緊急客訴", "Urgent complaint"),
    ("reason", "no_time", "rep", "時間不夠", "Out of time"),
    ("reason", "traffic", "rep", "交通狀況", "Traffic"),
    ("reason", "weather", "rep", "天候因素", "Weather"),
    ("reason", "other", "rep", "其他", "Other"),
    ("note", "opinion", "", "消費者意見", "Consumer opinion"),
    ("note", "promotion", "", "競品促銷", "Competitor promotion"),
    ("note", "new_product", "", "競品新品", "Competitor new product"),
    ("note", "price", "", "價格", "Price"),
    ("note", "complaint", "", "經銷商抱怨", "Dealer's complaint"),
    ("note", "personnel", "", "客戶人事異動", "Personnel change"),
    ("note", "other", "", "其他", "Other"),
]


def fill(apps, schema_editor):
    code = apps.get_model("visits", "Code")
    rows = [
        code(kind=kind, code=name, counts_as=counts_as, name_zh=zh, name_en=en, position=position)
        for position, (kind, name, counts_as, zh, en) in enumerate(CODES)
    ]
    code.objects.using(schema_editor.connection.alias).bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
