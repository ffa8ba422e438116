"""How the invented company sorts its customers: fields of its own with values, groups, segments. By dice of its own, so
that everything else stays as it was; nothing when it is there already."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from fieldday.customers.actions.field_keeping import FieldInput, add_field
from fieldday.customers.actions.group_keeping import add_group, put_in_group
from fieldday.customers.actions.segment_keeping import add_segment
from fieldday.customers.models import Account, Field, Group
from fieldday.demo.company import dice
from fieldday.people.models import Person

WHY = "the demo sorts the customers it invented"
FIELDS = (
    FieldInput(
        "choice", "店面型態", "店面类型", "Kind of place", kinds=("shop",),
        choices=("街邊店｜Street", "市場攤位｜Market stall", "商場櫃位｜Mall", "住宅區｜Residential"),
    ),
    FieldInput(
        "choices", "進貨品項", "进货品类", "Buys",
        choices=("醬料｜Sauces", "油品｜Oils", "飲料糖漿｜Syrups", "冷凍｜Frozen", "包材｜Packaging"),
    ),
    FieldInput("number", "冷藏櫃數", "冷藏柜数", "Fridges", kinds=("shop", "dealer")),
    FieldInput("money", "年毛利", "年毛利", "Margin a year", value_measure=True),
    FieldInput("date", "合約到期日", "合同到期日", "Contract ends"),
    FieldInput("yes_no", "有掛我們的招牌", "挂有我们的招牌", "Has our sign", kinds=("shop",)),
)  # fmt: skip
BUYS = ("sauces", "oils", "syrups", "frozen", "packaging")
# name, who keeps it, with whom it is shared, in which group it lies, out of how many customers one is in it
GROUPS = (
    ("重要客戶", "diana", "company", "", 0),
    ("標竿店", "diana", "company", "重要客戶", 40),
    ("年約客戶", "diana", "company", "重要客戶", 25),
    ("中秋禮盒名單", "oscar", "company", "", 12),
    ("新品試用店", "bob", "team", "", 6),
)


def own_values(account: Account, today: date) -> dict[str, Any]:
    """What a customer has of the company's own fields, as they are kept."""
    roll = dice("own", account.external_id)
    if account.status == "prospect" or roll.random() < 0.2:
        return {}
    values: dict[str, Any] = {"buys": [BUYS[n] for n in sorted(roll.sample(range(len(BUYS)), roll.randint(1, 3)))]}
    if account.kind == "shop":
        values["kind_of_place"] = roll.choice(("street", "street", "market_stall", "mall", "residential"))
        values["has_our_sign"] = roll.random() < 0.35
    if roll.random() < 0.7:
        values["fridges"] = str(roll.choice((1, 1, 2, 2, 3, 4, 6)))
    if account.potential:
        values["margin_a_year"] = str(int(account.potential) * roll.randint(8, 24) // 100 // 1000 * 1000)
    if roll.random() < 0.3:
        values["contract_ends"] = (today + timedelta(days=roll.randint(-20, 400))).isoformat()
    return values


def define_fields(at: datetime) -> None:
    """The company's own fields, by its administrator."""
    if Field.objects.exists():
        return
    ada = Person.objects.unscoped(WHY).get(external_id="ada")
    for said in FIELDS:
        add_field(by=ada, said=said, at=at)


def put_together(at: datetime) -> None:
    """Groups with their customers, and the segments that ask for them."""
    if Group.objects.unscoped(WHY).exists():
        return
    people = {one.external_id: one for one in Person.objects.unscoped(WHY).select_related("team")}
    made: dict[str, Group] = {}
    for name, keeper, share, above, rarity in GROUPS:
        by = people[keeper]
        group = add_group(by=by, name=name, share=share, parent_id=made[above].pk if above else None, at=at)
        made[name] = group
        if rarity and (members := _members(by, name, rarity)):
            put_in_group(by=by, group_id=group.pk, account_ids=members, at=at)
    for name, keeper, share, condition in _segments(made):
        add_segment(by=people[keeper], name=name, share=share, condition={"all": condition}, at=at)


def _members(by: Person, name: str, rarity: int) -> list[UUID]:
    rows = Account.objects.visible_to(by).filter(status="active").exclude(external_id=None).order_by("external_id")
    return [pk for pk, number in rows.values_list("pk", "external_id") if dice(name, number).randrange(rarity) == 0]


def _segments(made: dict[str, Group]) -> list[tuple[str, str, str, list[dict[str, Any]]]]:
    active = {"field": "status", "op": "in", "value": ["active"]}
    return [
        (
            "重要客戶 30 天沒拜訪", "diana", "company",
            [{"field": "group", "op": "in", "value": [str(made["重要客戶"].pk)]},
             {"field": "last_visit", "op": "not_within", "value": 30}],
        ),
        (
            "潛力大、近 90 天訂得少", "diana", "company",
            [active, {"field": "potential", "op": "at_least", "value": "900000"},
             {"field": "order_amount", "op": "at_most", "value": {"figures": "20000", "days": 90}}],
        ),
        (
            "合約 60 天內到期", "oscar", "company",
            [active, {"field": "own.contract_ends", "op": "coming", "value": 60}],
        ),
    ]  # fmt: skip
