"""One's own security: sessions one can end, the password, and that changing either asks who one is."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import hashers
from django.test import Client

from fieldday.config.schedule import run_once
from fieldday.people.models import Company, Passkey, Session, Totp
from fieldday.trail.models import Event
from tests.world import NOW, PASSWORD

PASSING = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"|_key" value="[^"]*"')
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0"


def _sign_in(name="alice", agent=PHONE, password=PASSWORD) -> Client:
    client = Client(headers={"user-agent": agent})
    assert client.post("/sign-in", {"username": name, "password": password}).status_code == 302
    return client


def _inside(client) -> bool:
    return client.get("/me").status_code == 200


def _handle(client) -> str:
    return Session.objects.get(session_key=client.session.session_key).handle


def _post(client, path, **fields):
    return client.post(path, {"_key": uuid4(), **fields})


@pytest.fixture
def phone(world):
    return _sign_in()


@pytest.fixture
def desk(world):
    return _sign_in(agent=DESK)


def test_the_page_lists_the_devices_and_never_their_keys(phone, desk):
    page = phone.get("/me/security").content.decode()
    assert "Chrome · Android" in page and "Firefox · Windows" in page
    for client in (phone, desk):
        assert client.session.session_key not in page
    assert _handle(desk) in page and _handle(phone) not in page, "this one is not signed out here"


def test_one_device_is_signed_out_from_another(phone, desk):
    assert _post(phone, f"/me/security/sessions/{_handle(desk)}/end").status_code == 303
    assert _inside(phone) and not _inside(desk)
    assert Event.objects.get(verb="people.session.ended").changes == {"device": "Firefox · Windows"}


def test_nobody_ends_the_session_of_another(phone, world):
    bob = _sign_in("bob")
    foreign = _post(phone, f"/me/security/sessions/{_handle(bob)}/end")
    missing = _post(phone, f"/me/security/sessions/{'0' * 32}/end")
    assert foreign.status_code == missing.status_code == 404 and _inside(bob)
    key = bob.session.session_key
    assert _post(phone, f"/me/security/sessions/{key}/end").status_code == 404


def test_all_others_are_signed_out_at_once(phone, desk, world):
    third, bob = _sign_in(), _sign_in("bob")
    assert _post(phone, "/me/security/other-sessions/end").status_code == 303
    assert [_inside(client) for client in (phone, desk, third, bob)] == [True, False, False, True]


def test_when_a_device_was_last_seen_is_kept_now_and_then(phone, at_time, django_assert_max_num_queries):
    row = Session.objects.get()
    assert row.seen_at == row.began_at == NOW and row.device == "Chrome · Android"
    at_time(NOW + timedelta(minutes=4))
    phone.get("/me")
    assert Session.objects.get().seen_at == NOW
    at_time(NOW + timedelta(minutes=6))
    phone.get("/me")
    assert Session.objects.get().seen_at == NOW + timedelta(minutes=6)


def test_a_new_password_signs_out_everywhere_else(phone, desk):
    fields = {"current": PASSWORD, "password": "snow on Tuesday", "again": "snow on Tuesday"}
    assert _post(phone, "/me/security/password", **fields).status_code == 303
    assert _inside(phone) and not _inside(desk)
    assert not _inside(_sign_in_tried(PASSWORD)) and _inside(_sign_in_tried("snow on Tuesday"))
    assert "snow" not in str(list(Event.objects.values()))


def _sign_in_tried(password) -> Client:
    client = Client()
    client.post("/sign-in", {"username": "alice", "password": password})
    return client


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"current": "not it"}, "The present password is not right."),
        ({"again": "snow on Monday"}, "The two passwords are not the same."),
        ({"password": "short", "again": "short"}, "too short or too common"),
        ({"password": "password1", "again": "password1"}, "too short or too common"),
    ],
)
def test_a_refused_password_says_why_and_changes_nothing(phone, desk, fields, words):
    sent = {"current": PASSWORD, "password": "snow on Tuesday", "again": "snow on Tuesday", **fields}
    answer = _post(phone, "/me/security/password", **sent)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert _inside(desk) and _inside(_sign_in_tried(PASSWORD))


def test_guessing_the_present_password_from_an_open_phone_is_closed_after_ten(phone):
    sent = {"password": "snow on Tuesday", "again": "snow on Tuesday"}
    for _ in range(10):
        assert _post(phone, "/me/security/password", current="guess", **sent).status_code == 422
    answer = _post(phone, "/me/security/password", current=PASSWORD, **sent)
    assert answer.status_code == 422 and "quarter of an hour" in answer.content.decode()


def test_changing_how_one_signs_in_asks_again_who_one_is(phone, at_time, world):
    at_time(NOW + timedelta(minutes=16))
    for path in (
        "/me/security/app",
        "/me/security/app/removal",
        "/me/security/recovery-codes",
        "/me/security/passkeys",
    ):
        assert _post(phone, path).status_code == 403
    assert not Totp.objects.visible_to(world.alice).exists()
    assert _post(phone, "/me/security/proof", current="not it").status_code == 422
    answer = _post(phone, "/me/security/proof", current=PASSWORD, next="//evil.example")
    assert answer.headers["Location"] == "/"
    assert _post(phone, "/me/security/app").status_code == 303
    assert Event.objects.filter(verb="people.person.proven").count() == 1


def test_a_company_of_a_long_name_has_its_app_set_up_all_the_same(phone, world):
    Company.objects.update(name="好" * 120)
    assert _post(phone, "/me/security/app").status_code == 303
    assert "<svg" in phone.get("/me/security/app").content.decode()


def test_only_an_administrator_says_which_roles_need_a_second_step(world, signed_in):
    for name in ("alice", "bob", "diana", "oscar", "uma"):
        client = signed_in(getattr(world, name))
        assert _post(client, "/me/security/roles", role=["director"]).status_code == 422
        assert 'name="role"' not in client.get("/me/security").content.decode()
    ada = signed_in(world.ada)
    assert _post(ada, "/me/security/roles", role=["director", "administrator"]).status_code == 303
    assert Company.the().second_factor_roles == ["director", "administrator"]
    assert _post(ada, "/me/security/roles", role=["nobody"]).status_code == 422


def _passkey(person, name="x"):
    return Passkey.objects.unscoped("test").create(
        person=person, name=name, credential_id=uuid4().hex, credential=b"x", made_at=NOW
    )


def test_a_foreign_passkey_and_none_are_told_alike(phone, world):
    theirs, mine = _passkey(world.bob), _passkey(world.alice)
    for act, fields in (("", {"name": "new"}), ("/removal", {})):
        answers = [_post(phone, f"/me/security/passkeys/{pk}{act}", **fields) for pk in (theirs.pk, 987_654_321)]
        assert [one.status_code for one in answers] == [404, 404]
    assert _post(phone, f"/me/security/passkeys/{mine.pk}", name=' "><img onerror> ').status_code == 303
    assert "<img onerror" not in phone.get("/me/security").content.decode()
    assert _post(phone, f"/me/security/passkeys/{mine.pk}", name="  ").status_code == 422
    assert _post(phone, f"/me/security/passkeys/{mine.pk}/removal").status_code == 303
    assert [one.pk for one in Passkey.objects.unscoped("test")] == [theirs.pk]


def test_an_answer_without_a_question_proves_nothing(phone, world):
    for said in ("", "{}", "[]", "null", '{"rawId": 1}', "{" * 5000):
        assert _post(phone, "/me/security/passkeys", credential=said).status_code == 422
        stranger = Client()
        stranger.get("/sign-in/passkey-question", headers={"host": "localhost"})
        assert stranger.post("/sign-in/passkey", {"credential": said}, headers={"host": "localhost"}).status_code == 401
        assert not _inside(stranger)


def test_passkeys_are_offered_only_where_browsers_make_them(world):
    for host, status in (("localhost", 200), ("127.0.0.1", 404), ("testserver", 404)):
        assert Client().get("/sign-in/passkey-question", headers={"host": host}).status_code == status
    secure = Client()
    assert secure.get("/sign-in/passkey-question", headers={"host": "testserver"}, secure=True).status_code == 200
    assert "127.0.0.1" not in Client().get("/sign-in", headers={"host": "127.0.0.1"}).content.decode()


def test_a_question_is_never_asked_twice(world):
    asked = {Client().get("/sign-in/passkey-question", headers={"host": "localhost"}).content for _ in range(3)}
    assert len(asked) == 3 and all(b"alice" not in one for one in asked)


def test_a_wrong_name_takes_as_much_work_as_a_wrong_password(world, monkeypatch):
    """Time is told by what is computed: one password digest in each case."""
    world.adam.set_unusable_password()
    world.adam.save()
    world.charlie.is_active = False
    world.charlie.save()
    work: list[str] = []
    hasher = hashers.get_hasher()
    encode = type(hasher).encode

    def counted(self, password, salt, *more):
        work.append(password)
        return encode(self, password, salt, *more)

    monkeypatch.setattr(type(hasher), "encode", counted)
    seen = set()
    for name in ("alice", "nobody", "adam", "charlie", "", "a" * 300):
        work.clear()
        answer = Client().post("/sign-in", {"username": name, "password": "not it"})
        page = PASSING.sub("*", answer.content.decode().replace(f'value="{name}"', 'value=""'))
        seen.add((answer.status_code, len(work), page))
    assert len(seen) == 1


def test_sessions_that_ran_out_are_cleared_away(phone, desk):
    Session.objects.filter(handle=_handle(desk)).update(expire_date=NOW - timedelta(days=91))
    run_once(at=NOW)
    assert Session.objects.count() == 1 and _inside(phone)
