"""Attachments and visits' photos go after the months the office set; receipts stay; by default all of it does."""

from datetime import timedelta

import pytest

from fieldday.customers.models import Attachment
from fieldday.kit import files
from fieldday.trail.models import Event
from fieldday.visits.actions.file_retention import expire_files
from fieldday.visits.models import Photo, Visit
from tests.world import FRIDAY, NOW

pytestmark = pytest.mark.django_db
OLD = NOW - timedelta(days=800)


@pytest.fixture
def kept(world, tmp_path, settings):
    """An old and a new attachment, an old photo of a visit and an old receipt, each with its file."""
    settings.HOME = tmp_path
    visit = Visit.objects.create(person=world.alice, account=world.lotus, day=FRIDAY, arrived_at=OLD, left_at=OLD)
    paths = {name: files.keep([name.encode()], "attachments").path for name in ("old", "new", "shelf", "receipt")}
    for name, at in (("old", OLD), ("new", NOW)):
        facts = {"name": f"{name}.pdf", "type": "application/pdf", "size": 3, "by": world.alice, "at": at}
        Attachment.objects.create(account=world.lotus, path=paths[name], **facts)
    for kind in ("shelf", "receipt"):
        facts = {"width": 1, "height": 1, "size": 1, "digest": kind, "by": world.alice, "at": OLD}
        Photo.objects.create(visit=visit, kind=kind, path=paths[kind], **facts)
    return paths


def there(paths):
    return {name for name, path in paths.items() if files.lying_at(path) is not None}


def test_by_default_everything_is_kept(world, kept):
    assert expire_files(at=NOW) == 0 and there(kept) == set(kept)


def test_old_files_are_deleted_and_receipts_stay(world, kept, django_capture_on_commit_callbacks):
    world.company.file_months = 24
    world.company.save()
    with django_capture_on_commit_callbacks(execute=True):
        assert expire_files(at=NOW) == 2
    assert there(kept) == {"new", "receipt"}
    assert list(Attachment.objects.unscoped("a test").values_list("name", flat=True)) == ["new.pdf"]
    assert set(Photo.objects.unscoped("a test").filter(at=OLD).values_list("kind", flat=True)) == {"receipt"}
    told = Event.objects.get(verb="customers.retention.kept").changes["changed"]
    assert (told["attachments"], told["photos"]) == (1, 1)
    assert expire_files(at=NOW) == 0
