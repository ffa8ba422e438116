"""How far the office reaches over people: who may keep whom, and give which role."""

from __future__ import annotations

from fieldday.rules.verdict import FINE, Verdict, refuse

# They see or may do more than an assistant: only an administrator makes, changes or invites one.
ABOVE_ASSISTANTS = frozenset({"administrator", "director", "auditor"})

CODES: tuple[str, ...] = (
    "people.person.beyond_reach",
    "people.role.beyond_reach",
    "people.role.own",
    "people.role.last_administrator",
    "people.role.risen",
)


def may_keep_person(*, keeper: str, present: str) -> Verdict:
    """Whether somebody of role ``keeper`` may change, invite or move one of role ``present`` ("" for a new one)."""
    if keeper != "administrator" and present in ABOVE_ASSISTANTS:
        return refuse("people.person.beyond_reach")
    return FINE


def may_give_role(
    *, keeper: str, wanted: str, oneself: bool = False, last_administrator: bool = False, field: str = "role"
) -> Verdict:
    """Whether ``keeper`` may give the role ``wanted`` ("" by place in the line) to one who has another one now.

    ``oneself``: it is his own role; ``last_administrator``: nobody else could ever give it back.
    """
    if keeper != "administrator" and wanted in ABOVE_ASSISTANTS:
        return refuse("people.role.beyond_reach", field)
    if last_administrator and wanted != "administrator":
        return refuse("people.role.last_administrator", field)
    if keeper != "administrator" and oneself:
        return refuse("people.role.own", field)
    return FINE


def may_raise(*, keeper: str, name: str, can_sign_in: bool, role: str, field: str = "") -> Verdict:
    """Whether ``keeper`` may hang people so that ``name`` gets ``role`` by his place in the line.

    Who cannot sign in yet may: a link that lets him is an administrator's to make (``may_keep_person``).
    """
    if keeper != "administrator" and role in ABOVE_ASSISTANTS and can_sign_in:
        return refuse("people.role.risen", field, name=name)
    return FINE
