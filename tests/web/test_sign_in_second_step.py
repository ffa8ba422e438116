"""The second step: asked for once an app is set up, passed once per code, closed after many failures."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from fieldday.people.actions.second_factor import enrol_totp, start_totp
from fieldday.people.actions.second_factor_rule import lift_second_factor, require_second_factor
from fieldday.people.models import Passkey, RecoveryCode, Totp
from fieldday.rules.totp import code_of, step_of
from fieldday.trail.models import Event
from tests.world import NOW, PASSWORD


def _code(totp, at=NOW):
    return code_of(totp.shared, step_of(at))


@pytest.fixture
def enrolled(world, at_time):
    """Alice with an app; (the app, her recovery codes). The clock then stands a minute later."""
    start_totp(by=world.alice, at=NOW)
    app = Totp.objects.visible_to(world.alice).get()
    codes = enrol_totp(by=world.alice, code=_code(app), at=NOW)
    at_time(NOW + timedelta(minutes=1))
    return app, codes


def _password(client, name="alice", **more):
    return client.post("/sign-in", {"username": name, "password": PASSWORD, **more})


def _inside(client) -> bool:
    return client.get("/me").status_code == 200


LATER = NOW + timedelta(minutes=1)


def test_the_password_alone_opens_nothing(enrolled):
    client = Client()
    assert _password(client, next="/accounts").headers["Location"] == "/sign-in/second-step"
    assert not _inside(client) and client.get("/sign-in/second-step").status_code == 200
    answer = client.post("/sign-in/second-step", {"code": _code(enrolled[0], LATER)})
    assert answer.headers["Location"] == "/accounts" and _inside(client)
    assert Event.objects.get(verb="people.session.begun").changes["method"] == "password+totp"


def test_a_code_works_once_even_at_the_same_moment(enrolled):
    code = _code(enrolled[0], LATER)
    first, second = Client(), Client()
    for client in (first, second):
        _password(client)
    assert first.post("/sign-in/second-step", {"code": code}).status_code == 302
    assert second.post("/sign-in/second-step", {"code": code}).status_code == 401
    assert not _inside(second)


def test_a_recovery_code_works_once_however_it_is_written(enrolled, world):
    for written, status in ((enrolled[1][0].lower().replace("-", " "), 302), (enrolled[1][0], 401)):
        client = Client()
        _password(client)
        assert client.post("/sign-in/second-step", {"code": written}).status_code == status
    assert RecoveryCode.objects.visible_to(world.alice).filter(used_at=None).count() == 9
    assert Event.objects.filter(verb="people.recovery_code.used").count() == 1


def test_somebody_elses_code_is_no_code(enrolled, world):
    start_totp(by=world.bob, at=NOW)
    theirs = enrol_totp(by=world.bob, code=_code(Totp.objects.visible_to(world.bob).get()), at=NOW)
    client = Client()
    _password(client)
    for code in (theirs[0], _code(Totp.objects.visible_to(world.bob).get(), LATER)):
        assert client.post("/sign-in/second-step", {"code": code}).status_code == 401


def test_ten_wrong_codes_close_the_step_from_anywhere_for_a_quarter_of_an_hour(enrolled, at_time):
    for number in range(10):
        client = Client(REMOTE_ADDR=f"10.0.0.{number}")
        _password(client)
        assert client.post("/sign-in/second-step", {"code": "000000"}).status_code == 401
    client = Client(REMOTE_ADDR="10.0.1.1")
    _password(client)
    assert client.post("/sign-in/second-step", {"code": _code(enrolled[0], LATER)}).status_code == 429
    later = at_time(LATER + timedelta(minutes=16))
    client = Client()
    _password(client)
    assert client.post("/sign-in/second-step", {"code": _code(enrolled[0], later)}).status_code == 302


def test_the_way_is_open_for_ten_minutes_and_not_after_a_new_password(enrolled, world, at_time):
    client = Client()
    _password(client)
    at_time(LATER + timedelta(minutes=11))
    assert client.get("/sign-in/second-step").headers["Location"] == "/sign-in"
    client = Client()
    _password(client)
    world.alice.set_password("snow on Tuesday")
    world.alice.save()
    answer = client.post("/sign-in/second-step", {"code": enrolled[1][0]})
    assert answer.headers["Location"] == "/sign-in" and not _inside(client)


def test_who_left_meanwhile_stays_out(enrolled, world):
    client = Client()
    _password(client)
    world.alice.is_active = False
    world.alice.save()
    assert client.post("/sign-in/second-step", {"code": enrolled[1][0]}).headers["Location"] == "/sign-in"


def test_without_a_password_there_is_no_second_step(world):
    client = Client()
    assert client.get("/sign-in/second-step").headers["Location"] == "/sign-in"
    assert client.post("/sign-in/second-step", {"code": "000000"}).headers["Location"] == "/sign-in"


def test_a_link_for_a_new_password_does_not_pass_by_the_second_step(enrolled, world):
    from fieldday.people.actions.invitation import invite_person

    token = invite_person(by=world.bob, external_id="alice", at=LATER)
    client = Client()
    answer = client.post(f"/invitations/{token}", {"password": "rain on Tuesday", "again": "rain on Tuesday"})
    assert answer.headers["Location"] == "/sign-in/second-step" and not _inside(client)
    client.post("/sign-in/second-step", {"code": _code(enrolled[0], LATER)})
    assert _inside(client)


def test_a_role_may_be_asked_to_set_one_up_before_anything_else(world):
    require_second_factor(by=world.ada, roles=["rep"], at=NOW)
    client = Client()
    assert _password(client).headers["Location"] == "/me/security"
    for path in ("/", "/me", "/accounts"):
        assert client.get(path).headers["Location"] == "/me/security"
    assert client.post("/accounts", {"_key": uuid4(), "name": "x"}).status_code == 302
    assert client.get("/accounts", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/me/security"
    assert client.get("/me/security").status_code == 200
    started = client.post("/me/security/app", {"_key": uuid4()})
    assert (started.status_code, started.headers["Location"]) == (303, "/me/security/app")
    assert b"<svg" in client.get("/me/security/app").content
    app = Totp.objects.visible_to(world.alice).get()
    done = client.post("/me/security/app", {"_key": uuid4(), "act": "confirm", "code": _code(app)})
    assert done.headers["Location"] == "/me/security/recovery-codes"
    assert client.get("/me/security/recovery-codes").content.count(b"<li>") >= 10
    assert client.get("/me/security/recovery-codes").status_code == 302, "never again"
    assert _inside(client)
    assert _password(Client(), "bob").headers["Location"] == "/", "another role"


def test_what_a_role_needs_cannot_be_removed(world, enrolled):
    require_second_factor(by=world.ada, roles=["rep"], at=NOW)
    client = Client()
    _password(client)
    client.post("/sign-in/second-step", {"code": enrolled[1][0]})
    refused = client.post("/me/security/app/removal", {"_key": uuid4()})
    assert refused.status_code == 422 and Totp.objects.visible_to(world.alice).exists()
    require_second_factor(by=world.ada, roles=[], at=NOW)
    assert client.post("/me/security/app/removal", {"_key": uuid4()}).status_code == 303
    assert not Totp.objects.visible_to(world.alice).exists()
    assert not RecoveryCode.objects.visible_to(world.alice).exists()


def test_passkeys_alone_are_a_second_step_only_where_the_role_asks(world):
    Passkey.objects.unscoped("test").create(
        person=world.alice, name="x", credential_id="x", credential=b"x", made_at=NOW
    )
    assert _password(Client()).headers["Location"] == "/"
    require_second_factor(by=world.ada, roles=["rep"], at=NOW)
    assert _password(Client()).headers["Location"] == "/sign-in/second-step"


def test_an_administrator_takes_a_lost_one_away(world, enrolled):
    client = Client()
    _password(client)
    client.post("/sign-in/second-step", {"code": enrolled[1][0]})
    assert _inside(client)
    lift_second_factor(by=world.ada, person_id=world.alice.pk, at=LATER)
    assert not _inside(client)
    assert _password(Client()).headers["Location"] == "/"


def test_the_secret_is_not_in_the_database_as_it_is(enrolled, world):
    from fieldday.rules.totp import in_base32

    app, codes = enrolled
    kept = str(list(Totp.objects.unscoped("test").values())) + str(list(RecoveryCode.objects.unscoped("test").values()))
    assert in_base32(app.shared) not in kept and app.shared.hex() not in kept
    assert not [code for code in codes if code in kept]
