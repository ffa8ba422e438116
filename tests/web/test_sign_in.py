"""Signing in: who gets in, where one lands, and what a stranger can find out."""

import pytest
from django.test import Client

from fieldday.people.backend import counted_name
from fieldday.people.models import Person
from fieldday.trail.models import Event
from tests.world import PASSWORD


@pytest.fixture
def client(world):
    return Client()


def _try(client, name, password=PASSWORD, **more):
    return client.post("/sign-in", {"username": name, "password": password, **more})


def _inside(client) -> bool:
    return client.get("/me").status_code == 200


@pytest.mark.parametrize("name", ["alice", "ALICE", "  Alice "])
def test_one_signs_in_by_external_id_however_it_is_written(client, name):
    answer = _try(client, name)
    assert answer.status_code == 302 and answer.headers["Location"] == "/"
    assert _inside(client)


def test_a_wrong_password_and_an_unknown_name_are_told_alike(client):
    wrong, unknown = _try(client, "alice", "no"), _try(client, "nobody", "no")
    assert wrong.status_code == unknown.status_code == 401
    for answer in (wrong, unknown):
        assert "登入名稱或密碼不對。" in answer.content.decode()
    assert not _inside(client)


def test_the_name_is_kept_for_another_try_and_the_password_is_not(client):
    page = _try(client, 'alice"><img onerror>', "s3cret-typed").content.decode()
    assert "alice&quot;&gt;&lt;img onerror&gt;" in page and "s3cret-typed" not in page


def test_who_left_and_who_has_no_password_stay_out(client, world):
    Person.objects.unscoped("test").filter(pk=world.alice.pk).update(is_active=False)
    Person.objects.unscoped("test").filter(pk=world.adam.pk).update(password="")
    assert _try(client, "alice").status_code == 401
    for password in ("", PASSWORD):
        assert _try(client, "adam", password).status_code == 401


def test_ten_wrong_passwords_close_the_name_there_however_it_is_written(client):
    spellings = ["alice", "ALICE", " alice", "Alice", "aLice ", "alIce", "ALice", "alicE", "aLICE"]
    for spelling in spellings:
        assert _try(client, spelling, "no").status_code == 401
    assert _try(client, "AlicE", "no").status_code == 429
    locked = _try(client, "alice")
    assert locked.status_code == 429 and "嘗試次數太多" in locked.content.decode()
    assert not _inside(client)
    assert _try(client, "bob").status_code == 302, "others on the same line still get in"


def test_the_right_password_forgets_the_wrong_ones(client):
    for _ in range(3):
        for _ in range(5):
            _try(client, "alice", "no")
        assert _try(client, "ALICE").status_code == 302
        client.post("/sign-out")


def test_a_name_is_counted_as_it_is_looked_up():
    assert counted_name(None, {"username": " Alice "}) == "alice"
    assert counted_name(None, None) == ""


@pytest.mark.parametrize("target", ["/me", "/people/3/invitations?x=1", "/days/2026-11-20#a"])
def test_one_lands_where_one_wanted_to_go(client, target):
    page = client.get("/sign-in", {"next": target})
    assert f'value="{target}"' in page.content.decode()
    assert _try(client, "alice", next=target).headers["Location"] == target


def test_a_page_asked_for_by_a_stranger_is_shown_after_sign_in(client):
    sent = client.get("/me?x=1&y=%E4%BA%8C").headers["Location"]
    assert sent == "/sign-in?next=%2Fme%3Fx%3D1%26y%3D%25E4%25BA%258C"
    target = client.get(sent).context["next"]
    assert _try(client, "alice", next=target).headers["Location"] == "/me?x=1&y=%E4%BA%8C"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "http:evil.example",
        "javascript:alert(1)", "/\t/evil.example", "https:///evil.example", "ftp://testserver/", " //evil.example",
        "http://testserver@evil.example/", "data:text/html,x",
    ],
)  # fmt: skip
def test_no_open_redirect(client, target):
    answer = _try(client, "alice", next=target)
    assert answer.status_code == 302 and answer.headers["Location"] == "/"
    assert client.get("/sign-in", {"next": target}).headers["Location"] == "/", "signed in already"
    chosen = client.post("/language", {"language": "xx", "next": target})
    assert chosen.headers["Location"] == "/"


def test_a_session_is_a_new_one_after_sign_in(client):
    client.cookies["sessionid"] = "chosenbyanother0000000000000000"
    _try(client, "alice")
    assert client.cookies["sessionid"].value != "chosenbyanother0000000000000000"


def test_signing_out_ends_the_session_and_is_on_the_trail(client, world):
    _try(client, "alice")
    kept = client.cookies["sessionid"].value
    assert client.get("/sign-out").status_code == 405, "a link cannot sign anybody out"
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    client.cookies["sessionid"] = kept
    assert not _inside(client)
    assert Event.objects.get(verb="people.session.ended").by_id == world.alice.pk


def test_a_new_password_ends_the_other_sessions(client, world):
    _try(client, "alice")
    alice = Person.objects.unscoped("test").get(pk=world.alice.pk)
    alice.set_password("snow on Tuesday")
    alice.save()
    assert not _inside(client)


def test_a_forged_host_is_a_bad_request(client):
    for host in ("evil.example", "testserver.evil.example", "127.0.0.1.evil.example", "evil.example:80", "a b"):
        assert client.get("/sign-in", headers={"host": host}).status_code == 400


def test_cookies_are_for_this_site_alone_and_pages_for_this_person_alone(client):
    answer = _try(client, "alice")
    session = answer.cookies["sessionid"]
    assert session["httponly"] and session["samesite"] == "Lax"
    page = client.get("/me")
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Frame-Options"] == "DENY" and page.headers["Referrer-Policy"] == "same-origin"
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]


def test_one_reads_in_the_language_one_chose(client, world, signed_in):
    alice = signed_in(world.alice)
    from uuid import uuid4

    assert 'lang="en"' in alice.get("/me").content.decode()
    answer = alice.post("/language", {"_key": uuid4(), "language": "zh-hant", "next": "/me"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    page = alice.get("/me")
    assert 'lang="zh-Hant-TW"' in page.content.decode() and page.headers["Content-Language"] == "zh-hant"
    assert Event.objects.get(verb="people.language.chosen").changes == {"language": "zh-hant"}


def test_the_pulse_needs_no_sign_in_and_tells_when_the_database_is_gone(client, monkeypatch):
    from fieldday.web import home

    assert client.get("/healthz").content == b"ok\n"
    monkeypatch.setattr(home, "database_answers", lambda: False)
    assert client.get("/healthz").status_code == 503


def test_a_fault_is_a_page_of_ours_even_when_the_frame_breaks(client, world, signed_in, monkeypatch):
    from fieldday.web import errors, home

    def fail(*args, **kwargs):
        raise OSError("secret detail")

    alice = signed_in(world.alice)
    alice.raise_request_exception = False
    monkeypatch.setattr(home, "render", fail)
    answer = alice.get("/me")
    assert answer.status_code == 500 and "secret detail" not in answer.content.decode()
    monkeypatch.setattr(errors, "render", fail)
    answer = alice.get("/me")
    assert answer.status_code == 500 and "系統暫時無法使用" in answer.content.decode()
