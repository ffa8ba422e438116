"""Files of customers and contacts: what is in them, whose they are, how long they stay."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import translation
from python_calamine import CalamineWorkbook

from fieldday.customers.actions.consent_keeping import ConsentInput, record_refusal
from fieldday.customers.actions.exporting import ask_export, clear_exports, remove_export, run_exports
from fieldday.customers.models import Account, Anniversary, Contact, Export, Field
from fieldday.customers.questions.exports import export_seen, file_of
from fieldday.kit.refusals import Refused
from fieldday.readings.accounts import accounts_of_query
from fieldday.rules.vcards import Card, read_cards
from fieldday.trail.models import Event
from fieldday.web.states import state_word
from tests.world import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _home(tmp_path, settings, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_options: act())


def made(by, format="csv", columns=("name", "owner"), noun="accounts", **query):
    row = ask_export(by=by, noun=noun, format=format, columns=columns, query=query, language="zh-hant", at=NOW)
    run_exports(at=LATER, found=accounts_of_query, words=state_word)
    row = Export.objects.unscoped("a test").get(pk=row.pk)
    assert row.state == "done"
    return row


def lines(row):
    text = file_of(row).read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_it_holds_what_its_asker_sees(world):
    for person in (world.alice, world.bob, world.diana, world.oscar):
        seen = set(Account.objects.visible_to(person).values_list("name", flat=True))
        head, *rows = lines(made(person))
        assert head == ["客戶名稱", "負責業務"] or head[0]
        assert {row[0] for row in rows} == seen, person.name


def test_the_list_s_filter_holds(world):
    rows = lines(made(world.bob, owner=str(world.adam.pk), page="3", rubbish="x"))
    assert [row[0] for row in rows[1:]] == [world.fir.name]
    assert len(lines(made(world.bob, q=world.lotus.name))) == 2


def test_a_stranger_s_filter_is_as_if_absent(world):
    rows = lines(made(world.alice, owner=str(world.charlie.pk)))
    assert len(rows) - 1 == Account.objects.visible_to(world.alice).count()


def test_formulas_are_harmless_and_figures_stay(world):
    texts = ['=HYPERLINK("http://x","y")', "-5", "@SUM(A1)", "+886 2 2345 6789"]
    for text in texts:
        Account.objects.create(name=text, owner=world.alice, created_at=NOW)
    said = {row[0] for row in lines(made(world.alice))}
    assert {'\'=HYPERLINK("http://x","y")', "-5", "'@SUM(A1)", "+886 2 2345 6789"} <= said
    book = CalamineWorkbook.from_path(str(file_of(made(world.alice, "xlsx"))))
    cells = {row[0] for row in book.get_sheet_by_index(0).to_python()}
    assert '\'=HYPERLINK("http://x","y")' in cells
    assert "-5" in cells


def test_own_fields_are_columns(world):
    Field.objects.create(key="loans", type="number", name_zh="貸款件數", name_en="Loans")
    Account.objects.unscoped("a test").filter(pk=world.lotus.pk).update(fields={"loans": "7"})
    rows = lines(made(world.alice, columns=("name", "own-loans", "nothing")))
    assert rows[0][1] == "貸款件數"
    assert dict(rows[1:])[world.lotus.name] == "7"


@pytest.mark.parametrize(("format", "version"), [("vcard3", "3.0"), ("vcard4", "4.0")])
def test_contacts_as_vcards_are_read_again(world, format, version):
    contact = Contact.objects.create(
        account=world.dawn, name="王大明", mobile="0912-345-678", email="w@dawn.example", title="採購",
        more=[{"kind": "phone", "label": "總機", "value": "02-2345-6780"}],
    )  # fmt: skip
    cards = list(read_cards(file_of(made(world.alice, format, noun="contacts")).read_bytes()))
    mine = Contact.objects.visible_to(world.alice).filter(retired=False)
    assert {card.name for card in cards} == set(mine.values_list("name", flat=True))
    (card,) = [card for card in cards if isinstance(card, Card) and card.name == contact.name]
    assert (card.version, card.org, card.phone("mobile"), card.title) == (version, "晨光商行", "0912-345-678", "採購")


def test_it_is_its_asker_s_alone_and_gone_after_a_day(django_capture_on_commit_callbacks, world):
    row = made(world.alice)
    for other in (world.bob, world.ada, world.uma):
        assert export_seen(other, row.pk) is None
        with pytest.raises(Refused) as refused:
            remove_export(by=other, export_id=row.pk, at=LATER)
        assert refused.value.missing
    path = file_of(row)
    assert clear_exports(at=LATER + timedelta(hours=23)) == 0
    assert clear_exports(at=LATER + timedelta(hours=24)) == 1
    assert not path.exists()
    row = made(world.alice)
    path = file_of(row)
    with django_capture_on_commit_callbacks(execute=True):
        remove_export(by=world.alice, export_id=row.pk, at=LATER)
    assert not path.exists()


def test_the_trail_tells_how_many_and_by_which_filter(world):
    row = made(world.alice, q="蓮花")
    told = Event.objects.get(verb="customers.export.finished", noun_id=str(row.pk))
    assert (told.changes["count"], told.changes["filter"], told.by_id) == (row.total, {"q": "蓮花"}, world.alice.pk)


def test_who_has_left_gets_no_file(world):
    row = ask_export(
        by=world.alice, noun="accounts", format="csv", columns=["name"], query={}, language="en", at=NOW
    )  # fmt: skip
    type(world.alice).objects.unscoped("a test").filter(pk=world.alice.pk).update(is_active=False)
    run_exports(at=LATER, found=accounts_of_query, words=state_word)
    assert Export.objects.unscoped("a test").get(pk=row.pk).state == "failed"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"format": "exe"}, "customers.export.unknown_format"),
        ({"noun": "people"}, "customers.export.unknown_format"),
        ({"columns": []}, "customers.export.without_columns"),
    ],
)
def test_what_cannot_be_made_is_refused(world, said, code):
    given = {"noun": "accounts", "format": "csv", "columns": ["name"], "query": {}, "language": "en", **said}
    with pytest.raises(Refused) as refused:
        ask_export(by=world.alice, at=NOW, **given)
    assert refused.value.code == code


def test_no_more_than_three_wait(world):
    for _ in range(3):
        ask_export(by=world.alice, noun="accounts", format="csv", columns=["name"], query={}, language="en", at=NOW)
    with pytest.raises(Refused) as refused:
        ask_export(by=world.alice, noun="accounts", format="csv", columns=["name"], query={}, language="en", at=NOW)
    assert refused.value.code == "customers.export.too_many_waiting"


def test_what_somebody_refused_leaves_with_his_numbers(world):
    lee = Contact.objects.create(account=world.lotus, name="李不接", mobile="0912-345-678", note="愛喝茶", role="pays")
    Anniversary.objects.create(account=world.lotus, contact=lee, month=6, day=15, year=1987, lunar=True, leap=True)
    for said in (ConsentInput("phone", contact_id=lee.pk), ConsentInput("sms")):
        record_refusal(by=world.alice, account_id=world.lotus.pk, said=said, at=NOW)
    columns = ("name", "refused", "role", "birthday")
    with translation.override("zh-hant"):
        rows = {row[0]: row[1:] for row in lines(made(world.alice, columns=columns, noun="contacts"))}
        (card,) = [one for one in read_cards(file_of(made(world.alice, "vcard3", noun="contacts")).read_bytes())
                   if isinstance(one, Card) and one.name == lee.name]  # fmt: skip
    assert rows[lee.name] == ["不接電話 · 不收簡訊", "會計付款", "農曆 1987-06L-15"]
    assert card.note == "不接電話 · 不收簡訊\n愛喝茶"
    shops = {row[0]: row[1] for row in lines(made(world.alice, columns=("name", "refused")))}
    assert shops[world.lotus.name] == "不收簡訊"
    assert shops[world.dawn.name] == ""
