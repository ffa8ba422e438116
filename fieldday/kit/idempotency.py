"""The same form sent twice has one effect: key, effect and answer are one transaction."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from fieldday.kit.models import PostedForm

KEPT_DAYS = 90  # longer than a phone may hold what it could not send
AT_ONCE, MOST = 1000, 50_000  # rows a transaction; rows a run: the next one goes on


class OtherBody(Exception):
    """The key is known, but it came with another body."""


@dataclass(frozen=True)
class Answer:
    """What a form got: an HTTP status and whatever the door needs to say it again."""

    status: int
    content: dict[str, Any]


def digest_of(fields: dict[str, list[str]], files: dict[str, bytes] | None = None) -> str:
    """The digest of a form's body; order of fields does not matter, order of their values does."""
    total = hashlib.sha256()
    for name in sorted(fields):
        for value in fields[name]:
            total.update(f"{len(name)}:{name}={len(value)}:{value}\n".encode())
    for name, content in sorted((files or {}).items()):
        total.update(f"{len(name)}:{name}@".encode() + hashlib.sha256(content).digest())
    return total.hexdigest()


def once(*, person: Any, key: UUID, digest: str, at: datetime, effect: Callable[[], Answer]) -> Answer:
    """Run `effect` once for (person, key) and give the same answer ever after. The key's row is inserted first: where
    it is there already, or another request inserts it meanwhile, that row's answer is given.

    Raises OtherBody when the key came before with another body. When `effect` raises, nothing is kept, the key neither.
    """
    try:
        with transaction.atomic():
            row = PostedForm.objects.create(person=person, key=key, digest=digest, at=at)
            answer = effect()
            row.status, row.answer = answer.status, answer.content
            row.save(update_fields=["status", "answer"])
            return answer
    except IntegrityError:
        known = known_answer(person=person, key=key, digest=lambda: digest)
        if known is None:
            raise
        return known


def known_answer(*, person: Any, key: UUID, digest: Callable[[], str]) -> Answer | None:
    """What (person, key) was answered, None before it was; `digest` is asked only where there is something to compare.

    Raises OtherBody when the key came with another body.
    """
    row = PostedForm.objects.filter(person=person, key=key).first()
    if row is None:
        return None
    if row.digest != digest():
        raise OtherBody
    return Answer(row.status, row.answer)


def forget_forms(*, at: datetime) -> int:
    """The duty that deletes the keys of forms older than 90 days, the oldest first, some at a time so that nobody who
    posts waits for it; answers how many. Such a form, sent again, would be taken as a new one."""
    old = PostedForm.objects.filter(at__lt=at - timedelta(days=KEPT_DAYS)).order_by("at")
    done = 0
    while done < MOST:
        ids = list(old.values_list("pk", flat=True)[:AT_ONCE])
        done += PostedForm.objects.filter(pk__in=ids).delete()[0]
        if len(ids) < AT_ONCE:
            break
    return done
