"""Expense kinds and stock phrases to start with, and the first lists in Simplified Chinese."""

from django.db import migrations

# kind, code, Traditional Chinese, Simplified Chinese, English
MORE = [
    ("expense", "transport", "交通", "交通", "Transport"),
    ("expense", "parking", "停車", "停车", "Parking"),
    ("expense", "meals", "餐飲", "餐饮", "Meals"),
    ("expense", "lodging", "住宿", "住宿", "Lodging"),
    ("expense", "samples", "樣品", "样品", "Samples"),
    ("expense", "other", "其他", "其他", "Other"),
    ("phrase", "well_done", "做得好，請繼續保持。", "做得好，请继续保持。", "Well done, keep it up."),
    (
        "phrase",
        "collection",
        "款項請於本週內收回。",
        "款项请在本周内收回。",
        "Follow up on the collection this week.",
    ),
    (
        "phrase",
        "ring_first",
        "出發前先打電話，避免撲空。",
        "出发前先打电话，避免白跑一趟。",
        "Ring before you go, so that nobody finds it shut.",
    ),
    ("phrase", "quotation", "請追蹤報價進度。", "请跟进报价进度。", "Follow up on the quotation."),
    ("phrase", "talk", "明早找我討論。", "明天早上来找我讨论。", "Let us talk tomorrow morning."),
]
SIMPLIFIED = {
    "purpose": {
        "new_customer": "开发新客户",
        "market_research": "市场调查",
        "collection": "收款",
        "service": "服务",
        "complaint": "客诉处理",
        "ordering": "订货",
        "other": "其他",
    },
    "result": {
        "order": "接到订单",
        "collection": "收到款项",
        "complaint": "客诉有进展",
        "quotation": "已报价",
        "sample": "送样品",
        "placement": "铺货陈列",
        "opportunity": "发现商机",
        "market_info": "得到市场信息",
        "talk": "一般洽谈",
        "no_need": "暂无需求",
        "absent": "负责人不在",
    },
    "reason": {
        "customer_cancelled": "客户改期",
        "company_changed": "公司另有安排",
        "urgent_complaint": "紧急客诉",
        "no_time": "时间不够",
        "traffic": "交通状况",
        "weather": "天气原因",
        "other": "其他",
    },
    "note": {
        "opinion": "消费者意见",
        "promotion": "竞品促销",
        "new_product": "竞品新品",
        "price": "价格",
        "complaint": "经销商投诉",
        "personnel": "客户人事变动",
        "other": "其他",
    },
}


def fill(apps, schema_editor):
    codes = apps.get_model("visits", "Code").objects.using(schema_editor.connection.alias)
    for kind, names in SIMPLIFIED.items():
        for code, name in names.items():
            codes.filter(kind=kind, code=code, name_zh_hans="").update(name_zh_hans=name)
    for position, (kind, code, zh, hans, en) in enumerate(MORE, start=100):
        codes.get_or_create(
            kind=kind,
            code=code,
            defaults={"name_zh": zh, "name_zh_hans": hans, "name_en": en, "position": position},
        )


class Migration(migrations.Migration):
    dependencies = [("visits", "0004_more_lists")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
