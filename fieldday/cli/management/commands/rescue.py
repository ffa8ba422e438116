"""`./run rescue EXTERNAL_ID`: take app, recovery codes and passkeys from somebody who lost them all."""

from typing import Any

from django.core.management.base import CommandError

from fieldday.cli.base import UNUSABLE
from fieldday.cli.base import Command as Base
from fieldday.kit import clock
from fieldday.kit.actors import SYSTEM
from fieldday.people.actions.second_factor_rule import lift_second_factor
from fieldday.people.questions.people import person_named


class Command(Base):
    help = "Take authenticator app, recovery codes and passkeys from somebody who lost them, and end his sessions."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("external_id")

    def act(self, *, external_id: str, **options: Any) -> None:
        person = person_named(external_id)
        if person is None:
            raise CommandError(f"nobody here has the sign-in name {external_id}", returncode=UNUSABLE)
        lift_second_factor(by=SYSTEM, person_id=person.pk, at=clock.now())
        self.say(f"{external_id} signs in by password alone again, and is signed out everywhere")
