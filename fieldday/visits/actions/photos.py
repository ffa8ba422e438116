"""Photos: add them to a visit or to an expense of one's own, or remove one, while the day is open."""

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from fieldday import trail
from fieldday.kit.ids import free_id
from fieldday.kit.pictures import Picture, forget_picture, keep_picture, picture_of
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.visits.actions.day_lock import open_day
from fieldday.visits.models import Expense, Photo, Visit
from fieldday.visits.policy import POLICY

FOLDER = "photos"
MOST = 12  # of one visit, or of one expense


def add_photo(
    *,
    by: Any,
    at: datetime,
    upload: Any,
    kind: str,
    visit_id: UUID | None = None,
    expense_id: UUID | None = None,
    photo_id: UUID | None = None,
    claimed_at: datetime | None = None,
) -> Photo:
    """Keep a photo of a visit, or a receipt of an expense: one of the two, one's own, its day open.

    `upload` is a file as it came, or the `Picture` that `kit.pictures.picture_of` made of it: making it takes a
    moment, and a door makes it before its transaction. Raises Refused at "photo" or "kind"; missing for what is out
    of sight; when there are 12 already.
    """
    picture = upload if isinstance(upload, Picture) else picture_of(upload)
    of = {"visit_id": visit_id, "expense_id": expense_id}
    return add_photos(by=by, at=at, pictures=[picture], kind=kind, photo_id=photo_id, claimed_at=claimed_at, **of)[0]


def add_photos(
    *,
    by: Any,
    at: datetime,
    pictures: Sequence[Picture],
    kind: str,
    visit_id: UUID | None = None,
    expense_id: UUID | None = None,
    photo_id: UUID | None = None,
    claimed_at: datetime | None = None,
) -> list[Photo]:
    """Keep several photos of one thing at once, all of them or none; `photo_id` is the first one's. Raises Refused as
    `add_photo` does, and when they are more than there is room for."""
    if kind not in Photo.KINDS:
        raise Refused("visits.photo.unknown_kind", field="kind")
    with transaction.atomic():
        thing = _own(by, "visits.photo.added", visit_id, expense_id)
        open_day(by, thing.day)
        of = {"visit": thing} if isinstance(thing, Visit) else {"expense": thing}
        require_room(len(pictures), Photo.objects.unscoped("how many there are of one's own").filter(**of).count())
        facts: dict[str, Any] = {"kind": kind, "visit": visit_id, "expense": expense_id}
        facts |= {"account_id": _account(thing), "day": thing.day}
        photos: list[Photo] = []
        try:
            for picture in pictures:
                photo = _kept(picture, kind, by, at, free_id(Photo, None if photos else photo_id), of)
                photos.append(photo)
                said = facts | {"digest": photo.digest}
                trail.record("visits.photo.added", by=by, noun=photo, at=at, claimed_at=claimed_at, **said)
        except BaseException:
            for photo in photos:
                forget_picture(photo.path)
            raise
        return photos


def require_room(chosen: int, there: int = 0) -> None:
    """Refuse more photos than a visit or an expense takes, before any of them is opened."""
    if there >= MOST:
        raise Refused("visits.photo.too_many", field="photo", limit=MOST)
    if chosen + there > MOST:
        raise Refused("visits.photo.too_many_at_once", field="photo", limit=MOST, many=chosen + there)


def remove_photo(*, by: Any, photo_id: UUID, at: datetime) -> Visit | Expense:
    """Take a photo of one's own back, its files too; answers what it was of. Raises Refused."""
    with transaction.atomic():
        photo = Photo.objects.visible_to(by).filter(pk=photo_id).first()
        if photo is None:
            raise Refused("people.not_found", missing=True)
        thing = _own(by, "visits.photo.removed", photo.visit_id, photo.expense_id)
        open_day(by, thing.day)
        facts = {"kind": photo.kind, "digest": photo.digest}
        trail.record(
            "visits.photo.removed", by=by, noun=photo, at=at, account_id=_account(thing), day=thing.day, **facts
        )
        path = photo.path
        photo.delete()
        transaction.on_commit(lambda: forget_picture(path))
        return thing


def _own(by: Any, verb: str, visit_id: UUID | None, expense_id: UUID | None) -> Visit | Expense:
    """The visit or the expense that the photo is of, when it is in sight and one's own."""
    if (visit_id is None) == (expense_id is None):
        raise Refused("people.not_found", missing=True)
    thing: Visit | Expense | None
    if visit_id is not None:
        thing = Visit.objects.visible_to(by).select_related("person").filter(pk=visit_id).first()
    else:
        thing = Expense.objects.visible_to(by).select_related("person", "visit").filter(pk=expense_id).first()
    authorise(POLICY, verb, by=by, author=thing.person if thing else None, seen=thing is not None)
    if thing is None:
        raise Refused("people.not_found", missing=True)
    return thing


def _account(thing: Visit | Expense) -> UUID | None:
    visit = thing if isinstance(thing, Visit) else thing.visit
    return visit.account_id if visit else None


def _kept(picture: Picture, kind: str, by: Any, at: datetime, pk: UUID, of: dict[str, Any]) -> Photo:
    """The files and the row; no file stays where the row cannot be written."""
    photo = Photo(kind=kind, width=picture.width, height=picture.height, size=len(picture.content), by=by, at=at, **of)
    photo.id = pk
    photo.digest = sha256(picture.content).hexdigest()
    photo.path = keep_picture(picture, f"{FOLDER}/{_month(at.date())}")
    try:
        photo.save(force_insert=True)
    except BaseException:
        forget_picture(photo.path)
        raise
    return photo


def _month(day: date) -> str:
    """Folders that do not grow without end."""
    return f"{day:%Y-%m}"
