"""Every shape of a visit on its pages: phone and LINE, joint, a prospect, whom one met, needs and habits."""

import pytest
from django.urls import reverse

from fieldday.customers.models import Account, Contact
from fieldday.visits.actions.arrival import arrive
from fieldday.visits.actions.photos import add_photo
from fieldday.visits.models import Code, Companion, MarketNote, Visit
from tests.house.tables import everything
from tests.pictures import photo_file
from tests.web.rep.forms import arrived, send, text
from tests.world import MONDAY, NOW, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    settings.HOME = tmp_path


@pytest.fixture
def visit(world):
    return arrived(world)


@pytest.fixture
def photo(world, visit):
    return add_photo(by=world.alice, at=NOW, upload=photo_file(), kind="shelf", visit_id=visit.pk)


def _page(client, visit):
    return text(client.get(reverse("visit", args=[visit.pk])))


# --------------------------------------------------------------------------------------------------- phone and LINE
@pytest.mark.parametrize("channel", ["phone", "line"])
def test_a_contact_is_recorded_from_the_card_and_the_list_and_written_up_like_a_visit(world, signed_in, channel):
    client = signed_in(world.alice)
    assert reverse("calls") in text(client.get(reverse("account", args=[world.lotus.pk])))
    assert reverse("calls") in text(client.get(reverse("visit-new"), {"by": channel}))
    answer = send(client, "calls", account=world.lotus.pk, channel=channel)
    made = Visit.objects.visible_to(world.alice).get(day=MONDAY)
    assert answer["Location"] == reverse("visit", args=[made.pk])
    send(client, "visit", made.pk, version=1, result=["quotation"], met="1", act="save")
    page = text(client.get(reverse("today")))
    assert "Phone and LINE" in page and ("LINE contact" if channel == "line" else "Phone contact") in page
    report = text(client.get(reverse("report-day", args=[MONDAY])))
    assert "Phone and LINE 1" in report
    rows = text(signed_in(world.bob).get(reverse("day-visits"), {"day": "2026-11-23", "show": "contacts"}))
    assert world.lotus.name in rows
    assert world.lotus.name not in text(signed_in(world.bob).get(reverse("day-visits"), {"day": "2026-11-23"}))


def test_a_contact_with_nobody_one_sees_is_missing(world, signed_in):
    client = signed_in(world.alice)
    for account in (world.maple.pk, "x", ""):
        assert send(client, "calls", account=account, channel="phone").status_code == 404


# ------------------------------------------------------------------------------------------------------- prospects
def test_a_prospect_is_one_form(world, signed_in):
    world.alice.area = world.north
    world.alice.save()
    client = signed_in(world.alice)
    form = text(client.get(reverse("prospects")))
    assert f'<option value="{world.north.pk}" selected>' in form and 'value="new_customer" checked' in form
    answer = send(client, "prospects", name="好日子藥局", area=world.north.pk, purpose="new_customer")
    account = Account.objects.visible_to(world.alice).get(name="好日子藥局")
    assert (account.status, account.owner, account.area) == ("prospect", world.alice, world.north)
    assert answer["Location"] == reverse("visit", args=[account.visits.visible_to(world.alice).get().pk])


def test_the_same_name_is_offered_first_and_may_be_another_one(world, signed_in):
    client, before = signed_in(world.alice), everything()
    fields = {"name": " 蓮花　藥局 ", "phone": "02-1111-2222", "purpose": "new_customer"}
    page = text(send(client, "prospects", **fields))
    assert everything() == before
    assert str(world.lotus.pk) in page and "02-1111-2222" in page and "蓮花 藥局" in page
    assert send(client, "prospects", new="1", **fields).status_code == 303
    assert Account.objects.visible_to(world.alice).filter(phone="02-1111-2222").exists()


def test_a_fault_of_a_prospect_stands_at_its_field_and_nothing_typed_is_lost(world, signed_in):
    client, before = signed_in(world.alice), everything()
    answer = send(client, "prospects", name="", phone="0912", contact_name="長" * 121, area=world.south.pk)
    assert answer.status_code == 422 and everything() == before
    page = text(answer)
    for words in ("A customer needs a name.", "120 is the most", "Choose an area", "0912", "長" * 121):
        assert words in page


# ---------------------------------------------------------------------------------------------------- joint visits
def test_a_superior_finds_the_open_visit_joins_it_and_takes_it_back(world, signed_in, visit):
    client = signed_in(world.bob)
    assert reverse("visit-companions", args=[visit.pk]) in text(client.get(reverse("visit-new")))
    assert "Join this visit" in _page(client, visit)
    assert send(client, "visit-companions", visit.pk).status_code == 303
    assert "Take the joint visit back" in _page(client, visit)
    assert "Joint visit with Alice" in text(client.get(reverse("today")))
    assert "Joint visit with Bob" in _page(signed_in(world.alice), visit)
    assert send(client, "visit-companions-removal", visit.pk).status_code == 303
    assert not Companion.objects.unscoped("test").exists()


def test_only_who_may_join_is_offered_it(world, signed_in, visit):
    assert "Join this visit" not in _page(signed_in(world.alice), visit)
    assert "Join this visit" not in _page(signed_in(world.oscar), visit)
    assert "Join this visit" in _page(signed_in(world.diana), visit)
    assert send(signed_in(world.charlie), "visit-companions", visit.pk).status_code == 404
    assert send(signed_in(world.alice), "visit-companions", visit.pk).status_code == 422


def test_the_rep_names_who_came_along_and_both_reports_say_so(world, signed_in, visit):
    client = signed_in(world.alice)
    page = _page(client, visit)
    assert f'name="companion" value="{world.bob.pk}"' in page and f'name="companion" value="{world.adam.pk}"' in page
    assert f'name="companion" value="{world.charlie.pk}"' not in page
    send(client, "visit", visit.pk, version=1, result=["talk"], companion=[world.bob.pk], act="leave")
    assert "Joint visit with Bob" in text(client.get(reverse("report-day", args=[MONDAY])))
    bobs = text(signed_in(world.bob).get(reverse("report-day", args=[MONDAY])))
    assert world.lotus.name in bobs and "Joint visit with Alice" in bobs


def test_a_refused_companion_keeps_what_was_typed(world, signed_in, visit):
    answer = send(
        signed_in(world.alice), "visit", visit.pk, version=1, summary="談很久", companion="987654", act="save"
    )
    assert answer.status_code == 422
    assert "談很久" in text(answer) and "Choose from your superiors" in text(answer)


# --------------------------------------------------------------------------------------- whom one met, what was learnt
def test_contacts_needs_and_habits_are_kept_and_shown_on_the_card(world, signed_in, visit):
    client, contact = signed_in(world.alice), Contact.objects.visible_to(world.alice).get(account=world.lotus)
    fields = {
        "version": 1, "result": ["talk"], "contact": [contact.pk], "contact_name": "小陳", "act": "save",
        "note-1-kind": "price", "note-1-text": "漲價", "note-2-kind": "need", "note-2-text": "要小包裝",
        "note-3-kind": "habit", "note-3-text": "週三公休",
    }  # fmt: skip
    assert send(client, "visit", visit.pk, **fields).status_code == 303
    visit.refresh_from_db()
    assert visit.met_in_charge, "one of them is in charge"
    page = _page(client, visit)
    assert page.count("要小包裝") == 1 and "小陳" in page
    card = text(client.get(reverse("account", args=[world.lotus.pk])))
    assert "Needs and habits" in card and "要小包裝" in card and "週三公休" in card
    second = arrive(by=world.alice, at=moment(MONDAY, 15), account_id=world.dawn.pk)
    assert "要小包裝" not in _page(client, second), "another customer's"


def test_over_long_texts_are_refused_at_their_field_and_kept(world, signed_in, visit):
    client, before = signed_in(world.alice), everything()
    texts = {"summary": "長" * 4001, "note-1-text": "短", "note-2-text": "講" * 2001, "contact_title": "職" * 121}
    answer = send(client, "visit", visit.pk, version=1, **texts, **{"note-1-kind": "need", "note-2-kind": "habit"})
    assert answer.status_code == 422 and everything() == before
    page = text(answer)
    assert all(words in page for words in texts.values())
    for words in ("4000 is the most", "2000 is the most"):
        assert words in page


def test_two_visits_to_one_customer_a_day_read_clearly(world, signed_in, visit):
    client = signed_in(world.alice)
    send(client, "visit", visit.pk, version=1, result=["talk"], act="leave")
    second = arrive(by=world.alice, at=moment(MONDAY, 15), account_id=world.lotus.pk)
    send(client, "visit", second.pk, version=1, result=["order"], act="leave")
    report = text(client.get(reverse("report-day", args=[MONDAY])))
    assert report.count("visit 2 of the day") == 1


# ----------------------------------------------------------------------------------------------------------- the order
def test_an_order_can_be_copied_as_text(world, signed_in):
    page = _page(signed_in(world.alice), world.alices.visit)
    lines = page[page.index("data-copy-text") :].split("</textarea>")[0].split(">", 1)[1].splitlines()
    assert world.lotus.name in lines[0]
    assert "白蘭洗衣精" in lines[1] and "2 瓶" in lines[1] and "200" in lines[1]
    assert lines[-1].startswith("Total") and lines[-1].endswith("200")


def test_whom_the_plan_asks_along_is_ticked_until_the_visit_is_written(world, signed_in):
    stop = world.alices.stops[0]
    stop.companion = world.bob
    stop.save()
    visit, client = arrived(world), signed_in(world.alice)
    assert f'name="companion" value="{world.bob.pk}" checked' in _page(client, visit)
    send(client, "visit", visit.pk, version=1, result=["talk"], act="save")
    assert f'name="companion" value="{world.bob.pk}" checked' not in _page(client, visit), "he did not come after all"


def test_what_was_learnt_is_not_told_once_the_customer_is_out_of_sight(world, signed_in, visit):
    need = Code.objects.get(kind="note", code="need")
    MarketNote.objects.create(visit=world.alices.visit, kind=need, text="要小包裝")
    assert "要小包裝" in _page(signed_in(world.alice), visit)
    world.lotus.owner = world.charlie
    world.lotus.save()
    assert "要小包裝" not in _page(signed_in(world.alice), visit)
