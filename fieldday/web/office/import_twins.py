"""Duplicates in a file: which rows, who they may be, what each says otherwise, and what is to be done with it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.customers.merge_words import why_duplicate
from fieldday.customers.questions.duplicates import names_of
from fieldday.kit.imports.twins import CREATE, FILL, SKIP, UPDATE, read_policy
from fieldday.kit.paging import page_of
from fieldday.people.models import ImportJob, ImportRemark
from fieldday.people.questions.imports import every_remark, remarks
from fieldday.people.questions.mappings import twins_chosen
from fieldday.web.office.import_words import field_name

SHOWN = 20  # on the page of the file itself
A_PAGE = 100
AT_ONCE = 1000
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
    first = remarks(reader, job, ImportRemark.TWIN)[:SHOWN]
    answer = {"twins": _rows(reader, job, first), "twins_total": total, "twins_more": total > SHOWN}
    return answer | _choices(job, job.state == "checked")


def twins_page(reader: Any, job: ImportJob, number: str) -> dict[str, Any]:
    """One page of all of them. A constant number of queries."""
    page = page_of(remarks(reader, job, ImportRemark.TWIN), number, size=A_PAGE)
    answer = {"job": job, "page": page, "twins": _rows(reader, job, page.rows), "paged": True}
    return answer | _choices(job, job.state in ("checked", "checking"))


def twins_said(post: Mapping[str, str]) -> dict[str, Any]:
    """What a form says is to be done: for the certain, for the possible, and row by row where it differs."""
    rows = {name.removeprefix("row-"): act for name, act in post.items() if name.startswith("row-")}
    return {"certain": post.get("certain", ""), "possible": post.get("possible", ""),
            "known": post.get("known", ""), "rows": rows}  # fmt: skip


def twins_listed(reader: Any, job: ImportJob) -> Iterator[list[str]]:
    """All of them as rows of a file under a head: one for each field that is said otherwise, one where none is. A query
    for each thousand."""
    yield [
        _("No. of the row"), _("In the file"), _("May be"), _("How sure"), _("Why"), _("What is done"), _("Field"),
        _("As it stands"), _("File says"),
    ]  # fmt: skip
    found = every_remark(reader, job, ImportRemark.TWIN)
    while some := list(islice(found, AT_ONCE)):
        for one in _rows(reader, job, some):
            sure = _("certain") if one["certain"] else f"{one['percent']} %"
            said = [str(one["row"]), one["name"], one["twin"], sure, one["why"], str(one["act"])]
            for differs in one["differs"] or [("", "", "")]:
                yield [*said, *map(str, differs)]


def _choices(job: ImportJob, may_choose: bool) -> dict[str, Any]:
    """What is to be done, and where that comes from."""
    return {
        "may_choose": may_choose,
        "twin_policy": read_policy(job.twins),
        "acts": list(ACTS.items()),
        "chosen_before": twins_chosen(job) if may_choose else None,
    }


def _rows(reader: Any, job: ImportJob, found: Iterable[ImportRemark]) -> list[dict[str, Any]]:
    """Remarks as a page says them. One query."""
    found = list(found)
    names = names_of(reader, (one.params["account"] for one in found if one.params.get("account")))
    chosen = read_policy(job.twins).rows
    return [_row(one, names, chosen.get(one.row, "")) for one in found]


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
