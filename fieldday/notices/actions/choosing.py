"""Choosing what comes by e-mail too."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.kit.refusals import Refused
from fieldday.notices.kinds import KINDS
from fieldday.notices.models import MailChoice
from fieldday.notices.policy import POLICY
from fieldday.people.authority import authorise


def choose_mail(*, by: Any, kinds: Collection[str], at: datetime) -> MailChoice:
    """Keep which kinds of notices one is sent by e-mail; none is a choice too. Raises Refused for an unknown kind."""
    authorise(POLICY, "notices.mail.chosen", by=by, author=by)
    if unknown := sorted(set(kinds) - set(KINDS)):
        raise Refused("notices.kind.unknown", field="kinds", name=unknown[0][:40])
    chosen = [kind for kind in KINDS if kind in kinds]
    with transaction.atomic():
        choices = MailChoice.objects.visible_to(by)
        choice, _made = choices.update_or_create(person=by, defaults={"kinds": chosen, "at": at})
        trail.record("notices.mail.chosen", by=by, noun=choice, at=at, kinds=chosen)
        return choice
