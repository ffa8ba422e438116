"""A contact's form: what is typed becomes what the verb takes, and back."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from fieldday.customers.actions.contact_content import MOST_WAYS, WAYS, ContactInput, Way
from fieldday.customers.models import Contact
from fieldday.web.states import WORDS

TEXTS = ("name", "title", "role", "phone", "mobile", "email", "line_id", "note")
EMPTY_WAYS = 1  # further lines that are offered, empty
WAY_WORDS: dict[str, Any] = {
    "phone": _("Phone"),
    "mobile": _("Mobile"),
    "email": _("E-mail"),
    "line": _("LINE"),
    "wechat": _("WeChat"),
    "fax": _("Fax"),
    "link": _("Web page"),
    "other": _("Something else"),
}
ROLE_WORDS = WORDS["role_there"]


def empty() -> dict[str, Any]:
    """The values of a new contact's form."""
    return {**{f"contact_{name}": "" for name in TEXTS}, "in_charge": "yes", "version": "", "ways": _padded([])}


def values_of(contact: Contact) -> dict[str, Any]:
    """The values of the form for what stands."""
    texts = {f"contact_{name}": getattr(contact, name) for name in TEXTS}
    in_charge = "yes" if contact.in_charge else ""
    return {**texts, "in_charge": in_charge, "version": str(contact.version), "ways": _padded(list(contact.more))}


def values_posted(request: HttpRequest) -> dict[str, Any]:
    """The values as they were typed."""
    post = request.POST
    ways = [
        {"kind": kind[:20], "label": label, "value": value}
        for kind, label, value in zip(
            post.getlist("way_kind"), post.getlist("way_label"), post.getlist("way_value"), strict=False
        )
    ]
    texts = {name: post.get(name, "") for name in (*(f"contact_{name}" for name in TEXTS), "in_charge", "version")}
    return {**texts, "ways": _padded([way for way in ways if way["value"].strip() or way["label"].strip()])}


def said(values: dict[str, Any]) -> ContactInput:
    """What the form says."""
    texts = {name: values[f"contact_{name}"] for name in TEXTS}
    ways = tuple(Way(way["kind"], way["value"], way["label"]) for way in values["ways"] if way["value"].strip())
    return ContactInput(**texts, in_charge=values["in_charge"] == "yes", more=ways)


def choices() -> dict[str, Any]:
    """What the form's lists offer."""
    return {"roles": list(ROLE_WORDS.items()), "way_kinds": [(kind, WAY_WORDS[kind]) for kind in WAYS]}


def _padded(ways: list[dict[str, str]]) -> list[dict[str, str]]:
    empty_way = {"kind": "phone", "label": "", "value": ""}
    return [*ways, *(dict(empty_way) for _ in range(EMPTY_WAYS))][: MOST_WAYS + EMPTY_WAYS]
