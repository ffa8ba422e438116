"""The search page without a script, the box's finds, and what was opened lately."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_plain_form_finds_by_two_characters_and_only_ones_own(world, signed_in):
    alice, charlie = signed_in(world.alice), signed_in(world.charlie)
    text = world.lotus.name[:2]
    assert world.lotus.name in alice.get(reverse("search"), {"q": text}).content.decode()
    assert world.lotus.name not in charlie.get(reverse("search"), {"q": text}).content.decode()
    page = alice.get(reverse("search"), {"q": text, "kind": "account", "page": "99"}).content.decode()
    assert world.lotus.name in page
    assert alice.get(reverse("search"), {"q": text, "kind": "password"}).status_code == 200


def test_the_empty_box_offers_what_was_opened_lately_to_the_same_person_alone(world, signed_in):
    browser = signed_in(world.alice)
    for one in (world.dawn, world.lotus):
        assert browser.get(reverse("account", args=[one.pk])).status_code == 200
    found = browser.get(reverse("search-found")).content.decode()
    assert found.index(world.lotus.name) < found.index(world.dawn.name)
    browser.force_login(world.adam, backend="fieldday.people.backend.PersonBackend")
    assert world.lotus.name not in browser.get(reverse("search-found")).content.decode()


def test_a_cookie_that_is_not_ours_offers_nothing(world, signed_in):
    browser = signed_in(world.alice)
    browser.cookies["opened"] = "W1sxLCBbXV0"
    assert browser.get(reverse("search-found")).status_code == 200


def test_odd_queries_are_answered(world, signed_in):
    browser = signed_in(world.alice)
    for text in ("", "%", "' OR 1=1 --", '"><img onerror=x>', "藥" * 400, "\u202e", "１１／２０"):
        answer = browser.get(reverse("search"), {"q": text})
        assert answer.status_code == 200
        assert b"<img onerror" not in answer.content
