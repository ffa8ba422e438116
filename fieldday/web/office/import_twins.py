"""Duplicates in a file: which rows, who they may be, and what is to be done with each."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.customers.merge_words import why_duplicate
from fieldday.customers.questions.duplicates import names_of
from fieldday.kit.imports.twins import CREATE, FILL, SKIP, UPDATE, read_policy
from fieldday.people.models import ImportJob, ImportRemark
from fieldday.people.questions.imports import remarks
from fieldday.web.office.import_words import field_name

SHOWN = 100
ACTS: dict[str, Any] = {
    FILL: gettext_lazy("Fill what is empty"),
    UPDATE: gettext_lazy("Update everything"),
    SKIP: gettext_lazy("Skip the row"),
    CREATE: gettext_lazy("Create all the same"),
}


def twins_shown(reader: Any, job: ImportJob) -> dict[str, Any]:
    """What a checked or finished file's page says of its duplicates; nothing when it has none."""
    total = (job.report or {}).get("twins", 0)
    if not total:
        return {}
    found = list(remarks(reader, job, ImportRemark.TWIN)[:SHOWN])
    names = names_of(reader, (one.params["account"] for one in found if one.params.get("account")))
    policy = read_policy(job.twins)
    return {
        "twins": [_row(one, names, policy.rows.get(one.row, "")) for one in found],
        "twins_total": total,
        "twins_more": total > SHOWN,
        "twin_policy": policy,
        "acts": list(ACTS.items()),
    }


def twins_said(post: Mapping[str, str]) -> dict[str, Any]:
    """What a form says is to be done: for the certain, for the possible, and row by row where it differs."""
    rows = {name.removeprefix("row-"): act for name, act in post.items() if name.startswith("row-")}
    return {"certain": post.get("certain", ""), "possible": post.get("possible", ""),
            "known": post.get("known", ""), "rows": rows}  # fmt: skip


def _row(one: ImportRemark, names: Mapping[str, str], chosen: str) -> dict[str, Any]:
    account = one.params.get("account", "")
    twin = names.get(account, "")
    if one.params.get("twin_row"):
        twin = _("row %(row)s of this file") % {"row": one.params["twin_row"]}
    return {
        "row": one.row,
        "name": one.params.get("row_name", ""),
        "account": account if account in names else "",
        "twin": twin or "—",
        "certain": one.params.get("certain", False),
        "percent": min(int(one.params.get("score", 0)), 99),
        "why": "、".join(why_duplicate(code) for code in one.params.get("why", [])[:3]),
        "differs": [(field_name("accounts", name), *both) for name, both in one.params.get("differs", {}).items()],
        "act": ACTS.get(one.params.get("act", ""), ""),
        "chosen": chosen,
    }
