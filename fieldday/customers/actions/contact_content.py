"""What a form says about a contact, checked and made ready to keep. Adding, changing and importing share it."""

from dataclasses import dataclass
from typing import Any

from fieldday.customers.models import Contact
from fieldday.rules.phones import tidy_phone
from fieldday.rules.text import clean, clean_lines, looks_like_mail
from fieldday.rules.verdict import Reason

LONGEST = {"name": 120, "title": 120, "phone": 60, "mobile": 60, "email": 254, "line_id": 60, "note": 4000}
WAYS = ("phone", "mobile", "email", "line", "wechat", "fax", "link", "other")
MOST_WAYS = 12
LONGEST_WAY = {"label": 40, "value": 254}


@dataclass(frozen=True)
class Way:
    """A further way to reach somebody: `kind` is one of WAYS, `label` the person's own word for it."""

    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True)
class ContactInput:
    """The whole of a contact's form: what is empty in it is emptied. `in_charge`: meeting this person makes a visit
    count."""

    name: str
    title: str = ""
    phone: str = ""
    in_charge: bool = True
    role: str = ""
    mobile: str = ""
    email: str = ""
    line_id: str = ""
    more: tuple[Way, ...] = ()
    note: str = ""


def tidied(said: ContactInput) -> dict[str, Any]:
    """The columns as they are kept."""
    texts = {name: clean(getattr(said, name)) for name in LONGEST if name != "note"}
    ways = [{"kind": way.kind, "label": clean(way.label), "value": clean(way.value)} for way in said.more]
    return {
        **texts,
        "phone": tidy_phone(texts["phone"]).text,
        "mobile": tidy_phone(texts["mobile"]).text,
        "in_charge": said.in_charge,
        "role": said.role,
        "more": [way for way in ways if way["value"]],
        "note": clean_lines(said.note),
    }


def judge_contact(said: ContactInput) -> list[Reason]:
    """What stands against it, at the fields "contact_name", "contact_title" …, and "contact_more" for further ways."""
    reasons = []
    columns = tidied(said)
    if not columns["name"]:
        reasons.append(Reason("customers.contact.without_name", {}, "contact_name"))
    for name, most in LONGEST.items():
        many = len(columns[name])
        if many > most:
            reasons.append(Reason("kit.import.too_long", {"most": most, "many": many}, f"contact_{name}"))
    if columns["role"] and columns["role"] not in Contact.ROLES:
        reasons.append(Reason("customers.contact.unknown_role", {}, "contact_role"))
    if columns["email"] and not looks_like_mail(columns["email"]):
        reasons.append(Reason("customers.account.not_an_email", {}, "contact_email"))
    return [*reasons, *_judge_ways(columns["more"])]


def _judge_ways(ways: list[dict[str, str]]) -> list[Reason]:
    if len(ways) > MOST_WAYS:
        return [Reason("customers.contact.too_many_ways", {"most": MOST_WAYS}, "contact_more")]
    for way in ways:
        if way["kind"] not in WAYS:
            return [Reason("customers.contact.unknown_way", {}, "contact_more")]
        for part, most in LONGEST_WAY.items():
            if len(way[part]) > most:
                many = len(way[part])
                return [Reason("kit.import.too_long", {"most": most, "many": many}, "contact_more")]
        if way["kind"] == "email" and not looks_like_mail(way["value"]):
            return [Reason("customers.account.not_an_email", {}, "contact_more")]
        if way["kind"] == "link" and not way["value"].casefold().startswith(("https://", "http://")):
            return [Reason("customers.contact.not_a_link", {}, "contact_more")]
    return []
