"""What there is at a customer is told as it is, of every kind."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from fieldday.customers.models import (
    Account,
    Attachment,
    Candidate,
    Consent,
    FormerRefusal,
    Merge,
    Place,
    StatusChange,
)
from fieldday.customers.questions.presence import ANYTHING, KINDS, present_at
from tests.world import MONDAY

pytestmark = pytest.mark.django_db
WHY = "a test"


def _all(model):
    manager = model._default_manager
    return manager.unscoped(WHY) if hasattr(manager, "unscoped") else manager.all()


def _told_by_rows(account) -> set[str]:
    there = set()
    for kind, (model, columns) in KINDS.items():
        about = Q()
        for column in columns:
            about |= Q(**{column: account.pk})
        if _all(model).filter(about).exists():
            there.add(kind)
    return there


def _told_of_all() -> set[str]:
    found = set()
    for account in Account.objects.unscoped(WHY):
        assert present_at(account.pk) == _told_by_rows(account), account
        found |= present_at(account.pk)
    return found


def test_what_is_told_is_what_there_is(world):
    one, other = world.lotus, world.pine
    before = present_at(other.pk)
    Candidate.objects.unscoped(WHY).get_or_create(
        one=one, other=other, defaults={"score": 900, "certain": False, "reasons": []}
    )
    Account.objects.unscoped(WHY).filter(pk=other.pk).update(parent=one)
    Place.objects.unscoped(WHY).create(account=one, kind="delivery", address="中山路 1 號")
    FormerRefusal.objects.unscoped(WHY).create(digest="0" * 64, channel="sms", day=MONDAY)
    assert {"twins", "below", "places", "former"} <= present_at(one.pk)
    assert {"twins", "former"} <= present_at(other.pk) | before
    assert "below" not in present_at(other.pk)
    found = _told_of_all()
    missing = ANYTHING - found
    assert missing <= {"merges", "consents", "attachments", "statuses", "groups", "notes", "days"}, (
        "and no kind unknown"
    )
    assert {Attachment, Consent, Merge, StatusChange} <= {model for model, _columns in KINDS.values()}


def test_it_is_one_question(world):
    present_at(world.lotus.pk)
    with CaptureQueriesContext(connection) as asked:
        present_at(world.lotus.pk)
    assert len(asked) == 1
