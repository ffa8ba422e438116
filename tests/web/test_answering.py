"""The phone asks for JSON and is told a state: kept, refused, conflict, gone, or that it may not; never a page."""

import json
from uuid import uuid4

import pytest
from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fieldday.kit.models import PostedForm
from fieldday.kit.refusals import Refused
from fieldday.people.models import Person
from fieldday.rules.verdict import Reason
from fieldday.web.posting import Wrote, posted
from tests.web.test_posting import _request

PHONE = {"Accept": "application/json"}


def _send(client, address="/language", *, key=None, person=None, **fields):
    headers = PHONE | ({"X-Fieldday-Person": str(person)} if person else {})
    return client.post(address, {"_key": key or uuid4(), **fields}, headers=headers)


@pytest.fixture
def alice(world, signed_in):
    return signed_in(world.alice)


def _phone(world, **fields):
    request = _request(world, **fields)
    request.META["HTTP_ACCEPT"] = "application/json"
    return request


def test_what_is_kept_says_where_to_go_and_what_the_page_would_have_said(alice):
    answer = _send(alice, language="en", next="/me")
    assert answer.status_code == 200
    assert answer.json() == {"state": "kept", "location": "/me", "said": ["Language changed."]}


def test_the_row_that_was_written_is_named_with_its_version_the_second_time_too(world):
    key, row, runs = uuid4(), uuid4(), []

    def effect(at):
        runs.append(at)
        return Wrote("/visits/1", row, 3)

    sent = [_phone(world, key=key, sent_at=f"2026-11-23T0{hour}:00:00+08:00") for hour in (1, 2)]
    first, second = (posted(request, effect, done="好了。") for request in sent)
    assert first.content == second.content and len(runs) == 1
    told = json.loads(first.content)
    assert told["record"] == {"id": str(row), "version": 3} and told["said"] == ["好了。"]


def test_what_waits_to_be_said_on_the_next_page_is_left_for_it(alice):
    alice.post("/language", {"_key": uuid4(), "language": "en", "next": "/me"})
    assert len(_send(alice, language="en", next="/me").json()["said"]) == 1
    assert alice.get("/me").content.decode().count("Language changed.") == 1


def test_a_refusal_gives_each_reason_at_its_field_in_words_and_draws_no_page(world):
    def effect(at):
        raise Refused("x", [Reason("people.not_found", {}, "name"), Reason("web.password.differs")])

    answer = posted(_phone(world), effect, refused=lambda refusal: pytest.fail("a page was drawn"))
    assert answer.status_code == 422
    told = json.loads(answer.content)
    assert told["state"] == "refused"
    assert [(one["field"], one["code"]) for one in told["reasons"]] == [
        ("name", "people.not_found"), ("", "web.password.differs"),
    ]  # fmt: skip
    assert not PostedForm.objects.exists()


def test_a_stale_version_brings_what_the_server_has(world):
    def effect(at):
        raise Refused("visits.visit.changed_meanwhile", version=4)

    answer = posted(_phone(world), effect, theirs=lambda: {"version": 4})
    assert answer.status_code == 409 and b'"theirs": {"version": 4}' in answer.content


def test_what_may_be_insisted_on_says_how(world):
    def effect(at):
        raise Refused("x", insist=[("new", "1")])

    assert b'"insist": [["new", "1"]]' in posted(_phone(world), effect).content


def test_what_a_role_may_not_do_is_forbidden_with_the_reason(world):
    def effect(at):
        raise Refused("people.not_allowed")

    answer = posted(_phone(world), effect)
    assert answer.status_code == 403 and b'"state": "forbidden"' in answer.content


def test_a_record_out_of_sight_is_gone_like_one_that_never_was(alice, world):
    answers = [_send(alice, f"/visits/{pk}", version="1") for pk in (world.charlies.visit.pk, uuid4())]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(404, {"state": "gone"})] * 2


def test_the_same_key_with_another_body_is_refused(alice):
    key = uuid4()
    _send(alice, key=key, language="zh-hant")
    answer = _send(alice, key=key, language="en")
    assert answer.status_code == 422 and answer.json()["reasons"][0]["code"] == "web.form.other_body"


def test_a_form_without_a_key_is_refused_in_words(alice):
    answer = alice.post("/language", {"language": "en"}, headers=PHONE)
    assert answer.status_code == 422 and answer.json()["reasons"][0]["code"] == "web.form.without_key"


def test_who_is_not_signed_in_is_told_so_and_sent_nowhere(world):
    answer = _send(Client(), language="en")
    assert (answer.status_code, answer.json()) == (401, {"state": "signed_out"})


def test_who_was_deactivated_meanwhile_keeps_nothing(alice, world):
    Person.objects.unscoped("the test's own").filter(pk=world.alice.pk).update(is_active=False)
    answer = _send(alice, language="en")
    assert (answer.status_code, answer.json()) == (401, {"state": "signed_out"})
    assert not PostedForm.objects.exists()


def test_an_old_token_is_said_to_be_one(world, signed_in):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.alice, backend="fieldday.people.backend.PersonBackend")
    answer = _send(client, language="en")
    assert (answer.status_code, answer.json()) == (403, {"state": "csrf"})


def test_forms_of_somebody_else_wait_for_him(alice, world):
    answer = _send(alice, person=world.bob.pk, language="en")
    assert (answer.status_code, answer.json()) == (409, {"state": "other_person"})
    assert _send(alice, person=world.alice.pk, language="en").status_code == 200


def test_whose_second_step_is_missing_is_told_and_not_sent_away(world, signed_in):
    from fieldday.web.signing_in.entering import ENROL

    client = signed_in(world.alice)
    session = client.session
    session[ENROL] = True
    session.save()
    answer = _send(client, "/attendance", act="start")
    assert answer.status_code == 403 and answer.json()["state"] == "forbidden"
    assert "second step" in answer.json()["reasons"][0]["text"]


def test_what_cannot_be_read_at_all_is_refused(alice):
    answer = _send(alice, language="a\0b")
    assert answer.status_code == 422 and answer.json()["reasons"][0]["code"] == "web.form.unreadable"


def test_messages_of_the_effect_are_heard(world):
    request = _phone(world)

    def effect(at):
        messages.warning(request, "小心")
        return "/"

    assert json.loads(posted(request, effect).content)["said"] == ["小心"]


def test_a_file_is_compared_when_the_form_comes_again(alice, world):
    key = uuid4()

    def send(content):
        file = SimpleUploadedFile("a.jpg", content)
        return _send(alice, key=key, language="en", photo=file).status_code

    assert [send(b"one"), send(b"one"), send(b"two")] == [200, 200, 422]


def test_a_name_that_is_known_already_is_told_with_whose_it_is(world, alice):
    answer = _send(alice, "/prospects", name="蓮花 藥局")
    assert answer.status_code == 422
    told = answer.json()
    assert told["insist"] == [["new", "1"]]
    assert [one["id"] for one in told["theirs"]["alike"]] == [str(world.lotus.pk)]
    other = _send(alice, "/prospects", name=world.maple.name).json()  # of somebody else's line: nothing is told of it
    assert other["state"] == "kept"
