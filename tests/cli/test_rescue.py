"""`./run rescue`: for the last administrator who lost phone and paper."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from fieldday.people.actions.second_factor import enrol_totp, start_totp
from fieldday.people.models import RecoveryCode, Totp
from fieldday.rules.totp import code_of, step_of
from fieldday.trail.models import Event
from tests.world import NOW, PASSWORD

pytestmark = pytest.mark.django_db


def test_it_takes_the_second_step_away_and_says_so_on_the_trail(world, capsys):
    app = start_totp(by=world.ada, at=NOW)
    enrol_totp(by=world.ada, code=code_of(app.shared, step_of(NOW)), at=NOW)
    client = Client()
    assert (
        client.post("/sign-in", {"username": "ada", "password": PASSWORD}).headers["Location"] == "/sign-in/second-step"
    )
    out = StringIO()
    call_command("rescue", "ada", stdout=out)
    assert out.getvalue() == "" and "ada" in capsys.readouterr().err
    assert not Totp.objects.unscoped("test").exists() and not RecoveryCode.objects.unscoped("test").exists()
    event = Event.objects.get(verb="people.second_factor.lifted")
    assert (event.by_id, event.noun_id) == (None, str(world.ada.pk))
    assert client.post("/sign-in", {"username": "ada", "password": PASSWORD}).headers["Location"] == "/"


def test_somebody_unknown_is_told_with_exit_2(world):
    with pytest.raises(CommandError) as error:
        call_command("rescue", "nobody")
    assert error.value.returncode == 2 and not Event.objects.exists()
