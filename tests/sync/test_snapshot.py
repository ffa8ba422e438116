"""What lies on a phone in the tiny world, and that only what differs is sent again."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fieldday.customers.models import Account, AccountNote, Consent, Contact
from fieldday.sync import snapshot
from fieldday.sync.parts import part_of
from fieldday.trade.models import Product, Target
from fieldday.visits.models import Code, Companion, Deviation, Expense, SignOff, Visit
from tests.sync.test_door import ask
from tests.world import FRIDAY, MONDAY, NOW, TUESDAY, moment, order

pytestmark = pytest.mark.django_db


def rows(answer, kind):
    """The records of one kind of an answer, by id."""
    return {row["id"]: row for part in answer.json()["parts"] if part["kind"] == kind for row in part["rows"]}


def digests(answer, had=None):
    """What a phone has after an answer."""
    has = {kind: dict(parts) for kind, parts in (had or {}).items()}
    for part in answer.json()["parts"]:
        if part["digest"]:
            has.setdefault(part["kind"], {})[part["part"]] = part["digest"]
        else:
            del has[part["kind"]][part["part"]]
    return has


def differing(client, had):
    """(kind, part) of what an answer brings to a phone that has these, and what it has then."""
    answer = ask(client, had)
    return {(part["kind"], part["part"]) for part in answer.json()["parts"]}, digests(answer, had)


def test_a_customer_with_all_that_a_visit_needs(world, signed_in):
    lotus = world.lotus
    lotus.payment_terms, lotus.credit_limit, lotus.city = "月結 60 天", Decimal(50000), "台北市"
    lotus.visit_hours = {"0": [["09:00", "12:00"]]}
    lotus.save()
    AccountNote.objects.create(account=lotus, kind="habit", text="下午才在", day=MONDAY, at=NOW)
    AccountNote.objects.create(account=lotus, kind="need", text="過時", day=MONDAY, at=NOW, retired=True)
    Contact.objects.create(account=lotus, name="離職的", retired=True)
    found = rows(ask(signed_in(world.alice)), "account")
    assert set(found) == {str(world.lotus.pk), str(world.dawn.pk)}
    row = found[str(lotus.pk)]
    assert (row["name"], row["number"], row["dial"], row["own"]) == ("蓮花藥局", "C1", "0223456789", True)
    assert row["place"] == [25.0478, 121.517] and row["area"] == "北區" and row["hours"] == lotus.visit_hours
    assert row["address"] == "台北市中山路 1 號" and row["terms"] == "月結 60 天" and row["creditLimit"] == "50000"
    assert [(one["name"], one["dial"]) for one in row["contacts"]] == [("王蓮花", "0912345678")]
    assert row["lastVisit"] == {
        "day": "2026-11-20", "by": "Alice", "results": ["order", "collection"], "summary": "蓮花藥局談了年節檔期",
    }  # fmt: skip
    line = {"product": world.soap.pk, "name": "白蘭洗衣精", "quantity": "2", "price": "100", "discount": ""}
    assert row["lastOrder"] == {"day": "2026-11-20", "amount": "200", "lines": [line]}
    assert row["month"] == {"ordered": "200", "collected": "1500.5"}
    assert [(one["kind"], one["text"]) for one in row["notes"]] == [
        ("habit", "下午才在"),
        ("promotion", "蓮花藥局對面買一送一"),
    ]
    assert "蓮花藥局" in row["sought"] and "0223456789" in row["sought"]


def test_the_last_notes_are_few_and_the_newest(world, signed_in):
    for n in range(9):
        AccountNote.objects.create(
            account=world.dawn, kind="other", text=f"n{n}", day=FRIDAY + timedelta(n - 9), at=NOW
        )
    found = rows(ask(signed_in(world.alice)), "account")[str(world.dawn.pk)]
    assert [one["text"] for one in found["notes"]] == ["n8", "n7", "n6", "n5", "n4"]


def test_a_cancelled_order_is_not_the_last_one(world, signed_in):
    order(world.lotus, world.adam, world.tea, MONDAY)
    last = rows(ask(signed_in(world.alice)), "account")[str(world.lotus.pk)]["lastOrder"]
    assert (last["day"], last["amount"]) == ("2026-11-23", "500")
    gone = order(world.lotus, world.adam, world.soap, TUESDAY)
    gone.cancelled = True
    gone.save()
    assert rows(ask(signed_in(world.alice)), "account")[str(world.lotus.pk)]["lastOrder"] == last


def test_refused_channels_stand_beside_whom_they_concern(world, signed_in):
    contact = Contact.objects.unscoped("test").get(account=world.lotus)
    said = {"given": False, "day": FRIDAY, "at": moment(FRIDAY)}
    Consent.objects.create(account=world.lotus, contact=contact, channel="line", **said)
    Consent.objects.create(account=world.dawn, channel="phone", **said)
    inner = Contact.objects.create(account=world.dawn, name="店員")
    found = rows(ask(signed_in(world.alice)), "account")
    lotus, dawn = found[str(world.lotus.pk)], found[str(world.dawn.pk)]
    assert lotus["refused"] == [] and lotus["contacts"][0]["refused"] == ["line"]
    assert dawn["refused"] == ["phone"]
    assert [(one["id"], one["refused"]) for one in dawn["contacts"]] == [(str(inner.pk), ["phone"])]


def test_the_days_with_their_plans_and_reports(world, signed_in):
    Deviation.objects.create(
        stop=world.alices.stops[1], reason=Code.objects.get(kind="reason", code="no_time"), note="塞車",
        by=world.alice, at=NOW,
    )  # fmt: skip
    found = rows(ask(signed_in(world.alice)), "day")
    assert set(found) == {f"2026-11-{n}" for n in range(16, 25)}
    friday, monday, sunday = found["2026-11-20"], found["2026-11-23"], found["2026-11-22"]
    assert friday["plan"]["status"] == "approved" and friday["report"]["status"] == "sent"
    assert friday["report"]["reflections"] == "Alice 明天早點出門" and friday["report"]["version"] == 1
    assert friday["stops"][0]["visit"] == str(world.alices.visit.pk)
    assert monday["plan"] == {
        "id": str(world.alices.plan.pk), "status": "submitted", "version": 1, "comment": "", "by": "",
        "note": "Alice 週一走老街",
    }  # fmt: skip
    first, second = monday["stops"]
    assert (first["account"], first["name"], first["startsAt"]) == (str(world.lotus.pk), "蓮花藥局", "09:30")
    assert set(first["purposes"]) == {"ordering", "collection"} and first["expectedOrder"] == "5000"
    assert (second["account"], second["area"], second["reason"], second["reasonNote"]) == (
        None,
        "北區",
        "no_time",
        "塞車",
    )
    assert first["areaId"] is None and second["areaId"] == world.north.pk
    assert sunday["plan"] is None and sunday["report"]["id"] is None and sunday["report"]["status"] == "none"
    assert monday["report"]["due"] == "2026-11-23T21:00:00+08:00"


def test_what_the_superior_said_comes_along(world, signed_in):
    report, plan = world.alices.report, world.alices.plan
    report.status, plan.status = "returned", "returned"
    report.save()
    plan.save()
    facts = {"by": world.bob, "at": NOW, "paper_version": 1, "digest": "0" * 64}
    SignOff.objects.create(report=report, act="returned", comment="請補心得", **facts)
    SignOff.objects.create(plan=plan, act="returned", comment="太少", **facts)
    found = rows(ask(signed_in(world.alice)), "day")
    assert found["2026-11-20"]["report"]["returned"] == {"by": "Bob", "text": "請補心得"}
    assert (found["2026-11-23"]["plan"]["by"], found["2026-11-23"]["plan"]["comment"]) == ("Bob", "太少")


def test_on_a_friday_the_next_working_day_is_there_too(world, signed_in, at_time):
    at_time(moment(FRIDAY))
    found = rows(ask(signed_in(world.alice)), "day")
    assert {"2026-11-20", "2026-11-21", "2026-11-23"} <= set(found) and "2026-11-22" not in found


def test_a_visit_as_its_form_would_type_it(world, signed_in):
    [visit] = rows(ask(signed_in(world.alice)), "visit").values()
    made = world.alices.visit
    assert visit["id"] == str(made.pk) and visit["account"] == str(world.lotus.pk) and visit["name"] == "蓮花藥局"
    assert visit["arrivedAt"] == "2026-11-20T09:31:00+08:00" and visit["leftAt"] == "2026-11-20T10:00:00+08:00"
    assert (visit["channel"], visit["where"], visit["distanceM"]) == ("", "verified", 12)
    assert visit["writable"] is False  # its day's report lies with Bob
    assert (visit["results"], visit["amount"], visit["method"]) == (["order", "collection"], "1500.5", "現金")
    assert [(line["product"], line["quantity"]) for line in visit["lines"]] == [(world.soap.pk, "2")]
    assert (visit["nextStep"], visit["nextStepOn"], visit["met"]) == ("送報價單", "2026-11-24", True)
    assert [photo["id"] for photo in visit["photos"]] == [str(world.alices.photo.pk)]


def test_an_open_visit_is_there_whatever_its_day(world, signed_in):
    long_ago = FRIDAY - timedelta(days=30)
    facts = {"person": world.alice, "account": world.dawn, "day": long_ago, "arrived_at": moment(long_ago)}
    old = Visit.objects.create(left_at=moment(long_ago, 10), **facts)
    opened = Visit.objects.create(**facts)
    found = rows(ask(signed_in(world.alice)), "visit")
    assert str(opened.pk) in found and str(old.pk) not in found
    assert found[str(opened.pk)]["leftAt"] == "" and found[str(opened.pk)]["writable"] is True


def test_what_one_came_along_to_is_its_makers(world, signed_in):
    Companion.objects.create(visit=world.alices.visit, person=world.bob, by=world.alice, at=NOW)
    [visit] = rows(ask(signed_in(world.bob)), "visit").values()
    assert (visit["joined"], visit["by"], visit["writable"], visit["stop"]) == (True, "Alice", False, None)
    assert visit["lines"] == [] and visit["amount"] == "" and visit["with"] == []


def test_what_the_days_cost(world, signed_in):
    kind = Code.objects.get(kind="expense", code="parking")
    Expense.objects.create(person=world.alice, day=MONDAY - timedelta(8), kind=kind, amount=Decimal(9), at=NOW)
    [expense] = rows(ask(signed_in(world.alice)), "expense").values()
    assert (expense["kind"], expense["amount"], expense["day"]) == ("parking", "60", "2026-11-18")
    assert (expense["receipts"], expense["version"], expense["visit"]) == (0, 1, None)


def test_lists_products_and_areas(world, signed_in):
    Product.objects.create(external_id="P9", name="停售", retired=True)
    answer = ask(signed_in(world.alice))
    products, codes = rows(answer, "product"), rows(answer, "code")
    assert set(products) == {world.soap.pk, world.tea.pk}
    assert products[world.soap.pk]["price"] == "100" and "60" not in products[world.soap.pk].values()
    assert codes["result:order"]["counts"] == "order" and codes["result:order"]["name"] == "Order taken"
    assert "asked" not in codes["result:order"] and any(one.get("asked") for one in codes.values())


def test_the_areas_offered_are_those_that_a_new_customer_may_lie_in(world, signed_in):
    def named(person):
        return {one["name"] for one in rows(ask(signed_in(person)), "area").values()}

    assert (named(world.alice), named(world.charlie)) == ({"北區"}, {"南區"})


def test_who_the_phone_belongs_to(world, signed_in):
    Target.objects.create(person=world.alice, metric="bookings", month=MONDAY.replace(day=1), amount=Decimal(9000))
    [me] = rows(ask(signed_in(world.alice)), "me").values()
    assert (me["id"], me["name"], me["role"], me["today"]) == (world.alice.pk, "Alice", "rep", "2026-11-23")
    assert me["month"] == {"ordered": "200", "orderTarget": "9000", "collected": "1500.5", "collectionTarget": ""}


@pytest.mark.parametrize("name", ["diana", "oscar", "ada", "mona"])
def test_who_has_no_customers_has_his_days_and_the_lists(name, world, signed_in):
    answer = ask(signed_in(world.people[name]))
    assert rows(answer, "me") and rows(answer, "day") and rows(answer, "code")
    assert not rows(answer, "account") and not rows(answer, "visit")


def test_who_visits_nobody_has_himself_alone(world, signed_in):
    answer = ask(signed_in(world.uma))
    assert {part["kind"] for part in answer.json()["parts"]} == {"me"}


def test_nothing_comes_twice_and_a_change_brings_its_part_alone(world, signed_in):
    client = signed_in(world.alice)
    had = digests(ask(client))
    assert differing(client, had) == (set(), had)
    Contact.objects.create(account=world.dawn, name="新來的")
    came, had = differing(client, had)
    assert came == {("account", part_of(world.dawn.pk))}
    world.alices.expense.amount = Decimal(75)
    world.alices.expense.save()
    came, had = differing(client, had)
    assert came == {("expense", part_of(world.alices.expense.pk))}
    assert differing(client, had) == (set(), had)


def test_what_leaves_sight_leaves_the_phone(world, signed_in):
    client = signed_in(world.alice)
    had = digests(ask(client))
    Account.objects.unscoped("test").filter(pk=world.dawn.pk).update(owner=world.charlie)
    answer = ask(client, had)
    stays = {str(world.lotus.pk)} if part_of(world.lotus.pk) == part_of(world.dawn.pk) else set()  # ids are by chance
    [part] = answer.json()["parts"]
    assert (part["kind"], part["part"]) == ("account", part_of(world.dawn.pk))
    assert {row["id"] for row in part["rows"]} == stays and bool(part["digest"]) == bool(stays)
    assert str(world.dawn.pk) in rows(ask(signed_in(world.charlie)), "account")
    had = digests(answer, had)
    assert (part_of(world.dawn.pk) in had["account"]) == bool(stays) and differing(client, had)[0] == set()


def test_ones_own_visit_stays_when_its_customer_goes_to_others(world, signed_in):
    Account.objects.unscoped("test").filter(pk=world.lotus.pk).update(owner=world.charlie)
    answer = ask(signed_in(world.alice))
    assert str(world.lotus.pk) not in rows(answer, "account")
    [visit] = rows(answer, "visit").values()
    assert visit["name"] == "蓮花藥局" and "王蓮花" not in answer.content.decode()


def test_a_customer_of_the_team_is_there_when_ones_day_names_it(world, signed_in):
    world.alices.stops[0].plan.person = world.bob
    world.alices.stops[0].plan.save()
    found = rows(ask(signed_in(world.bob)), "account")
    assert {pk: one["own"] for pk, one in found.items()} == {str(world.harbour.pk): True, str(world.lotus.pk): False}


def test_a_colleagues_customer_on_the_phone_was_looked_at(world, signed_in, monkeypatch):
    looks = []
    monkeypatch.setattr(snapshot, "note_look", lambda reader, pk, *, day, at: looks.append((reader.pk, pk, day)))
    world.alices.stops[0].plan.person = world.bob
    world.alices.stops[0].plan.save()
    client = signed_in(world.bob)
    had = digests(ask(client))
    assert looks == [(world.bob.pk, world.lotus.pk, MONDAY)]
    ask(client, had)
    assert len(looks) == 1  # nothing of it was sent again


def test_what_a_phone_names_that_never_was_goes(world, signed_in):
    had = {"account": {"63": "x", "64": "y", "../": "z"}, "nothing": {"1": "x"}, "code": {}}
    answer = ask(signed_in(world.uma), had)
    assert [part for part in answer.json()["parts"] if part["kind"] != "me"] == [
        {"kind": "account", "part": "63", "digest": "", "rows": []}
    ]
