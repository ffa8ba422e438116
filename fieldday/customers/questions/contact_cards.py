"""A contact as a vCard: to keep in a phone, whole for a file, short for a code that a camera reads."""

from collections.abc import Iterable
from dataclasses import replace

from fieldday.customers.models import Anniversary, Contact, Place
from fieldday.rules.vcards import Address, Card, Day, Way, write_card

CODE_BYTES = 2_900  # the largest code there is holds 2,953
_DAYS = {"birthday": "birthday", "wedding": "wedding"}


def card_of(
    contact: Contact, *, days: Iterable[Anniversary] = (), places: Iterable[Place] = (), refused: str = ""
) -> Card:
    """The card of a contact whose account is at hand. Its own id is the card's: a phone knows it again. What he
    `refused`, in words, goes before the note: the number leaves with it."""
    account = contact.account
    phones = [Way(contact.mobile, "mobile", preferred=True)] if contact.mobile else []
    phones += [Way(contact.phone, "work")] if contact.phone else []
    emails = [Way(contact.email, "work")] if contact.email else []
    for way in contact.more:
        if way["kind"] in ("phone", "mobile", "fax"):
            kind = way["kind"] if way["kind"] != "phone" else "other"
            phones.append(Way(way["value"], kind, way.get("label", "")))
        elif way["kind"] == "email":
            emails.append(Way(way["value"], "other", way.get("label", "")))
    addresses = [Address(place.address, place.city, _kind(place.kind)) for place in places]
    if account.kind != "person" and account.address:
        addresses.insert(0, Address(account.address, account.city, "work"))
    return Card(
        number=1,
        name=contact.name,
        family="",
        given=contact.name,
        org=account.name if account.kind != "person" else "",
        title=contact.title,
        phones=tuple(phones),
        emails=tuple(emails),
        line_id=contact.line_id,
        addresses=tuple(addresses),
        days=tuple(
            Day(day.month, day.day, day.year, day.lunar, day.leap, _DAYS.get(day.kind, "other"), day.name)
            for day in days
        ),
        note="\n".join(filter(None, (refused, contact.note))),
        urls=tuple(way["value"] for way in contact.more if way["kind"] == "link"),
        uid=contact.uid or f"urn:uuid:{contact.pk}",
    )


def contact_vcard(contact: Contact, *, version: str = "3.0", short: bool = False, refused: str = "") -> str:
    """One contact's card as text; `short` holds what a code has room for."""
    if not short:
        days = Anniversary.objects.unscoped("of a contact found in sight").filter(contact=contact)
        places = Place.objects.unscoped("of a contact found in sight").filter(contact=contact)
        return write_card(card_of(contact, days=days, places=places, refused=refused), version)
    whole = card_of(contact)
    least = Card(1, whole.name, given=whole.name, phones=whole.phones[:1])
    less = replace(least, org=whole.org, phones=whole.phones[:2])
    most = replace(less, title=whole.title, emails=whole.emails[:1], line_id=whole.line_id)
    cards = (write_card(one, "3.0") for one in (most, less, least))
    return next((text for text in cards if len(text.encode()) <= CODE_BYTES), write_card(least, "3.0"))


def _kind(place: str) -> str:
    return "home" if place == "home" else "work" if place in ("work", "office") else "other"
