"""Duplicates as pages show them: a pair's reasons, and two customers' fields in words."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.customers.actions.folding import FIELD as PERSON
from fieldday.customers.merge_words import why_duplicate
from fieldday.customers.models import Candidate, Contact
from fieldday.customers.questions.duplicates import Compared, Row, Side
from fieldday.web import states
from fieldday.web.office.account_form import LABELS
from fieldday.web.templatetags.accounts import hours_lines
from fieldday.web.templatetags.fieldday import full_day, money, quantity

MOST_REASONS = 3
AGAINST = ("_other", "_far", "_apart", "_part")
BRINGS: dict[str, Any] = {
    "visits.Visit": gettext_lazy("visits"),
    "trade.Order": gettext_lazy("orders"),
    "trade.Payment": gettext_lazy("payments"),
    "customers.Contact": gettext_lazy("contacts"),
    "customers.AccountNote": gettext_lazy("notes"),
    "customers.Attachment": gettext_lazy("files"),
    "customers.Account": gettext_lazy("branches and outlets"),
}


def candidate_rows(found: Iterable[Candidate]) -> list[dict[str, Any]]:
    """Candidates as the list shows them."""
    return [
        {
            "one": row.one,
            "other": row.other,
            "certain": row.certain,
            "percent": min(row.score // 10, 99),
            "reasons": reasons(row)[:MOST_REASONS],
        }
        for row in found
    ]


def reasons(row: Candidate) -> list[tuple[str, bool]]:
    """Each reason in words, and whether it speaks against the two being one; what speaks for it first."""
    said = [
        (why_duplicate(code), code.endswith(AGAINST) and code != "customers.duplicate.address_part")
        for code in row.reasons
    ]
    return sorted(said, key=lambda pair: pair[1])


def pair_page(
    pair: Compared, *, chosen: Mapping[str, str], may_credit: bool, ticked: Collection[str] | None = None
) -> dict[str, Any]:
    """Everything about two customers side by side. `ticked` are the ids of the contacts of which a form said that they
    are one person; None for those that surely are."""
    return {
        "pair": pair,
        "kept": _head(pair.kept),
        "gone": _head(pair.gone),
        "rows": [
            {
                **_said(row),
                "side": chosen.get(row.name, row.side) if may_credit or row.name != "credit_limit" else "kept",
                "fixed": row.name == "credit_limit" and not may_credit,
            }
            for row in pair.differing
        ],
        "same": [_said(row) for row in pair.same],
        "reasons": reasons(pair.candidate) if pair.candidate else [],
        "people": [
            {
                "kept": twins.kept,
                "gone": twins.gone,
                "kept_ways": ways_said(twins.kept),
                "gone_ways": ways_said(twins.gone),
                "name": f"{PERSON}{twins.gone.pk}",
                "ticked": twins.sure if ticked is None else str(twins.gone.pk) in ticked,
            }
            for twins in pair.people
        ],
    }


def ways_said(contact: Contact) -> str:
    """Who somebody is and how to reach him, in one line."""
    said = (contact.title, contact.mobile or contact.phone, contact.email, contact.line_id)
    return "、".join(filter(None, said))


def _head(side: Side) -> dict[str, Any]:
    brings = [f"{count:,} {BRINGS[label]}" for label, count in side.brings.items()]
    return {"account": side.account, "brings": "、".join(brings) or _("nothing hangs on it yet")}


def _said(row: Row) -> dict[str, Any]:
    label = row.label or str(LABELS.get(row.name, _("Photo") if row.name == "photo" else row.name))
    return {"name": row.name, "label": label, "kept": _value(row.name, row.kept), "gone": _value(row.name, row.gone)}


def _value(name: str, value: Any) -> str:
    if value in (None, "", {}, []):
        return ""
    if name in ("kind", "status"):
        return str(states.state("account" if name == "status" else name, value).word)
    if name == "place":
        return f"{value[0]:.5f}, {value[1]:.5f}"
    if name in ("credit_limit", "potential"):
        return money(value)
    if name == "visit_hours":
        return "；".join(f"{days} {hours}" for days, hours in hours_lines(value))
    if name == "photo":
        return _("has one")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    if isinstance(value, Decimal):
        return str(quantity(value))
    if isinstance(value, date):
        return str(full_day(value))
    return str(getattr(value, "name", value))
