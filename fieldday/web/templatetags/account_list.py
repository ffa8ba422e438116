"""The customers' list, its board and its bulk edits as they are drawn."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from fieldday.customers.questions.bulk_edits import ToldEdit, ToldRow
from fieldday.kit import clock
from fieldday.kit.words import say
from fieldday.readings.accounts import AccountRow
from fieldday.web.office.list_table import ListTable, lines, own_words, status_words
from fieldday.web.templatetags.fieldday import icon, query

register = template.Library()
LEFT = {
    "stale": "customers.bulk.changed_since",
    "away": "customers.bulk.out_of_sight",
    "touched": "customers.bulk.touched_since",
}


@register.simple_tag(takes_context=True)
def account_heads(context: dict[str, Any], table: ListTable) -> SafeString:
    """The heads of the table: what it can be ordered by leads there."""
    sort = context["sort"]
    first = _sort_head(context, "name", gettext("Customer"), sort)
    if context.get("may_change"):
        tick = format_html(
            '<span class="tick-cell"><input type="checkbox" class="form-check-input" data-select-all="accounts" '
            'aria-label="{}">', gettext("Choose this page"),
        )  # fmt: skip
        first = mark_safe(first.replace("<a ", f"{tick}<a ", 1).replace("</a>", "</a></span>", 1))  # noqa: S308  # both escaped
    others = [
        _sort_head(context, key, words, sort, kind) if key else format_html('<th class="{}">{}</th>', kind, words)
        for key, words, kind in table.heads()
    ]
    return mark_safe(first + "".join(others))  # noqa: S308  # each part is escaped


@register.simple_tag(takes_context=True)
def account_rows(context: dict[str, Any], table: ListTable, rows: Sequence[AccountRow]) -> SafeString:
    """The table's body."""
    return table.rows(rows, ticks=bool(context.get("may_change")))


@register.simple_tag(takes_context=True)
def account_lines(context: dict[str, Any], rows: Sequence[AccountRow]) -> SafeString:
    """The list on a phone."""
    return lines(
        rows, address=reverse("accounts"), today=clock.today(), several=bool(context.get("several")),
        ticks=bool(context.get("may_change")),
    )  # fmt: skip


@register.simple_tag
def board_move(card: Any, status: str, statuses: Sequence[tuple[str, str]]) -> SafeString:
    """A card's way to another column without dragging."""
    label = gettext("Move %(name)s to") % {"name": card.name}
    options = format_html_join(
        "", '<option value="{}"{}>{}</option>',
        ((key, SafeString(" selected") if key == status else "", words) for key, words in statuses),
    )  # fmt: skip
    return format_html(
        '<select class="form-select form-select-sm" data-board-move-to="{}" data-name="{}" aria-label="{}">{}</select>',
        card.id, card.name, label, options,
    )  # fmt: skip


@register.simple_tag
def bulk_change(told: ToldEdit, before: Any, after: Any) -> SafeString:
    """What becomes of what: before → after."""
    return format_html(
        '{} <span aria-hidden="true">→</span> <strong>{}</strong>', _said(told, before), _said(told, after)
    )


@register.filter
def left_because(row: ToldRow) -> str:
    """Why a customer was left as it is."""
    return say(row.code or LEFT[row.state])


def _said(told: ToldEdit, value: Any) -> SafeString:
    if told.group is not None or told.edit.kind in {"join", "leave"}:
        return SafeString(gettext("in the group") if value else gettext("not in it"))
    if told.edit.kind == "status":
        return mark_safe(status_words(str(value)))  # noqa: S308  # escaped there
    if told.field is not None:
        return mark_safe(own_words(value, told.field.type) or "—")  # noqa: S308  # escaped there
    return format_html("{}", value or "—")


def _sort_head(context: dict[str, Any], key: str, label: str, sort: str, kind: str = "") -> SafeString:
    """A column's head that sorts by `key`, and the other way round when it does already."""
    now = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    address = query(context, sort=f"-{key}" if now == "ascending" else key, page="")
    sign = {"ascending": icon("chevron-up", 16), "descending": icon("chevron-down", 16)}.get(now, "")
    state = format_html(' aria-sort="{}"', now) if now else ""
    return format_html('<th class="{}"{}><a href="{}">{}{}</a></th>', kind, state, address, label, sign)
