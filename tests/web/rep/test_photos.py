"""Photos of a visit on its page: added, several at once, shown to who sees the visit, removed."""

import pytest
from django.urls import reverse

from fieldday.kit import files
from fieldday.visits.actions.photos import add_photo
from fieldday.visits.models import Companion, DailyReport, Photo, Visit
from tests.house.tables import everything
from tests.pictures import photo_file, picture_bytes
from tests.web.rep.forms import arrived, send, text
from tests.world import MONDAY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    settings.HOME = tmp_path


@pytest.fixture
def visit(world):
    return arrived(world)


@pytest.fixture
def photo(world, visit):
    return add_photo(by=world.alice, at=NOW, upload=photo_file(), kind="shelf", visit_id=visit.pk)


def _page(client, visit):
    return text(client.get(reverse("visit", args=[visit.pk])))


def test_a_photo_is_added_shown_and_removed(world, signed_in, visit):
    client = signed_in(world.alice)
    answer = send(client, "visit-photos", visit.pk, kind="display", photo=photo_file(width=2000, height=1000))
    assert answer.status_code == 303
    photo = Photo.objects.visible_to(world.alice).get(visit=visit)
    assert (photo.kind, photo.width) == ("display", 1600)
    assert reverse("photo-small", args=[photo.pk]) in _page(client, visit)
    assert reverse("photo", args=[photo.pk]) in _page(signed_in(world.bob), visit)
    assert reverse("photo", args=[photo.pk]) in text(client.get(reverse("account", args=[world.lotus.pk])))
    send(client, "photo-removal", photo.pk)
    assert not Photo.objects.visible_to(world.alice).filter(visit=visit).exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"photo": photo_file("收據.pdf", b"%PDF-1.4")}, "收據.pdf"),
        ({}, "Take a photo"),
        ({"photo": photo_file("x.svg", b"<svg><script>1</script></svg>")}, "x.svg"),
    ],
)
def test_what_is_no_picture_is_refused_by_name(world, signed_in, visit, fields, words):
    client, before = signed_in(world.alice), everything()
    answer = send(client, "visit-photos", visit.pk, kind="shelf", **fields)
    assert answer.status_code == 422 and words in text(answer)
    assert everything() == before


def test_several_photos_come_at_once_and_too_many_are_refused_with_nothing_kept(world, signed_in, visit, photo):
    client, before = signed_in(world.alice), everything()
    for many, words in ((30, "there would be 30"), (12, "there would be 13")):
        answer = send(client, "visit-photos", visit.pk, kind="shelf", photo=[photo_file() for _ in range(many)])
        assert answer.status_code == 422 and words in text(answer), many
    mixed = [photo_file(), photo_file("收據.pdf", b"%PDF-1.4")]
    answer = send(client, "visit-photos", visit.pk, kind="shelf", photo=mixed)
    assert answer.status_code == 422 and "收據.pdf" in text(answer)
    assert everything() == before and len([*files.path_of("photos").rglob("*.small")]) == 1
    answer = send(client, "visit-photos", visit.pk, kind="display", photo=[photo_file() for _ in range(11)])
    assert answer.status_code == 303
    assert Photo.objects.visible_to(world.alice).filter(visit=visit).count() == 12
    full = send(client, "visit-photos", visit.pk, kind="display", photo=photo_file())
    assert full.status_code == 422 and "12 photos already" in text(full)


def test_a_photo_is_served_to_who_sees_the_visit_and_never_guessed_at(world, signed_in, photo):
    for name, seen in (("alice", True), ("bob", True), ("oscar", True), ("adam", False), ("charlie", False)):
        for route in ("photo", "photo-small"):
            answer = signed_in(world.people[name]).get(reverse(route, args=[photo.pk]))
            assert answer.status_code == (200 if seen else 404), name
            if seen:
                assert answer["Content-Type"] == "image/jpeg" and answer["X-Content-Type-Options"] == "nosniff"
                assert answer["Cache-Control"].startswith("private") and answer.content[:2] == b"\xff\xd8"
    client = signed_in(world.alice)
    tag = client.get(reverse("photo", args=[photo.pk]))["ETag"]
    assert client.get(reverse("photo", args=[photo.pk]), headers={"if-none-match": tag}).status_code == 304
    assert (
        signed_in(world.adam).get(reverse("photo", args=[photo.pk]), headers={"if-none-match": tag}).status_code == 404
    )


def test_a_photo_is_not_attached_to_a_visit_one_does_not_see_or_that_is_not_ones_own(world, signed_in, visit):
    charlie, bob, before = signed_in(world.charlie), signed_in(world.bob), everything()
    assert send(charlie, "visit-photos", visit.pk, kind="shelf", photo=photo_file()).status_code == 404
    assert send(bob, "visit-photos", visit.pk, kind="shelf", photo=photo_file()).status_code == 422
    assert everything() == before


def test_a_companion_sees_the_photos_of_what_he_took_part_in(world, signed_in, photo, visit):
    Companion.objects.create(visit=visit, person=world.adam, by=world.alice, at=NOW)
    assert signed_in(world.adam).get(reverse("photo", args=[photo.pk])).status_code == 200


def test_a_file_that_is_gone_is_missing(world, signed_in, photo):
    files.forget(photo.path)
    assert signed_in(world.alice).get(reverse("photo", args=[photo.pk])).status_code == 404


def test_a_place_found_shut_may_be_proved_by_a_photo(world, signed_in):
    stop = world.alices.stops[0]
    client, before = signed_in(world.alice), everything()
    answer = send(client, "arrivals", stop=stop.pk, shut="1", photo=photo_file("x.pdf", b"%PDF"))
    assert answer.status_code == 422 and "x.pdf" in text(answer) and everything() == before
    assert send(client, "arrivals", stop=stop.pk, shut="1", photo=photo_file()).status_code == 303
    visit = Visit.objects.visible_to(world.alice).get(stop=stop)
    assert visit.shut and Photo.objects.visible_to(world.alice).get(visit=visit).kind == "other"


def test_a_photo_of_a_phone_says_nothing_of_where_it_was_taken(world, signed_in, visit):
    upload = photo_file(content=picture_bytes(60, 30, exif=True))
    send(signed_in(world.alice), "visit-photos", visit.pk, kind="shelf", photo=upload)
    kept = files.path_of(Photo.objects.visible_to(world.alice).get(visit=visit).path).read_bytes()
    assert b"Exif" not in kept and b"PhoneMaker" not in kept


def test_a_closed_day_shows_its_photos_and_takes_none(world, signed_in, visit, photo):
    DailyReport.objects.create(person=world.alice, day=MONDAY, status="sent", sent_at=NOW)
    client = signed_in(world.alice)
    page = _page(client, visit)
    assert reverse("photo", args=[photo.pk]) in page and reverse("photo-removal", args=[photo.pk]) not in page
    assert send(client, "visit-photos", visit.pk, kind="shelf", photo=photo_file()).status_code == 422
    assert send(client, "photo-removal", photo.pk).status_code == 422
