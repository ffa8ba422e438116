"""Rows that may be a customer who is there: named, and done with as one chooses; undoing the import stays right."""

import pytest

from fieldday.customers.actions.import_accounts import VERB, import_accounts
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.actions.unimport_accounts import unimport_accounts
from fieldday.customers.models import Account, AccountSearch, Contact
from fieldday.kit.imports.twins import CREATE, FILL, SKIP, UPDATE, TwinPolicy, read_policy
from fieldday.trail.models import Event
from tests.house.tables import everything
from tests.world import MONDAY, NOW, moment

pytestmark = pytest.mark.django_db
LATER = moment(MONDAY, 15)
TAX = "22099131"


@pytest.fixture
def there(world):
    """大成 is there, with its tax id, without a phone; the office gave it no number."""
    account = Account.objects.create(
        name="大成科技股份有限公司", tax_id=TAX, note="老客戶", owner=world.alice, created_at=NOW
    )
    write_search_rows([account])
    return account


def row(number="N1", **more):
    return {"external_id": number, "name": "臺大成科技(股)公司"[1:], "tax_id": TAX, **more}


def bring(world, *rows, dry_run=False, **policy):
    return import_accounts(by=world.oscar, rows=rows, at=LATER, dry_run=dry_run, twins=TwinPolicy(**policy))


def counts(report):
    return report.created, report.updated, report.unchanged, report.rejected


def test_by_default_a_row_is_created_and_named(world, there):
    report = import_accounts(by=world.oscar, rows=[row(), row("N2", name="無關商行", tax_id="")], at=LATER)
    assert counts(report) == (2, 0, 0, 0)
    (twin,) = report.twins
    told = twin.reason.params
    assert (twin.row, told["account"], told["certain"], told["act"]) == (1, str(there.pk), True, CREATE)


def test_filling_gives_what_was_empty_and_leaves_what_stands(world, there):
    report = bring(world, row(phone="02-8765-4300", note="新備註", name="大成科技"), certain=FILL)
    assert counts(report) == (0, 1, 0, 0)
    there.refresh_from_db()
    assert (there.phone, there.note, there.name, there.external_id) == (
        "02-8765-4300", "老客戶", "大成科技股份有限公司", "N1",
    )  # fmt: skip
    assert there.phone_key == "0287654300"


def test_updating_gives_everything_but_a_number_that_stands(world, there):
    Account.objects.unscoped("test").filter(pk=there.pk).update(external_id="A1")
    report = bring(world, row(note="新備註", contact_name="王小姐"), certain=UPDATE)
    assert counts(report) == (0, 1, 0, 0)
    there.refresh_from_db()
    assert (there.note, there.name, there.external_id) == ("新備註", "大成科技(股)公司", "A1")
    assert Contact.objects.unscoped("test").get(account=there).name == "王小姐"


def test_filling_leaves_a_contact_that_is_there(world, there):
    Contact.objects.create(account=there, name="李先生")
    bring(world, row(contact_name="王小姐", contact_phone="0912345678"), certain=FILL)
    contact = Contact.objects.unscoped("test").get(account=there)
    assert (contact.name, contact.phone) == ("李先生", "0912345678")


def test_skipping_leaves_everything(world, there):
    before = everything()
    report = bring(world, row(phone="1"), certain=SKIP)
    assert counts(report) == (0, 0, 1, 0)
    assert everything() == before


def test_the_certain_the_possible_and_single_rows_are_chosen_apart(world, there):
    possible = row("N2", tax_id="")  # the name alone
    rows = [row(), possible, row("N3")]
    report = bring(world, *rows, certain=SKIP, possible=CREATE, rows={3: CREATE})
    assert [(one.row, one.reason.params["act"]) for one in report.twins] == [(1, SKIP), (2, CREATE), (3, CREATE)]
    assert counts(report) == (2, 0, 1, 0)


@pytest.mark.parametrize(("act", "expected"), [(SKIP, (1, 0, 1, 0)), (FILL, (1, 1, 0, 0)), (CREATE, (2, 0, 0, 0))])
def test_within_the_file_a_row_meets_the_one_above(world, act, expected):
    rows = [row("N1"), row("N2", phone="0287654300")]
    assert counts(bring(world, *rows, dry_run=True, certain=act)) == expected
    report = bring(world, *rows, certain=act)
    assert counts(report) == expected
    (twin,) = report.twins
    assert (twin.row, twin.reason.params["twin_row"]) == (2, 1)
    assert AccountSearch.objects.filter(plain__contains="0287654300").exists() is (act != SKIP)


def test_a_row_whose_twin_above_was_rejected_is_created(world):
    rows = [row("N1", owner="nobody"), row("N2")]
    assert counts(bring(world, *rows, certain=SKIP)) == (1, 0, 0, 1)


def test_a_preview_writes_nothing_and_says_the_same(world, there):
    before = everything()
    rows = [row(phone="0287654300"), row("N2", name="別家")]
    preview = bring(world, *rows, dry_run=True, certain=FILL)
    assert everything() == before
    done = bring(world, *rows, certain=FILL)
    assert counts(preview) == counts(done)
    assert preview.twins[0].reason.params["why"] == done.twins[0].reason.params["why"]


def test_importing_the_same_file_again_changes_nothing(world, there):
    rows = [row(phone="0287654300"), row("N2", phone="0287654300")]
    bring(world, *rows, certain=FILL)
    bring(world, *rows, certain=FILL)  # the number is known by now, and such a row says all there is to say
    before = everything()
    assert counts(bring(world, *rows, certain=FILL)) == (0, 0, 2, 0)
    assert everything() == before


def test_taking_the_import_back_restores_what_was_filled_and_removes_what_was_created(world, there):
    rows = [row(phone="0287654300"), row("N2", name="另一家有限公司", tax_id=""),
            row("N3", name="另一家有限公司", tax_id="", phone="0287654321")]  # fmt: skip
    bring(world, *rows, certain=FILL, possible=FILL)
    assert Account.objects.unscoped("test").filter(name="另一家有限公司").count() == 1
    events = list(Event.objects.filter(verb=VERB, at=LATER))
    assert unimport_accounts(by=world.oscar, at=moment(MONDAY, 16), events=events) == []
    there.refresh_from_db()
    assert (there.phone, there.phone_key, there.external_id) == ("", "", None)
    assert not Account.objects.unscoped("test").filter(name="另一家有限公司").exists()


def test_a_policy_that_was_posted_is_read_with_care():
    said = {"certain": "burn", "possible": "skip", "rows": {"1": "fill", "x": "fill", "2": "burn", "9" * 30: "skip"}}
    policy = read_policy(said)
    assert (policy.certain, policy.possible, dict(policy.rows)) == (FILL, SKIP, {1: FILL})
    assert read_policy(policy.kept()) == policy
    assert read_policy({}).act(7, certain=False) == CREATE


def sheet(*rows):
    """A sheet of the office: no numbers."""
    return [{"name": name, **more} for name, more in rows]


def bring_sheet(world, *rows, dry_run=False):
    return bring(world, *rows, dry_run=dry_run, certain=FILL, unnumbered=True)


SHEET = sheet(
    ("仁心藥局", {"phone": "04-2222-3333", "address": "台中市西區公益路1號"}),
    ("仁心藥局", {"phone": "04-2222-3333", "address": "台中市西區公益路1號"}),  # typed twice
    ("康寧診所", {}),
    ("仁心藥局", {"phone": "02-8765-4300", "address": "台北市信義路5號"}),  # another one of that name
)


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_sheet_without_numbers_comes_in_each_customer_once(world, dry_run):
    report = bring_sheet(world, *SHEET, dry_run=dry_run)
    assert counts(report) == (3, 0, 1, 0)


def test_a_sheet_without_numbers_brought_again_changes_nothing(world):
    bring_sheet(world, *SHEET)
    before = everything()
    assert counts(bring_sheet(world, *SHEET)) == (0, 0, 4, 0)
    assert everything() == before


def test_a_row_without_a_number_fills_whom_it_certainly_is(world, there):
    rows = sheet(("大成科技", {"tax_id": TAX, "phone": "02-8765-4300"}))
    assert counts(bring_sheet(world, *rows)) == (0, 1, 0, 0)
    there.refresh_from_db()
    assert (there.phone, there.name, there.external_id) == ("02-8765-4300", "大成科技股份有限公司", None)


def test_a_row_without_a_number_can_be_filled_further_down_by_one_with_a_number(world):
    first, second = sheet(("康寧診所", {"tax_id": TAX}), ("康寧診所", {"tax_id": TAX, "note": "巷口"}))
    assert counts(bring_sheet(world, first, {**second, "external_id": "N7"})) == (1, 1, 0, 0)
    account = Account.objects.unscoped("test").get(name="康寧診所")
    assert (account.external_id, account.note) == ("N7", "巷口")


def test_a_sheet_without_numbers_is_taken_back_whole(world):
    bring_sheet(world, *SHEET)
    events = list(Event.objects.filter(verb=VERB, at=LATER).order_by("-id"))
    unimport_accounts(by=world.oscar, at=LATER, events=events)
    assert not Account.objects.unscoped("test").filter(name__in=["仁心藥局", "康寧診所"]).exists()


def test_where_numbers_are_needed_a_row_without_one_is_rejected(world):
    rows = [{"external_id": "N1", "name": "甲行"}, *SHEET[:1]]
    report = import_accounts(by=world.oscar, rows=rows, at=LATER)
    assert [(one.row, one.reason.field, one.reason.code) for one in report.errors] == [
        (2, "external_id", "kit.import.needed")
    ]


def test_what_two_sources_say_otherwise_is_told_and_spelling_is_not(world, there):
    Account.objects.unscoped("test").filter(pk=there.pk).update(
        phone="(02)8765-4300", address="臺北市大安區信義路三段 1 號", email="A@DACHENG.example"
    )
    said = {"phone": "02-8765-9999", "address": "台北市大安區信義路三段1號", "email": "a@dacheng.example", "note": "新"}
    for dry_run in (True, False):
        (twin,) = bring(world, row(**said), dry_run=dry_run, certain=FILL).twins
        assert twin.reason.params["differs"] == {"phone": ["(02)8765-4300", "02-8765-9999"]}
    there.refresh_from_db()
    assert there.phone == "(02)8765-4300", "what stands stays; the file's is told on the import's page"


@pytest.mark.parametrize(("known", "phone", "counted"), [
    (UPDATE, "02-8765-9999", (0, 1, 0, 0)), (FILL, "02-8765-4300", (0, 1, 0, 0)), (SKIP, "02-8765-4300", (0, 0, 1, 0)),
])  # fmt: skip
def test_a_number_that_is_there_is_done_with_as_chosen_and_its_differences_are_told(
    world, there, known, phone, counted
):
    Account.objects.unscoped("test").filter(pk=there.pk).update(external_id="N1", phone="02-8765-4300", note="")
    report = bring(world, row(phone="02-8765-9999", note="新備註"), known=known)
    assert counts(report) == counted
    (twin,) = report.twins
    assert twin.reason.params["differs"]["phone"] == ["02-8765-4300", "02-8765-9999"]
    assert twin.reason.params["act"] == known
    there.refresh_from_db()
    assert (there.phone, there.note) == (phone, "" if known == SKIP else "新備註")
    again = bring(world, row("N1", phone=phone, name=there.name), known=known)
    assert (counts(again), again.twins) == ((0, 0, 1, 0), ())


def test_without_a_choice_a_number_that_is_there_is_updated_in_silence(world, there):
    Account.objects.unscoped("test").filter(pk=there.pk).update(external_id="N1", phone="02-8765-4300")
    report = bring(world, row(phone="02-8765-9999"))
    assert (counts(report), report.twins) == ((0, 1, 0, 0), ())
