"""Two contacts of merged customers who are one person: one stays and takes over all that the other had."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fieldday.customers.actions.contact_content import MOST_WAYS
from fieldday.customers.actions.keying import key_contact
from fieldday.customers.models import Account, Contact, Merge
from fieldday.kit import moving
from fieldday.kit.refusals import Refused
from fieldday.rules.same_person import SomePerson, same_persons
from fieldday.rules.verdict import Reason

WHY = "contacts of two customers that were found in sight"
FILLED = ("title", "phone", "role", "mobile", "email", "line_id", "photo", "uid")
WAYS = {
    "phone": "phone",
    "mobile": "phone",
    "email": "email",
    "line_id": "line",
}  # what differs goes on as one more way
FIELD = "contact-"  # before the id of the one that goes, on a form


@dataclass(frozen=True)
class Twins:
    """Two contacts that are probably one person; `sure` where nothing tells them apart."""

    kept: Contact
    gone: Contact
    sure: bool


def same_contacts(kept: UUID, gone: UUID) -> tuple[Twins, ...]:
    """The contacts of two customers, found in sight, that are probably one. One query."""
    rows = Contact.objects.unscoped(WHY).filter(account__in=(kept, gone), retired=False, erased_at=None)
    people: dict[UUID, list[SomePerson]] = {kept: [], gone: []}
    found: dict[Hashable, Contact] = {}
    for row in rows.order_by("position", "pk"):
        found[row.pk] = row
        people[row.account_id].append(SomePerson(row.pk, row.name, row.mobile_key, row.email, row.line_id))
    pairs = same_persons(people[kept], people[gone])
    return tuple(Twins(found[pair.kept], found[pair.gone], pair.sure) for pair in pairs)


def fold_contacts(kept: Account, gone: Account, pairs: Mapping[UUID, UUID]) -> list[dict[str, Any]]:
    """Fold contacts of `gone` into ones of `kept` (by their ids), in the caller's transaction; answers what undoing
    needs. Raises Refused at the contact that is of neither, or that stands in two pairs."""
    rows = Contact.objects.unscoped(WHY).select_for_update(of=("self",)).filter(retired=False, erased_at=None)
    found = {row.pk: row for row in rows.filter(pk__in={*pairs, *pairs.values()}).order_by("pk")}
    told = []
    for gone_id, kept_id in pairs.items():
        goes, stays = found.get(gone_id), found.get(kept_id)
        twice = list(pairs.values()).count(kept_id) > 1
        if not goes or not stays or twice or goes.account_id != gone.pk or stays.account_id != kept.pk:
            reason = Reason("customers.merge.unknown_contact", {}, f"{FIELD}{gone_id}")
            raise Refused(reason.code, [reason])
        told.append(_folded(goes, stays))
    return told


def _folded(goes: Contact, stays: Contact) -> dict[str, Any]:
    before, row = moving.packed(stays), moving.packed(goes)
    done = moving.move(goes, stays)
    Contact.objects.unscoped(WHY).filter(pk=goes.pk).delete()
    more = list(stays.more)
    for name in FILLED:
        mine, theirs = getattr(stays, name), getattr(goes, name)
        if theirs and not mine:
            setattr(stays, name, theirs)
        elif theirs and mine != theirs and name in WAYS:
            more.append({"kind": WAYS[name], "label": "", "value": theirs})
    known = {str(way.get("value")) for way in stays.more} | {getattr(stays, name) for name in WAYS}
    for way in [*more[len(stays.more) :], *goes.more]:
        if str(way.get("value")) not in known:
            known.add(str(way.get("value")))
            stays.more = [*stays.more, way][:MOST_WAYS]
    other = goes.title if stays.title != goes.title else ""
    notes = dict.fromkeys(filter(None, (stays.note, other, goes.note)))
    stays.note = "\n".join(notes)
    stays.in_charge = stays.in_charge or goes.in_charge
    stays.version += 1
    key_contact(stays)
    stays.save()
    return {
        "row": row, "kept": str(stays.pk), "version": stays.version, "before": before, "moved": done.moved,
        "aside": done.aside,
    }  # fmt: skip


def folded(merges: Iterable[Merge], kept: Iterable[UUID] | None = None) -> list[dict[str, Any]]:
    """What merges tell of folded contacts; of those that went into the `kept` ones alone."""
    wanted = None if kept is None else {str(pk) for pk in kept}
    told = [one for merge in merges for one in merge.gone.get("people", ())]
    return told if wanted is None else [one for one in told if one["kept"] in wanted]


def forget_folded(merges: Iterable[Merge], kept: Iterable[UUID]) -> None:
    """Keep nothing of the folded contacts that went into the `kept` ones but which they were."""
    wanted = {str(pk) for pk in kept}
    for merge in merges:
        for one in merge.gone.get("people", ()):
            if one["kept"] in wanted:
                one["row"], one["before"] = {"id": one["row"]["id"]}, {"id": one["kept"]}
        merge.save(update_fields=["gone"])


def still_folded(told: Iterable[Mapping[str, Any]]) -> bool:
    """Whether every contact that stayed is as it was right after, and has all that moved to it."""
    for one in told:
        stays = Contact.objects.unscoped(WHY).filter(pk=one["kept"], version=one["version"]).first()
        if stays is None or not moving.still_there(one["moved"], stays):
            return False
    return True


def unfold_contacts(told: Iterable[Mapping[str, Any]]) -> None:
    """Both persons as they were, once their customers are both there."""
    for one in told:
        goes: Contact = moving.unpacked(Contact, one["row"])
        goes.save(force_insert=True)
        moving.move_back(one["moved"], one["aside"], goes)
        stays: Contact = moving.unpacked(Contact, one["before"])
        stays.save(force_update=True)


def contacts_stand_for(account_id: UUID, asked: Iterable[UUID]) -> dict[UUID, UUID]:
    """Contacts that went into others when their customer was merged: whom each of the asked ones is by now."""
    wanted = {str(pk) for pk in asked}
    merges = Merge.objects.unscoped(WHY).filter(kept=account_id, undone_at=None)
    return {UUID(one["row"]["id"]): UUID(one["kept"]) for one in folded(merges) if one["row"]["id"] in wanted}
