"""How the printed forms and the signed chain are written: days of the Republic, boxes, codes, fields and values."""

import io
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from uuid import UUID

import segno
from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from fieldday.kit.spoken import WEEKDAYS_ZH
from fieldday.kit.words import say
from fieldday.rules.parsing import ROC_START
from fieldday.visits.questions.addenda import addenda_by_id
from fieldday.visits.questions.chain import signed_chain
from fieldday.visits.questions.codes import Codes
from fieldday.visits.questions.day_counts import DayCounts
from fieldday.web.forms.words import FIELDS, HEARD, LISTS, WORDS
from fieldday.web.templatetags.fieldday import clock, money, quantity

register = template.Library()


@register.simple_tag
def form_day(value: date, roc: bool = False) -> str:
    """A day as a form writes it: 民國 115 年 11 月 20 日（五） where the company counts so, else 2026 年 …"""
    if not (get_language() or "").startswith("zh"):
        return f"{value:%a} {value.day} {value:%b} {value.year}"
    era = "民国" if (get_language() or "").startswith("zh-hans") else "民國"
    year = f"{era} {value.year - ROC_START}" if roc else str(value.year)
    return f"{year} 年 {value.month} 月 {value.day} 日（{WEEKDAYS_ZH[value.weekday()]}）"


@register.simple_tag
def form_moment(value: datetime, roc: bool = False) -> str:
    """A moment in a signature box: 115/11/20 18:05."""
    local = timezone.localtime(value)
    year = local.year - ROC_START if roc else local.year
    return f"{year}/{local:%m/%d %H:%M}"


@register.filter
def blanks(rows: Any, least: int) -> range:
    """As many empty ruled lines as a table lacks to `least` rows."""
    return range(max(least - len(rows), 0))


@register.filter
def coded(codes: Any, words: dict[str, str]) -> str:
    """Codes in words, with commas between."""
    return gettext(", ").join(words.get(code, code) for code in codes)


@register.simple_tag
def qr(link: str) -> SafeString:
    """A link as a small black square."""
    return _qr(link)


@lru_cache(maxsize=256)
def _qr(link: str) -> SafeString:
    out = io.BytesIO()
    segno.make(link, error="m").save(out, kind="svg", scale=2, border=0, xmldecl=False, svgns=True, omitsize=True)
    return mark_safe(out.getvalue().decode())  # noqa: S308  # segno's own drawing of an address of ours


@register.inclusion_tag("web/forms/chain.html", takes_context=True)
def signed_chain_of(context: dict[str, Any], *, plan: UUID | None = None, report: UUID | None = None) -> dict[str, Any]:
    """簽核鏈: every act on the day's plan and report, each with the beginning of its digest and whether it verifies."""
    reader = context["request"].user
    form = reverse("report-form", args=[report]) if report else reverse("plan-form", args=[plan]) if plan else ""
    chain = signed_chain(reader, plan_id=plan, report_id=report)
    return {"chain": chain, "form": form, "today": context.get("today")}


@register.filter
def field_word(name: str) -> str:
    """A field of a plan or a report in words."""
    return str(FIELDS.get(name, name))


@register.filter
def list_word(name: str) -> str:
    """Which list of a paper a field stands in, in words."""
    return str(LISTS.get(name, ""))


@register.filter
def heard_word(kind: str) -> str:
    """What a kind of market note is called on the form."""
    return str(HEARD.get(kind, kind))


@register.filter
def verb_word(verb: str) -> str:
    """What was done, in words; nothing where nobody knows."""
    return say(verb) if verb else ""


@register.simple_tag
def field_value(field: str, value: Any, codes: Codes) -> str:
    """A field's value, as it was signed or as it is now, as people write it."""
    if value is None or value == "" or value == [] or value == {}:
        return "—"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if field == "lines":
        return "；".join(_line(row) for row in value)
    if field in {"notes"}:
        return "；".join(f"{codes.note.get(code, code)}：{text}" for code, text in value)
    if field == "judgement":
        return "：".join(filter(None, (str(WORDS.get(value[0], value[0])), value[1])))
    if field in {"companions"}:
        return "、".join(name for _pk, name in value)
    if isinstance(value, dict):
        return "；".join(f"{field_word(name)} {field_value(name, one, codes)}" for name, one in value.items() if one)
    if isinstance(value, list):
        kind = {"purposes": codes.purpose, "results": codes.result}.get(field, {})
        return "、".join(kind.get(one, str(one)) if isinstance(one, str) else str(len(value)) for one in value)
    return _plain(field, str(value), codes)


def _plain(field: str, text: str, codes: Codes) -> str:
    if field == "reason":
        return codes.reason.get(text, text)
    if field.endswith("_at") and "T" in text:
        return clock(datetime.fromisoformat(text))
    if field == "starts_at":
        return clock(time.fromisoformat(text))
    if text in WORDS:
        return str(WORDS[text])
    try:
        return money(Decimal(text))
    except InvalidOperation:
        return text


def _line(row: dict[str, Any]) -> str:
    amount, count = money(Decimal(row["amount"])), quantity(Decimal(row["quantity"]))
    return f"{row['product']} {count} {row['unit']} {amount}"


@register.filter
def heard_in_pairs(sheet: Any) -> list[list[tuple[str, list[tuple[str, str]]]]]:
    """The report's sections of what was heard, two beside each other in the form's order, the empty ones too; what
    has no section of its own comes with the news."""
    heard = {kind: list(sheet.heard.get(kind, ())) for kind in HEARD}
    for kind, rows in sheet.heard.items():
        if kind not in heard:
            heard["news"] += rows
    sections = list(heard.items())
    return [sections[at : at + 2] for at in range(0, len(sections), 2)]


@register.filter
def part_word(part: str) -> str:
    """Which half of a day."""
    return {"morning": gettext("morning"), "afternoon": gettext("afternoon")}.get(part, "")


@register.filter
def state_of_act(act: str) -> str:
    """What a signature box says was done."""
    words = {
        "submitted": gettext("Handed in"),
        "sent": gettext("Handed in"),
        "approved": gettext("Approved"),
        "signed": gettext("Signed"),
        "returned": gettext("Returned"),
        "reopened": gettext("Opened again"),
        "countersigned": gettext("Countersigned"),
    }
    return words.get(act, act)


@register.inclusion_tag("web/forms/addenda.html")
def addenda_of_report(report: UUID | None, codes: Codes) -> dict[str, Any]:
    """附註 of a signed report that the page has found in sight."""
    return {"addenda": addenda_by_id(report) if report else (), "codes": codes}


@register.filter
def counted(done: DayCounts) -> str:
    """A day's or a week's counts in one line; what there was none of is left out after the first three."""
    told = [gettext("%(planned)s planned, %(visited)s visited, %(effective)s effective") % vars(done)]
    more = (
        (done.shut - done.unproven, gettext("%(count)s found shut")),
        (done.unproven, gettext("%(count)s found shut without proof (not counted as carried out)")),
        (done.unplanned, gettext("%(count)s unplanned")),
        (done.missed, gettext("%(count)s not visited")),
        (done.contacts, gettext("%(count)s by phone or LINE")),
    )
    told += [text % {"count": count} for count, text in more if count]
    return gettext(", ").join(told)
