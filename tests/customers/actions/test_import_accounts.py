"""Customers from a file: what is kept, what is flagged, what is rejected, and what stands beside them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from fieldday.customers.actions import import_accounts as module
from fieldday.customers.actions.import_accounts import import_accounts
from fieldday.customers.models import Account, AccountSearch, Contact, Ownership
from fieldday.kit.actors import SYSTEM
from fieldday.kit.refusals import Refused
from fieldday.kit.search import found
from fieldday.people.models import Area
from fieldday.people.questions.company import the_company
from fieldday.trail.models import Event
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db
FULL = {
    "external_id": "C100", "name": "日和股份有限公司", "kind": "公司", "status": "潛在", "tax_id": "04595257",
    "phone": "02-2345-6789", "email": "a@example.com", "address": "中山路 1 號", "city": "台北市", "area": "北區",
    "latitude": "25.04780004", "longitude": "121.517", "owner": "alice", "credit_limit": "NT$ 120,000",
    "source": "展覽", "note": "月結 30 天",
    "contact_name": "王日和", "contact_title": "店長", "contact_phone": "0912-345-678",
}  # fmt: skip


def bring(*rows, by=SYSTEM, at=NOW, **more):
    return import_accounts(by=by, rows=rows, at=at, **more)


def row(external_id="C100", name="日和", **more):
    return {"external_id": external_id, "name": name, **more}


def account(external_id="C100"):
    return Account.objects.unscoped("test").get(external_id=external_id)


def counts(report):
    return (report.created, report.updated, report.unchanged, report.rejected)


def wrong(report):
    return [(e.row, e.reason.field, e.reason.code) for e in report.errors]


def search(text):
    return [one.account.external_id for one in found(AccountSearch.objects.all(), text).select_related("account")]


def test_every_field_is_kept(world):
    assert counts(bring(FULL)) == (1, 0, 0, 0)
    one = account()
    assert (one.name, one.kind, one.status, one.source, one.note) == (
        "日和股份有限公司", "company", "prospect", "展覽", "月結 30 天",
    )  # fmt: skip
    assert (one.tax_id, one.tax_id_checks, one.phone, one.phone_checks) == ("04595257", True, "02-2345-6789", True)
    assert (one.area, one.owner, one.credit_limit) == (world.north, world.alice, Decimal("120000.00"))
    assert one.place == (25.0478, 121.517)
    contact = Contact.objects.unscoped("test").get(account=one)
    assert (contact.name, contact.title, contact.phone) == ("王日和", "店長", "0912-345-678")
    assert [(o.owner_id, o.since) for o in one.ownerships.unscoped("test")] == [(world.alice.pk, MONDAY)]
    for text in ("日和", "c100", "0223456789", "045952", "中山"):
        assert search(text)[-1:] == ["C100"] or "C100" in search(text), text
    event = Event.objects.get(verb="customers.account.imported")
    assert (event.account_id, event.day, event.by_id, event.noun_id) == (one.pk, MONDAY, None, str(one.pk))
    assert event.changes["created"] is True
    assert event.changes["changed"]["owner_id"] == world.alice.pk


def test_the_same_twice_is_unchanged_however_it_is_written(world):
    bring(FULL)
    events = Event.objects.count()
    again = FULL | {
        "name": " 日和股份有限公司　", "credit_limit": "120000.000", "latitude": "25.0478000", "kind": "COMPANY",
        "area": "N", "phone": "", "note": "月結  30 天", "contact_title": "",
    }  # fmt: skip
    assert counts(bring(again)) == (0, 0, 1, 0)
    assert Event.objects.count() == events
    assert account().version == 1


def test_a_change_is_written_with_what_it_was(world):
    bring(FULL)
    bring(row(name="日和商行", phone="07-345-6789", contact_title="老闆"), at=NOW + timedelta(days=1))
    one = account()
    assert (one.name, one.phone, one.version, one.tax_id) == ("日和商行", "07-345-6789", 2, "04595257")
    assert Contact.objects.unscoped("test").get(account=one).title == "老闆"
    assert search("日和商行") == search("073456789")[-1:] == ["C100"]
    assert search("股份") == []
    event = Event.objects.filter(verb="customers.account.imported").latest("id")
    assert event.day == MONDAY + timedelta(days=1)
    assert event.changes == {
        "created": False,
        "changed": {
            "name": ["日和股份有限公司", "日和商行"],
            "phone": ["02-2345-6789", "07-345-6789"],
            "contact_title": ["店長", "老闆"],
        },
    }


def test_a_new_owner_counts_from_the_import_on(world):
    bring(row("C1", owner="bob"))
    spans = world.lotus.ownerships.unscoped("test").order_by("since").values_list("owner", "since")
    assert list(spans) == [(world.alice.pk, date(2026, 1, 1)), (world.bob.pk, MONDAY)]
    bring(row("C1", owner="adam"))  # again on the same day
    assert [owner for owner, _ in spans.all()] == [world.alice.pk, world.adam.pk]
    assert Account.objects.visible_to(world.adam).filter(external_id="C1").exists()


def test_without_an_owner_there_is_none_to_know(world):
    assert counts(bring(row())) == (1, 0, 0, 0)
    assert not Ownership.objects.unscoped("test").filter(account=account()).exists()
    bring(row(owner="alice"))
    assert Ownership.objects.unscoped("test").get(account=account()).owner_id == world.alice.pk


def test_what_is_wrong_is_rejected_at_its_field(world):
    report = bring(
        row("R1", owner="nobody"),
        row("R2", latitude="25.1"),
        row("R3", longitude="121.5"),
        row("R4", latitude="91", longitude="121"),
        row("R5", latitude="121.5", longitude="25"),
        row("R6", credit_limit="-1"),
        row("R7", credit_limit="much"),
        row("R8", kind="planet"),
        row("R9", name=""),
        {"external_id": "", "name": "no id"},
        row("R" * 61),
        row("RC", contact_phone="0912345678"),
        row("GOOD"),
        row("GOOD", name="twice"),
    )
    assert wrong(report) == [
        (1, "owner", "people.person.unknown"),
        (2, "longitude", "customers.account.half_a_place"),
        (3, "latitude", "customers.account.half_a_place"),
        (4, "latitude", "kit.coordinate.out_of_range"),
        (5, "latitude", "kit.coordinate.out_of_range"),
        (6, "credit_limit", "kit.import.negative"),
        (7, "credit_limit", "kit.amount.not_an_amount"),
        (8, "kind", "kit.import.not_one_of"),
        (9, "name", "kit.import.needed"),
        (10, "external_id", "kit.import.needed"),
        (11, "external_id", "kit.import.too_long"),
        (12, "contact_name", "kit.import.needed"),
        (14, "external_id", "kit.import.repeated"),
    ]
    assert counts(report) == (1, 0, 0, 13)
    assert account("GOOD").name == "日和"


def test_a_tax_id_and_a_phone_that_do_not_check_are_kept_and_flagged(world):
    report = bring(row(tax_id="1234-5678", phone="12"), row("C101", tax_id="04595257", phone="02-2345-6789"))
    assert counts(report) == (2, 0, 0, 0)
    assert [(w.row, w.reason.field) for w in report.warnings] == [(1, "tax_id"), (1, "phone")]
    one = account()
    assert (one.tax_id, one.tax_id_checks, one.phone, one.phone_checks) == ("12345678", False, "12", False)
    assert account("C101").tax_id_checks


def test_shops_of_one_company_share_its_tax_id(world):
    assert counts(bring(row("S1", tax_id="04595257"), row("S2", tax_id="04595257"))) == (2, 0, 0, 0)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("門市", "shop"),
        ("店家", "shop"),
        ("經銷商", "dealer"),
        ("個人", "person"),
        ("Shop", "shop"),
        ("公司", "company"),
    ],
)
def test_kinds_in_the_words_of_the_office(world, said, kind):
    bring(row(kind=said))
    assert account().kind == kind


def test_an_area_nobody_knows_is_made_once_and_only_for_good_rows(world):
    bring(row("A1", area="東區"), row("A2", area="東區"), row("A3", area="西區", owner="nobody"))
    assert Area.objects.filter(name="東區").count() == 1
    assert not Area.objects.filter(name="西區").exists()


def test_a_formula_stays_the_text_it_is(world):
    name = '=HYPERLINK("http://example.com","x")'
    bring(row(name=name, note="@SUM(A1)", source="-5"))
    assert (account().name, account().note, account().source) == (name, "@SUM(A1)", "-5")


def test_a_dry_run_says_the_same_and_keeps_nothing(world):
    rows = [
        FULL,
        row("C1", name="新名字", area="東區", owner="bob"),
        row("C2", name="晨光商行"),
        row("X", owner="nobody"),
    ]
    before = list(Account.objects.unscoped("test").order_by("pk").values())
    dry = bring(*rows, dry_run=True)
    assert list(Account.objects.unscoped("test").order_by("pk").values()) == before
    assert not Event.objects.exists()
    assert not Area.objects.filter(name="東區").exists()
    assert bring(*rows) == dry
    assert counts(dry) == (1, 1, 1, 1)


def test_amounts_are_read_in_the_companys_currency(world):
    company = the_company()
    company.currency = "USD"
    company.save()
    assert wrong(bring(row(credit_limit="NT$ 5"))) == [(1, "credit_limit", "kit.amount.not_an_amount")]
    assert counts(bring(row(credit_limit="US$ 5"))) == (1, 0, 0, 0)


def test_another_import_may_take_a_key_between_look_and_insert(world, monkeypatch):
    """The transaction is tried again, and finds the row that came first."""
    seen = []
    stored = module._Accounts.stored

    def stored_late(self, drafts):
        rows = stored(self, drafts)
        seen.append(rows)
        return rows if len(seen) > 1 else {}

    monkeypatch.setattr(module._Accounts, "stored", stored_late)
    Account.objects.create(external_id="C100", name="先到", created_at=NOW)
    assert counts(bring(row(name="後到"))) == (0, 1, 0, 0)
    assert account().name == "後到"


def test_more_rows_than_one_transaction_holds(world):
    rows = [row(f"M{n}", area=f"區{n % 7}", owner="alice") for n in range(1103)]
    heard = []
    assert counts(bring(*rows, progress=heard.append)) == (1103, 0, 0, 0)
    assert heard == [500, 1000, 1103]
    assert AccountSearch.objects.filter(account__external_id__startswith="M").count() == 1103
    assert counts(bring(*rows, row("M5"))) == (0, 0, 1103, 1)


def test_a_file_without_a_column_that_new_rows_need(world):
    with pytest.raises(Refused) as refused:
        bring({"external_id": "N1", "phone": "02-2345-6789"})
    assert (refused.value.code, refused.value.reasons[0].params) == ("kit.import.no_needed_column", {"name": "name"})
    assert counts(bring({"external_id": "C1", "phone": "02-2345-6780"})) == (0, 1, 0, 0)


def test_only_the_office_imports(world):
    for name in ("alice", "bob", "mona", "diana", "uma"):
        with pytest.raises(Refused):
            bring(row(), by=world.people[name])
    assert counts(bring(row(), by=world.oscar)) == (1, 0, 0, 0)
    assert Event.objects.get().by_id == world.oscar.pk


def test_a_city_is_kept_in_one_spelling_and_read_from_the_address(world):
    bring(
        row("R1", city="臺中市"),
        row("R2", city="台中"),
        row("R3", address="403臺中市西區公益路1號"),
        row("R4", address="公益路1號"),
    )
    cities = dict(Account.objects.unscoped("test").values_list("external_id", "city"))
    assert [cities[f"R{n}"] for n in (1, 2, 3, 4)] == ["台中市", "台中市", "台中市", ""]
