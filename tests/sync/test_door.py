"""The phone's door: a page without anything personal, who is signed in, and nothing for anybody else."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from fieldday.people.actions.session import clear_sessions, end_one_session, end_other_sessions
from fieldday.people.models import Person, Session
from fieldday.sync import build
from fieldday.web.signing_in.entering import ENROL
from tests.world import NOW

JSON = {"Accept": "application/json"}
pytestmark = pytest.mark.django_db


def ask(client, parts=None, **headers):
    """What the phone asks, having these parts."""
    question = {"build": "", "parts": parts or {}}
    return client.post("/phone/snapshot", json.dumps(question), content_type="application/json", headers=JSON | headers)


@pytest.mark.parametrize("path", ["/phone/", "/phone/customers", "/phone/visits/018f/photos"])
def test_the_page_is_the_same_for_everybody_and_holds_no_token(path, world, signed_in):
    his, nobodys = signed_in(world.alice).get(path), Client().get(path)
    assert his.status_code == nobodys.status_code == 200 and his.content == nobodys.content
    text = his.content.decode()
    assert 'id="phone"' in text and "phone.js" in text and "manifest.webmanifest" in text
    assert "Alice" not in text and "csrf" not in text.lower() and "<script>" not in text
    assert "csrftoken" not in his.cookies and his.headers["Cache-Control"] == "no-cache"


def test_a_home_screen_is_told_name_and_icons_in_the_language_asked_for():
    said = json.loads(Client().get("/manifest.webmanifest", headers={"Accept-Language": "zh-TW"}).content)
    english = json.loads(Client().get("/manifest.webmanifest", headers={"Accept-Language": "en"}).content)
    assert said["start_url"] == "/phone/" and said["display"] == "standalone" and said["lang"] == "zh-Hant-TW"
    assert {icon.get("purpose", icon["sizes"]) for icon in said["icons"]} == {"192x192", "512x512", "maskable"}
    assert said["description"] != english["description"]


def test_the_worker_begins_with_what_it_keeps(monkeypatch):
    files = {"sw.js": b"// the worker"}
    monkeypatch.setattr(build, "asset", files.get)
    answer = Client().get("/sw.js")
    first, rest = answer.content.split(b"\n", 1)
    said = json.loads(first.removeprefix(b"self.fieldday=").removesuffix(b";"))
    assert answer.headers["Service-Worker-Allowed"] == "/" and answer.headers["Cache-Control"] == "no-cache"
    assert rest == b"// the worker" and said["page"] == "/phone/" and said["build"] == build.build()
    assert "/phone/" in said["kept"] and any(one.startswith("/phone/words/zh-hant.json?") for one in said["kept"])
    del files["sw.js"]
    assert Client().get("/sw.js").status_code == 404


def test_a_phone_keeps_the_files_of_all_screens_and_begins_with_those_it_needs_at_once(monkeypatch):
    files = {"sw.js": b"", "phone.json": b'{"first": ["phone-ONE.js"], "later": ["phone-TWO.js"]}'}
    monkeypatch.setattr(build, "asset", files.get)
    assert {"/static/phone-ONE.js", "/static/phone-TWO.js"} <= set(build.kept())
    page = Client().get("/phone/").content.decode()
    assert '<link rel="modulepreload" href="/static/phone-ONE.js">' in page and "phone-TWO" not in page


def test_words_of_a_build_are_kept_for_ever_and_others_asked_for_again():
    kept = Client().get(build.words_address("zh-hant"))
    assert kept.status_code == 200 and "immutable" in kept.headers["Cache-Control"]
    assert Client().get("/phone/words/zh-hant.json?build=old").headers["Cache-Control"] == "no-cache"
    assert Client().get("/phone/words/xx.json").status_code == 404


def test_who_is_signed_in_and_a_token_that_is_taken(world, signed_in):
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(world.alice).cookies
    said = client.get("/phone/session", headers=JSON).json()
    assert (said["person"], said["name"]) == (world.alice.pk, "Alice")
    assert ask(client).status_code == 403
    assert ask(client, **{"X-CSRFToken": said["csrf"]}).status_code == 200


@pytest.mark.parametrize("why", ["stranger", "deactivated"])
def test_nobody_else_is_told_anything(why, world, signed_in):
    client = Client()
    if why == "deactivated":
        client = signed_in(world.alice)
        assert ask(client).status_code == 200
        world.alice.is_active = False
        world.alice.save()
    for answer in (client.get("/phone/session", headers=JSON), ask(client)):
        assert answer.status_code == 401 and answer.json() == {"state": "signed_out"}


@pytest.mark.parametrize("how", ["ran out", "cookie gone"])
def test_a_session_that_ran_out_is_told_from_one_that_was_ended(how, world, signed_in):
    client = signed_in(world.alice)
    named = {"X-Fieldday-Session": client.get("/phone/session", headers=JSON).json()["handle"]}
    if how == "ran out":
        Session.objects.update(expire_date=NOW - timedelta(days=1))
        assert clear_sessions(at=NOW + timedelta(days=80)) == 0, "it is remembered for a while"
    else:
        client.cookies.clear()
    for answer in (client.get("/phone/session", headers=JSON | named), ask(client, **named)):
        assert (answer.status_code, answer.json()) == (401, {"state": "expired"})
    assert client.get("/phone/session", headers=JSON).json() == {"state": "signed_out"}, "not who names none"
    other = Client().get("/phone/session", headers=JSON | {"X-Fieldday-Session": "0" * 32})
    assert other.json() == {"state": "signed_out"}


@pytest.mark.parametrize("how", ["from the list", "everywhere", "signed out", "left", "forgotten"])
def test_a_session_that_somebody_ended_is_gone_though_it_had_run_out(how, world, signed_in):
    client = signed_in(world.alice)
    handle = client.get("/phone/session", headers=JSON).json()["handle"]
    if how == "signed out":
        client.post("/sign-out")
    elif how == "left":
        Person.objects.unscoped("a test").filter(pk=world.alice.pk).update(is_active=False)
    else:
        Session.objects.update(expire_date=NOW - timedelta(days=1))
    if how == "from the list":
        end_one_session(by=world.alice, handle=handle, at=NOW)
    if how == "everywhere":
        end_other_sessions(by=world.alice, kept_key="", at=NOW)
    if how == "forgotten":
        assert clear_sessions(at=NOW + timedelta(days=90)) == 1
    answer = client.get("/phone/session", headers=JSON | {"X-Fieldday-Session": handle})
    assert (answer.status_code, answer.json()) == (401, {"state": "signed_out"})


def test_another_persons_phone_is_told_nothing(world, signed_in):
    answer = ask(signed_in(world.alice), **{"X-Fieldday-Person": str(world.charlie.pk)})
    assert answer.status_code == 409 and answer.json() == {"state": "other_person"}


@pytest.mark.parametrize("body", ["{", "[]", '{"parts": 7}', '{"parts": {"account": [1]}}', "[" * 20000])
def test_a_question_that_cannot_be_read_is_refused(body, world, signed_in):
    answer = signed_in(world.alice).post("/phone/snapshot", body, content_type="application/json", headers=JSON)
    assert answer.status_code == 422


def test_pages_of_a_day_lead_to_the_app_and_those_of_who_visits_nobody_do_not(world, signed_in):
    today, me = (signed_in(world.alice).get(path).content.decode() for path in ("/today", "/me"))
    assert 'data-hint="phone"' in today and "data-hint-gone" in today and 'href="/phone/"' in today
    assert 'href="/phone/"' in me and "Add to Home Screen" in me and "Install app" in me
    assert 'href="/phone/"' not in signed_in(world.uma).get("/me").content.decode()


def test_the_app_opens_before_a_second_step_is_set_up_and_tells_nothing_until_then(world, signed_in):
    client = signed_in(world.alice)
    session = client.session
    session[ENROL] = True
    session.save()
    assert client.get("/phone/").status_code == client.get("/phone/words/en.json").status_code == 200
    for answer in (client.get("/phone/session", headers=JSON), ask(client)):
        assert answer.status_code == 403 and answer.json()["state"] == "forbidden"
