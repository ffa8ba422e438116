"""A visit's form: kept as typed when refused, changed by its own buttons without being kept, left in one post."""

from decimal import Decimal

import pytest
from django.urls import reverse

from fieldday.trade.models import OrderLine, Payment
from fieldday.visits.actions.arrival import arrive
from fieldday.visits.models import Visit
from fieldday.visits.questions.visit_page import visit_page
from tests.house.tables import everything
from tests.web.rep.forms import arrived, send, text
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(world):
    return arrived(world)


def _again(visit):
    return Visit.objects.unscoped("a test").get(pk=visit.pk)


def test_an_ordinary_visit_is_three_taps(world, signed_in, visit):
    """抵達, one result, 離開: nothing else has to be filled in."""
    client = signed_in(world.alice)
    answer = send(client, "visit", visit.pk, version=1, result=["talk"], act="leave")
    assert answer["Location"] == reverse("today")
    assert (_again(visit).left_at, _again(visit).version) == (NOW, 2)
    assert [row.code.code for row in visit.results.visible_to(world.alice)] == ["talk"]


def test_everything_is_kept(world, signed_in, visit):
    fields = {
        "version": 1, "result": ["quotation"], "met": "1", "summary": "談新品\r\n下週再議", "amount": "NT$ 1,500.50",
        "method": "現金", "next_step": "送報價", "next_step_on": "2026-11-30", "note-1-kind": "price",
        "note-1-text": "漲 5 %", "line-1-product": world.soap.pk, "line-1-quantity": "３", "line-1-price": "99.5",
        "line-1-discount": "10", "line-2-product": world.tea.pk, "line-2-quantity": "-1", "line-2-price": "250",
        "line-2-discount": "", "act": "save",
    }  # fmt: skip
    answer = send(signed_in(world.alice), "visit", visit.pk, **fields)
    assert answer["Location"] == reverse("visit", args=[visit.pk])
    page = visit_page(world.alice, visit.pk)
    assert [(one.quantity, one.amount) for one in page.lines] == [(3, Decimal("268.65")), (-1, Decimal(-250))]
    assert (page.fact.collected, page.method, page.fact.summary) == (Decimal("1500.50"), "現金", "談新品\n下週再議")
    assert page.fact.notes == (("price", "漲 5 %"),)
    shown = text(signed_in(world.alice).get(reverse("visit", args=[visit.pk])))
    assert 'value="99.5"' in shown
    assert "18.65" in shown


BAD = [
    ({"amount": "abc"}, "abc"),
    ({"amount": "0"}, "above zero"),
    ({"amount": "-5"}, "above zero"),
    ({"amount": "9" * 30}, "is too large: 100,000,000 is the most"),
    ({"next_step": "x", "next_step_on": "31/02/2026"}, "year first"),
    ({"next_step": "x", "next_step_on": "2020-01-01"}, "before the visit"),
    ({"next_step_on": "2026-12-01"}, "next step is"),
    ({"result": ["order"]}, "add what was ordered"),
    ({"result": ["made up"]}, "from the list"),
    ({"line-1-product": "1", "line-1-quantity": "two", "line-1-price": "5"}, "is no number"),
    ({"line-1-product": "987654321", "line-1-quantity": "2", "line-1-price": "5"}, "choose a product"),
    ({"line-1-product": "1", "line-1-quantity": "", "line-1-price": "5"}, "quantity"),
    ({"line-1-product": "1", "line-1-quantity": "2", "line-1-price": ""}, "is no amount"),
    ({"line-1-product": "1", "line-1-quantity": "2", "line-1-price": "-5"}, "below zero"),
    (
        {"line-1-product": "1", "line-1-quantity": "2", "line-1-price": "5", "line-1-discount": "200"},
        "100 per",
    ),
]


@pytest.mark.parametrize(("fields", "sentence"), BAD)
def test_a_fault_stands_at_its_field_and_nothing_typed_is_lost(world, signed_in, visit, fields, sentence):
    if fields.get("line-1-product") == "1":
        fields = {**fields, "line-1-product": str(world.soap.pk)}
    client, before = signed_in(world.alice), everything()
    typed = {"version": 1, "summary": "我打了很多字", "met": "1", "note-1-kind": "price", "note-1-text": "漲", **fields}
    answer = send(client, "visit", visit.pk, act="leave", **typed)
    page = text(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert "field-error" in page
    assert all(
        kept in page
        for kept in ("我打了很多字", "漲", *(v for k, v in fields.items() if "product" not in k and isinstance(v, str)))
    )
    assert everything() == before


def test_a_stale_page_keeps_what_was_typed_and_lets_one_decide(world, signed_in, visit):
    client = signed_in(world.alice)
    send(client, "visit", visit.pk, version=1, summary="另一支手機")
    answer = send(client, "visit", visit.pk, version=1, summary="這一支")
    assert answer.status_code == 409
    assert "這一支" in text(answer)
    assert 'name="version_now" value="2"' in text(answer)
    assert _again(visit).summary == "另一支手機"
    assert send(client, "visit", visit.pk, version=1, version_now=2, summary="這一支").status_code == 303
    assert _again(visit).summary == "這一支"


def test_buttons_in_the_form_change_it_and_keep_nothing(world, signed_in, visit):
    client, before = signed_in(world.alice), everything()
    page = text(send(client, "visit", visit.pk, version=1, summary="字", edit="again"))
    assert (page.count("data-line "), "白蘭洗衣精" in page, "字" in page) == (1, True, True)
    line = {"line-1-product": world.soap.pk, "line-1-quantity": "4", "line-1-price": "90"}
    page = text(send(client, "visit", visit.pk, version=1, edit=f"add:{world.tea.pk}", **line))
    assert page.count("data-line ") == 2
    assert 'value="4"' in page
    page = text(send(client, "visit", visit.pk, version=1, edit="remove:1", **line))
    assert page.count("data-line ") == 0
    page = text(send(client, "visit", visit.pk, version=1, edit="search", q="高山"))
    assert f'value="add:{world.tea.pk}"' in page
    for odd in ("remove:9", "add:x", "add:987654321", "nothing", ":", "remove:-1"):
        assert send(client, "visit", visit.pk, version=1, edit=odd, **line).status_code == 200
    assert everything() == before


def test_products_are_found_by_any_part_of_name_or_code(world, signed_in, visit):
    client = signed_in(world.alice)
    world.tea.retired = True
    world.tea.save()
    here = reverse("visit-products", args=[visit.pk])
    assert "白蘭洗衣精" in text(client.get(here, {"q": "洗衣"}))
    assert "白蘭洗衣精" in text(client.get(here, {"q": "p1"}))
    assert "高山茶" not in text(client.get(here, {"q": "茶"}))
    assert signed_in(world.charlie).get(here, {"q": "茶"}).status_code == 404


def test_a_visit_without_plan_is_told_what_it_was_for(world, signed_in):
    visit = arrive(by=world.alice, at=NOW, account_id=world.dawn.pk)
    client = signed_in(world.alice)
    assert 'name="purpose"' in text(client.get(reverse("visit", args=[visit.pk])))
    send(client, "visit", visit.pk, version=1, purpose=["service", "ordering"])
    assert {code.code for code in visit.purposes.all()} == {"service", "ordering"}


def test_a_place_found_shut_is_not_asked_for_results(world, signed_in):
    visit = arrive(by=world.alice, at=NOW, account_id=world.dawn.pk, shut=True)
    client = signed_in(world.alice)
    page = text(client.get(reverse("visit", args=[visit.pk])))
    assert 'name="result"' not in page
    assert send(client, "visit", visit.pk, version=1, summary="公休").status_code == 303


@pytest.mark.parametrize(("name", "status"), [("bob", 200), ("diana", 200), ("oscar", 200), ("charlie", 404)])
def test_others_in_the_line_read_and_do_not_write(world, signed_in, visit, name, status):
    client = signed_in(world.people[name])
    answer = client.get(reverse("visit", args=[visit.pk]))
    assert answer.status_code == status
    assert "visit-form" not in text(answer)
    for fields in ({"act": "save"}, {"edit": "again"}):
        refused = send(client, "visit", visit.pk, version=1, summary="插手", **fields)
        assert refused.status_code == (404 if status == 404 else 422)
    assert _again(visit).summary == ""


def test_after_the_report_the_page_is_read_only_and_says_why(world, signed_in):
    client, visit = signed_in(world.alice), world.alices.visit
    page = text(client.get(reverse("visit", args=[visit.pk])))
    assert "visit-form" not in page
    assert "lies with the supervisor" in page
    assert "1,500.50" in page
    assert send(client, "visit", visit.pk, version=1, summary="補").status_code == 422


def test_a_hostile_form_is_no_more_than_a_form(world, signed_in, visit):
    lines = {f"line-{n}-product": world.soap.pk for n in range(700)}
    answer = send(signed_in(world.alice), "visit", visit.pk, version="9" * 40, **lines)
    assert answer.status_code in {409, 422}
    assert not OrderLine.objects.unscoped("a test").filter(order__result__visit=visit).exists()
    assert not Payment.objects.unscoped("a test").filter(result__visit=visit).exists()
    odd = {"line-x-product": "1", "line--1-product": "2", "note-1-text": "<script>alert(1)</script>", "version": "1"}
    answer = send(signed_in(world.alice), "visit", visit.pk, **odd, **{"note-1-kind": "made up"})
    assert answer.status_code == 422
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text(answer), "what was heard is not lost with its kind"
    assert send(signed_in(world.alice), "visit", visit.pk, **odd, **{"note-1-kind": "promotion"}).status_code == 303
