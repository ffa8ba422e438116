"""Photos: of one's own visit or expense, while the day is open; the file goes with the row."""

from uuid import uuid4

import pytest

from fieldday.kit import files
from fieldday.kit.refusals import Refused
from fieldday.visits.actions import photos
from fieldday.visits.actions.photos import add_photo, remove_photo
from fieldday.visits.models import Code, DailyReport, Expense, Photo, Visit
from tests.pictures import photo_file
from tests.visits.checks import events
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    settings.HOME = tmp_path


@pytest.fixture
def visit(world):
    return Visit.objects.create(person=world.alice, account=world.lotus, day=MONDAY, arrived_at=NOW)


def _add(world, **more):
    return add_photo(**{"by": world.alice, "at": NOW, "upload": photo_file(), "kind": "shelf", **more})


def _kept(tmp_path):
    return sorted(path.suffix for path in tmp_path.rglob("*") if path.is_file())


def test_a_photo_is_kept_with_its_small_one_and_its_digest(world, visit, tmp_path):
    photo = _add(world, visit_id=visit.pk)
    assert (photo.visit, photo.by, photo.kind, photo.width, photo.height) == (visit, world.alice, "shelf", 40, 20)
    assert files.path_of(photo.path).read_bytes()[:2] == b"\xff\xd8"
    assert files.path_of(photo.path).stat().st_size == photo.size
    assert _kept(tmp_path) == ["", ".small"]
    (event,) = events("visits.photo.added", photo)
    assert (event.account_id, event.day, event.changes["digest"]) == (world.lotus.pk, MONDAY, photo.digest)


def test_a_receipt_belongs_to_an_expense(world):
    expense = Expense.objects.create(
        person=world.alice, day=MONDAY, kind=Code.objects.filter(kind="expense")[0], amount=100, at=NOW
    )
    photo = _add(world, expense_id=expense.pk, kind="receipt")
    assert (photo.expense, photo.visit) == (expense, None)
    for reader, sees in ((world.bob, True), (world.adam, False), (world.oscar, False)):
        assert Photo.objects.visible_to(reader).filter(pk=photo.pk).exists() is sees


@pytest.mark.parametrize("who", ["charlie", "bob", "oscar"])
def test_nobody_adds_to_anothers_visit(world, visit, who, tmp_path):
    with pytest.raises(Refused) as refusal:
        _add(world, by=world.people[who], visit_id=visit.pk)
    assert refusal.value.missing is (who == "charlie")
    assert not _kept(tmp_path) and not Photo.objects.unscoped("test").filter(visit=visit).exists()


def test_a_visit_that_is_nowhere_and_one_unseen_are_missing_alike(world, tmp_path):
    for pk in (uuid4(), world.charlies.visit.pk):
        with pytest.raises(Refused) as refusal:
            _add(world, visit_id=pk)
        assert refusal.value.missing
    with pytest.raises(Refused) as refusal:
        _add(world)
    assert refusal.value.missing and not _kept(tmp_path)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"upload": photo_file("收據.pdf", b"%PDF-1.4")}, "kit.picture.not_one"),
        ({"kind": "selfie"}, "visits.photo.unknown_kind"),
    ],
)
def test_what_is_no_picture_of_a_known_kind_is_refused(world, visit, more, code, tmp_path):
    with pytest.raises(Refused) as refusal:
        _add(world, visit_id=visit.pk, **more)
    assert refusal.value.code == code and not _kept(tmp_path)


def test_thirty_photos_are_too_many(world, visit, monkeypatch, tmp_path):
    monkeypatch.setattr(photos, "MOST", 2)
    for _time in range(2):
        _add(world, visit_id=visit.pk)
    with pytest.raises(Refused) as refusal:
        _add(world, visit_id=visit.pk)
    assert refusal.value.reasons[0].params == {"limit": 2}
    assert len(_kept(tmp_path)) == 4


def test_a_photo_can_be_taken_back_while_the_day_is_open(world, visit, tmp_path, django_capture_on_commit_callbacks):
    photo = _add(world, visit_id=visit.pk)
    with pytest.raises(Refused):
        remove_photo(by=world.bob, photo_id=photo.pk, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_photo(by=world.alice, photo_id=photo.pk, at=NOW) == visit
    assert not Photo.objects.unscoped("test").filter(visit=visit).exists() and not _kept(tmp_path)
    assert events("visits.photo.removed")


def test_a_day_that_is_handed_in_takes_no_photo_and_gives_none_back(world, visit):
    photo = _add(world, visit_id=visit.pk)
    DailyReport.objects.create(person=world.alice, day=MONDAY, status="sent", sent_at=NOW)
    for act in (
        lambda: _add(world, visit_id=visit.pk),
        lambda: remove_photo(by=world.alice, photo_id=photo.pk, at=NOW),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "visits.report.awaits_signature"
