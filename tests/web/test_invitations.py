"""A link sets a password once, in time, for the person it was made for; a house without an administrator gets one."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client, override_settings

from fieldday.kit.actors import SYSTEM
from fieldday.kit.refusals import Refused
from fieldday.people.actions.import_people import import_people
from fieldday.people.actions.invitation import LIFETIME, accept_invitation, find_invitation, invite_person, open_house
from fieldday.people.models import Invitation, Person
from fieldday.trail.models import Event
from tests.world import NOW

NEW = "snow on Tuesday"


def _invite(external_id="alice", at=NOW, by=SYSTEM):
    return invite_person(by=by, external_id=external_id, at=at)


def _fresh(person):
    return Person.objects.unscoped("test").get(pk=person.pk)


def _refused(act, **more):
    with pytest.raises(Refused) as refused:
        act(**more)
    return refused.value.code


def _post(token, password=NEW, again=None, client=None, **more):
    client = client or Client()
    return client.post(f"/invitations/{token}", {"password": password, "again": again or password, **more})


def test_a_link_lets_its_person_set_a_password_and_signs_in(world):
    token, client = _invite(), Client()
    page = client.get(f"/invitations/{token}")
    assert page.status_code == 200 and "Alice" in page.content.decode()
    answer = _post(token, client=client)
    assert answer.status_code == 302 and client.get("/me").status_code == 200
    assert _fresh(world.alice).check_password(NEW)
    verbs = [event.verb for event in Event.objects.order_by("id")]
    assert verbs == ["people.person.invited", "people.invitation.accepted", "people.session.begun"]


def test_the_token_is_kept_nowhere(world):
    token = _invite()
    kept = Invitation.objects.get()
    assert token not in str(kept.__dict__) and len(token) >= 30
    assert token not in str(list(Event.objects.values()))


def test_a_link_works_once(world):
    token = _invite()
    _post(token)
    again = _post(token, "another password")
    assert again.status_code == 410
    assert _fresh(world.alice).check_password(NEW)
    assert _refused(accept_invitation, token=token, password="another password", at=NOW) == "people.invitation.used"


def test_looking_at_a_link_uses_nothing_up(world):
    token = _invite()
    for _ in range(3):
        assert Client().get(f"/invitations/{token}").status_code == 200
    assert _post(token).status_code == 302


def test_a_link_works_for_three_days(world, at_time):
    token = _invite()
    assert _refused(find_invitation, token=token, at=NOW + LIFETIME) == "people.invitation.expired"
    at_time(NOW + LIFETIME)
    assert _post(token).status_code == 410
    at_time(NOW + LIFETIME - timedelta(seconds=1))
    assert _post(token).status_code == 302


def test_a_newer_link_replaces_the_older(world):
    old, new = _invite(), _invite(at=NOW + timedelta(minutes=1))
    later = NOW + timedelta(minutes=2)
    assert _refused(find_invitation, token=old, at=later) == "people.invitation.expired"
    assert find_invitation(new, at=later).person == world.alice


@pytest.mark.parametrize("token", ["nothing", "x" * 300, "%00", "..%2f..", "令牌"])
def test_an_unknown_link_is_no_page(world, token):
    for answer in (Client().get(f"/invitations/{token}"), _post(token)):
        assert answer.status_code in {400, 404}


def test_who_left_gets_no_link_and_an_open_one_closes(world):
    token = _invite()
    Person.objects.unscoped("test").filter(pk=world.alice.pk).update(is_active=False)
    assert _refused(_invite) == "people.invitation.left"
    assert _post(token).status_code == 410
    assert not _fresh(world.alice).check_password(NEW)


@pytest.mark.parametrize("password", ["", "short", "1234567", "password", "12345678", "qwertyuiop"])
def test_a_weak_password_is_refused_at_its_field_and_the_link_stays(world, password):
    token = _invite()
    answer = _post(token, password)
    assert answer.status_code == 422
    assert "password" in answer.context["errors"]
    assert not password or f'value="{password}"' not in answer.content.decode()
    assert _post(token).status_code == 302


def test_two_passwords_that_differ_are_refused_at_the_second(world):
    token = _invite()
    answer = _post(token, again="something else")
    assert answer.status_code == 422 and list(answer.context["errors"]) == ["again"]
    assert Invitation.objects.get().used_at is None


def test_a_link_cannot_name_or_raise_anybody_else(world):
    _post(_invite(), external_id="diana", name="Mallory", role="administrator", person=world.diana.pk)
    alice = _fresh(world.alice)
    assert (alice.name, alice.role, alice.external_id) == ("Alice", "rep", "alice")
    assert not _fresh(world.diana).check_password(NEW)


def test_who_may_invite_whom(world):
    for by, whom in ((world.bob, "alice"), (world.mona, "charlie"), (world.diana, "diana"), (world.oscar, "charlie")):
        assert _invite(whom, by=by)
    for by, whom in ((world.bob, "charlie"), (world.carol, "alice"), (world.alice, "bob"), (world.alice, "nobody")):
        with pytest.raises(Refused) as refused:
            _invite(whom, by=by)
        assert refused.value.missing
    assert _refused(_invite, external_id="alice", by=world.alice) == "people.not_allowed"
    assert _refused(_invite, external_id="alice", by=world.uma) == "people.not_allowed"


def test_a_supervisor_shows_a_link_on_his_screen_once(world, signed_in):
    bob, address = signed_in(world.bob), f"/people/{world.alice.pk}/invitations"
    assert "/invitations/" not in bob.get(address).content.decode().replace(address, "")
    answer = bob.post(address, {"_key": uuid4()})
    assert answer.status_code == 303 and answer.headers["Location"] == address
    page = bob.get(address).content.decode()
    path = re.search(r"http://testserver(/invitations/[\w-]+)", page)[1]
    assert "<svg" in page
    assert path not in bob.get(address).content.decode(), "shown once"
    assert Client().get(path).status_code == 200


def test_the_link_never_carries_a_host_that_a_request_made_up(world, signed_in):
    bob, address = signed_in(world.bob), f"/people/{world.alice.pk}/invitations"
    with override_settings(PUBLIC_URL="https://fieldday.example.com"):
        bob.post(address, {"_key": uuid4()})
        assert "https://fieldday.example.com/invitations/" in bob.get(address).content.decode()
    assert bob.post(address, {"_key": uuid4()}, headers={"host": "evil.example"}).status_code == 400


@pytest.mark.django_db
class TestAHouseWithoutAnAdministrator:
    def test_its_first_link_makes_the_administrator(self, at_time):
        at_time(NOW)
        token, client = open_house(at=NOW), Client()
        assert client.get(f"/invitations/{token}").status_code == 200
        answer = _post(token, client=client, external_id=" ada ", name="Ada")
        assert answer.status_code == 302 and client.get("/me").status_code == 200
        ada = Person.objects.unscoped("test").get()
        assert (ada.external_id, ada.name, ada.role) == ("ada", "Ada", "administrator")
        verbs = [event.verb for event in Event.objects.order_by("id")]
        assert verbs == ["people.administrator.named", "people.session.begun"]
        assert _post(token, external_id="eve", name="Eve").status_code == 410

    def test_a_later_start_replaces_the_link(self, at_time):
        at_time(NOW)
        first, second = open_house(at=NOW), open_house(at=NOW)
        assert _post(first, external_id="ada").status_code == 404
        assert _post(second, external_id="ada").status_code == 302
        assert open_house(at=NOW) is None

    def test_people_who_were_imported_do_not_kill_the_link(self, at_time):
        at_time(NOW)
        token = open_house(at=NOW)
        import_people(by=SYSTEM, rows=[{"external_id": "Boss", "name": "Boss", "role": "administrator"}], at=NOW)
        assert Client().get(f"/invitations/{token}").status_code == 200
        assert open_house(at=NOW + timedelta(hours=1)), "a start prints another"

    @pytest.mark.parametrize("name", ["alice", " ALICE "])
    def test_the_link_takes_nobodys_sign_in_name(self, at_time, name):
        at_time(NOW)
        token = open_house(at=NOW)
        alice = Person.objects.create(external_id="alice", name="Alice")
        answer = _post(token, external_id=name, name="Eve")
        assert answer.status_code == 422 and list(answer.context["errors"]) == ["external_id"]
        assert _fresh(alice).role == "rep" and not _fresh(alice).password
        assert _post(token, external_id="eve", name="Eve").status_code == 302

    def test_a_name_that_does_not_fit_is_told_at_its_field(self, at_time):
        at_time(NOW)
        answer = _post(open_house(at=NOW), external_id="x" * 61, name="y" * 121)
        assert answer.status_code == 422 and set(answer.context["errors"]) == {"external_id", "name"}

    def test_the_link_is_dead_before_typing_once_an_imported_administrator_has_a_password(self, at_time):
        at_time(NOW)
        token = open_house(at=NOW)
        import_people(by=SYSTEM, rows=[{"external_id": "boss", "name": "Boss", "role": "administrator"}], at=NOW)
        assert _post(_invite("boss")).status_code == 302
        assert Client().get(f"/invitations/{token}").status_code == 410
        assert _refused(accept_invitation, token=token, password=NEW, at=NOW, external_id="eve") == (
            "people.administrator.exists"
        )
        assert open_house(at=NOW) is None and Person.objects.unscoped("test").count() == 1

    def test_an_administrator_who_left_or_cannot_sign_in_does_not_count(self, at_time):
        at_time(NOW)
        ada = Person(external_id="ada", name="Ada", role="administrator", is_active=False)
        ada.set_password(NEW)
        ada.save()
        assert open_house(at=NOW)
        ada.is_active = True
        ada.save()
        assert open_house(at=NOW) is None
        ada.set_unusable_password()
        ada.save()
        assert open_house(at=NOW)

    def test_a_name_is_asked_for_at_its_field(self, at_time):
        at_time(NOW)
        answer = _post(open_house(at=NOW), external_id="  ")
        assert answer.status_code == 422 and "external_id" in answer.context["errors"]
        assert not Person.objects.unscoped("test").exists()
