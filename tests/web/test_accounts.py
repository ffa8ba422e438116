"""The customers' pages: what each may see and do, and that nothing typed becomes markup."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from fieldday.customers.models import Account
from fieldday.trail.models import Event
from tests.world import account

pytestmark = pytest.mark.django_db


def _form(row=None, **changes):
    values = {"_key": str(uuid4()), "name": "新店家", "kind": "shop", "status": "prospect", "owner": "", "area": ""}
    if row is not None:
        values |= {"name": row.name, "kind": row.kind, "status": row.status, "version": str(row.version)}
        values |= {"owner": str(row.owner_id or ""), "area": str(row.area_id or ""), "phone": row.phone}
        values |= {"tax_id": row.tax_id, "address": row.address}
        values["place"] = f"{row.latitude}, {row.longitude}" if row.place else ""
    return {**values, **changes}


def _bare(answer):
    """A page without the token that is another one each time."""
    return re.sub(r'"X-CSRFToken": "[^"]*"', "", answer.content.decode())


def test_the_list_shows_what_is_in_sight(world, signed_in):
    page = signed_in(world.alice).get(reverse("accounts")).content.decode()
    assert "蓮花藥局" in page
    assert "楓葉藥局" not in page
    assert "楓葉藥局" in signed_in(world.diana).get(reverse("accounts")).content.decode()


def test_the_list_answers_addresses_that_people_made_up(world, signed_in):
    browser = signed_in(world.alice)
    odd = {
        "page": "x",
        "sort": "owner__password",
        "owner": "_connector=OR",
        "area": "\x00",
        "q": "'\"<%",
        "unvisited": "1e9",
    }
    for name, value in odd.items():
        answer = browser.get(reverse("accounts"), {name: value})
        assert answer.status_code in {200, 400}, name
        assert "楓葉藥局" not in answer.content.decode()


def test_a_card_tells_its_story_and_a_panel_is_short(world, signed_in):
    browser, address = signed_in(world.alice), reverse("account", args=[world.lotus.pk])
    page = browser.get(address).content.decode()
    assert "1,500.50" in page
    assert "王蓮花" in page
    assert "<html" in page
    panel = browser.get(address, headers={"HX-Request": "true", "HX-Target": "side"}).content.decode()
    assert 'id="panel"' in panel
    assert "<html" not in panel


def test_a_foreign_customer_and_a_missing_one_answer_alike(world, signed_in):
    browser = signed_in(world.alice)
    for name in ("account", "account-edit"):
        foreign = browser.get(reverse(name, args=[world.maple.pk]))
        missing = browser.get(reverse(name, args=[uuid4()]))
        assert foreign.status_code == missing.status_code == 404
        assert _bare(foreign) == _bare(missing)
    posted = browser.post(reverse("account", args=[world.maple.pk]), _form(world.maple, name="奪"))
    assert posted.status_code == 404
    world.maple.refresh_from_db()
    assert world.maple.name == "楓葉藥局"


def test_a_rep_opens_a_customer_and_lands_on_its_card(world, signed_in):
    form = _form(owner=str(world.alice.pk), place="25.033, 121.5654", phone="0912-345-678")
    browser = signed_in(world.alice)
    answer = browser.post(reverse("accounts"), form)
    made = Account.objects.visible_to(world.alice).get(name="新店家")
    assert (answer.status_code, answer["Location"]) == (303, reverse("account", args=[made.pk]))
    assert made.place == (25.033, 121.5654)
    again = browser.post(reverse("accounts"), form)
    assert again["Location"] == answer["Location"]
    assert Account.objects.visible_to(world.alice).filter(name="新店家").count() == 1, "the same form, one effect"


def test_a_refused_form_comes_back_as_it_was_typed(world, signed_in):
    form = _form(owner=str(world.charlie.pk), name="  ", place="somewhere", note="<b>x</b>")
    answer = signed_in(world.alice).post(reverse("accounts"), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "somewhere" in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert 'aria-invalid="true"' in page


def test_a_stale_form_shows_both_and_may_be_sent_again(world, signed_in):
    address = reverse("account", args=[world.lotus.pk])
    Account.objects.unscoped("set up").filter(pk=world.lotus.pk).update(credit_limit=98765)
    mine, theirs = _form(world.lotus, note="週四公休"), _form(world.lotus, note="週三公休")
    assert signed_in(world.bob).post(address, theirs).status_code == 303
    browser = signed_in(world.alice)
    answer = browser.post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "週三公休" in page
    assert "週四公休" in page
    assert "98765" not in page, "her form has no such field"
    assert 'name="version" value="2"' in page
    assert browser.post(address, {**mine, "_key": str(uuid4()), "version": "2"}).status_code == 303
    world.lotus.refresh_from_db()
    assert world.lotus.note == "週四公休"


def test_saving_keeps_what_the_form_has_no_field_for(world, signed_in):
    Account.objects.unscoped("set up").filter(pk=world.lotus.pk).update(credit_limit=5)
    answer = signed_in(world.alice).post(reverse("account", args=[world.lotus.pk]), _form(world.lotus, note="x"))
    assert answer.status_code == 303
    world.lotus.refresh_from_db()
    assert (world.lotus.credit_limit, world.lotus.note) == (5, "x")
    assert Event.objects.filter(verb="customers.account.changed").count() == 1


def test_giving_a_customer_away_leads_back_to_the_list(world, signed_in):
    form = _form(world.harbour, owner=str(world.alice.pk))
    answer = signed_in(world.bob).post(reverse("account", args=[world.harbour.pk]), form)
    assert answer["Location"] == reverse("account", args=[world.harbour.pk]), "still in his line"
    assert signed_in(world.alice).get(answer["Location"]).status_code == 200


def test_names_are_never_markup(world, signed_in):
    name = '"><img src=x onerror=alert(1)>=1+1'
    row = account("X1", name, world.alice, latitude=25, longitude=121, address="<script>")
    browser = signed_in(world.alice)
    pages = [reverse("accounts"), reverse("account", args=[row.pk]), reverse("account-edit", args=[row.pk])]
    for address in [*pages, reverse("account-options") + "?q=img"]:
        page = browser.get(address).content.decode()
        assert "<img src=x" not in page, address
        assert "<script>" not in page, address


def test_options_are_buttons_with_what_a_plan_needs(world, signed_in):
    page = signed_in(world.alice).get(reverse("account-options"), {"q": "蓮花"}).content.decode()
    assert f'data-id="{world.lotus.pk}"' in page
    assert 'data-name="蓮花藥局"' in page
    assert f'data-area="{world.north.pk}"' in page
    assert "data-id" not in signed_in(world.charlie).get(reverse("account-options"), {"q": "蓮花"}).content.decode()


def test_the_auditor_reads_and_writes_nothing(world, signed_in):
    browser = signed_in(world.uma)
    assert browser.get(reverse("account", args=[world.lotus.pk])).status_code == 200
    assert browser.get(reverse("account-new")).status_code == 404
    assert browser.post(reverse("accounts"), _form(owner=str(world.alice.pk))).status_code == 422
    assert not Event.objects.filter(verb="customers.account.opened").exists()


def test_cost_is_on_no_page_of_a_customer(world, signed_in):
    world.soap.cost = 61.37
    world.soap.save()
    for person in (world.alice, world.bob, world.mona):
        page = signed_in(person).get(reverse("account", args=[world.lotus.pk])).content.decode()
        assert "61.37" not in page


def test_the_search_that_asks_while_one_types_gets_the_rows_alone(signed_in, world):
    client = signed_in(world.alice)
    whole = client.get("/accounts?q=蓮花").content.decode()
    rows = client.get("/accounts?q=蓮花", headers={"HX-Request": "true", "HX-Target": "results"}).content.decode()
    assert rows.strip().startswith('<div id="results"') and "<html" not in rows and "蓮花藥局" in rows
    token = re.compile(r'(?<=name="csrfmiddlewaretoken" value=)"[^"]*"|(?<=name="_key" value=)"[^"]*"')
    assert token.sub("", rows.strip()) in token.sub("", whole)
