"""`./run invite EXTERNAL_ID`: a link, and its QR, by which a person sets a password."""

import sys
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse

from fieldday.cli.base import Command as Base
from fieldday.kit import clock
from fieldday.kit.actors import SYSTEM
from fieldday.people.actions.invitation import invite_person


class Command(Base):
    help = "Print a link by which a person sets a password; it works once, for three days."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("external_id")

    def act(self, *, external_id: str, **options: Any) -> None:
        token = invite_person(by=SYSTEM, external_id=external_id, at=clock.now())
        link = (settings.PUBLIC_URL or f"http://127.0.0.1:{settings.PORT}") + reverse("invitation", args=[token])
        self.answer(link)
        segno.make(link).terminal(out=sys.stderr, compact=True)
