"""What the invented company knows of its customers beside the office's file: hours, days, notes, further places and
people, branches and outlets, since when one is dormant. Written once, all or nothing, by dice of its own."""

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import Account, AccountNote, Anniversary, Contact, Place, StatusChange
from fieldday.demo.company import FAMILY, GIVEN, dice
from fieldday.demo.sorting import own_values
from fieldday.kit.bulk import insert

WHY = "the demo writes down what it invented"
WEEKS: tuple[dict[str, list[list[str]]], ...] = (
    {**{str(n): [["06:00", "13:30"]] for n in range(6)}, "6": []},
    {**{str(n): [["11:00", "14:00"], ["17:00", "21:00"]] for n in range(1, 7)}, "0": []},
    {str(n): [["09:00", "12:00"], ["13:30", "18:00"]] for n in range(5)} | {"5": [["09:00", "12:00"]], "6": []},
    {str(n): [["10:00", "21:30"]] for n in range(7)},
)
NOTES = {
    "need": (
        "想要小包裝，冰箱放不下", "夏天要增加飲料糖漿的量", "希望月底前能送第二趟", "要找比較便宜的炸油",
        "想做聯名活動，要我們提案", "需要外帶盒的報價",
    ),
    "habit": (
        "老闆下午三點以後才有空", "只收現金，不收支票", "喜歡先看試用品再下單", "訂貨都用 LINE，打電話不接",
        "送貨走後門，前面不能停車",
        "週五會點貨，週四去最好", "老闆娘決定進貨，老闆管錢",
    ),
    "other": ("隔壁新開一家同業", "店面明年要搬", "老闆小孩今年考大學", "跟里長很熟，可以幫忙介紹"),
}  # fmt: skip
WHYS = {
    "dormant": ("店面整修中", "改用庫存，暫時不叫貨", "老闆住院，由家人看店"),
    "lost": ("改跟別家拿貨，價差 8%", "結束營業", "被連鎖併購，統一採購"),
    "let_go": ("量太小，送貨不划算",),
}
SECOND = (("會計", "pays"), ("店員", "receives"), ("採購", "buys"), ("老闆娘", "decides"))


def write_down(today: date) -> None:
    """Everything beside the customers; nothing when it is there already."""
    if Anniversary.objects.unscoped(WHY).exists():
        return
    accounts = list(Account.objects.unscoped(WHY).exclude(external_id=None).order_by("external_id"))
    firsts = {row.account_id: row for row in Contact.objects.unscoped(WHY).order_by("-id")}
    made: list[Any] = []
    for account in accounts:
        made += _of(account, firsts.get(account.pk), today)
    with transaction.atomic():
        _related(accounts)
        Account.objects.unscoped(WHY).bulk_update(
            accounts, ["visit_hours", "parent", "dealer", "industry", "fields"], batch_size=200
        )
        for model in (Contact, Anniversary, AccountNote, Place, StatusChange):
            insert([row for row in made if isinstance(row, model)])
        withs = {row.account_id for row in made if isinstance(row, Contact)}
        write_search_rows([account for account in accounts if account.pk in withs])


def _of(account: Account, first: Contact | None, today: date) -> list[Any]:
    roll = dice("known", account.external_id)
    made: list[Any] = []
    if roll.random() < 0.6:
        account.visit_hours = roll.choice(WEEKS)
    account.fields = own_values(account, today)
    if first is not None and roll.random() < 0.4:
        made.append(_birthday(roll, account, first, today))
    if roll.random() < 0.15:
        opened = today - timedelta(days=roll.randint(400, 9000))
        when = {"year": opened.year, "month": opened.month, "day": min(opened.day, 28)}
        made.append(Anniversary(account=account, kind="opening", **when))
    if roll.random() < 0.2:
        title, role = roll.choice(SECOND)
        name = roll.choice(FAMILY) + roll.choice(GIVEN)
        made.append(Contact(account=account, name=name, title=title, role=role, in_charge=False, position=1, uid=""))
    made += _notes(roll, account, today)
    if roll.random() < 0.06:
        made.append(_place(roll, account))
    if account.status in WHYS:
        day = today - timedelta(days=roll.randint(20, 200))
        reason = roll.choice(WHYS[account.status])
        rows = {"status": account.status, "day": day, "at": moment(day), "by": account.owner, "reason": reason}
        made.append(StatusChange(account=account, **rows))
    return made


def _birthday(roll: random.Random, account: Account, contact: Contact, today: date) -> Anniversary:
    """Every third by the lunar calendar, some in the days to come."""
    year = roll.randint(today.year - 68, today.year - 30)
    if roll.random() < 0.35:
        day = {"month": roll.randint(1, 12), "day": roll.randint(1, 30), "lunar": True}
        return Anniversary(account=account, contact=contact, year=year, **day)
    soon = today + timedelta(days=roll.randint(0, 364) if roll.random() < 0.9 else roll.randint(0, 20))
    return Anniversary(account=account, contact=contact, year=year, month=soon.month, day=min(soon.day, 28))


def _notes(roll: random.Random, account: Account, today: date) -> list[AccountNote]:
    notes = []
    for kind, share in (("habit", 0.35), ("need", 0.2), ("other", 0.1)):
        if roll.random() < share:
            day = today - timedelta(days=roll.randint(3, 300))
            text = roll.choice(NOTES[kind])
            retired = roll.random() < 0.1
            row = AccountNote(account=account, kind=kind, text=text, day=day, by=account.owner, at=moment(day))
            row.retired = retired
            notes.append(row)
    return notes


def _place(roll: random.Random, account: Account) -> Place:
    place = Place(account=account, kind=roll.choice(["warehouse", "billing"]), city=account.city)
    place.address = f"{account.address[:6]}建國路 {roll.randint(1, 200)} 號"
    if account.latitude is not None and account.longitude is not None:
        place.latitude = account.latitude + Decimal(roll.randint(-60, 60)) / 10_000
        place.longitude = account.longitude + Decimal(roll.randint(-60, 60)) / 10_000
    return place


def _related(accounts: list[Account]) -> None:
    """In each area: one dealer serves some small shops, and one supermarket has branches."""
    by_owner: dict[tuple[Any, Any], list[Account]] = {}
    for account in accounts:
        by_owner.setdefault((account.owner_id, account.area_id), []).append(account)
    for theirs in by_owner.values():
        dealer = next((one for one in theirs if one.kind == "dealer"), None)
        head = next((one for one in theirs if one.name.endswith("超市")), None)
        roll = dice("related", theirs[0].external_id)
        if dealer:
            for one in theirs:
                if one.kind == "shop" and one.name.endswith(("雜貨", "小吃", "飲料店")) and roll.random() < 0.5:
                    one.dealer = dealer
        if head:
            for one in [one for one in theirs if one is not head and one.name.endswith(("超市", "早餐店"))][:3]:
                one.parent = head


def moment(day: date) -> datetime:
    """Nine in the morning."""
    return timezone.make_aware(datetime.combine(day, time(9)))
