"""The customers' list drawn: a table on the desk with the columns one chose, lines on the phone.

Made here and not in a template: fifty rows of a dozen cells are what this page costs.
"""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldday.customers.models import Field
from fieldday.customers.questions.list_columns import OWN
from fieldday.customers.questions.own_fields import shown_value
from fieldday.kit import clock
from fieldday.readings.accounts import AccountRow
from fieldday.web import states
from fieldday.web.templatetags.fieldday import ago, full_day, icon, money, quantity, state_pill

HEADS: dict[str, Any] = {
    "number": gettext_lazy("Number"),
    "area": gettext_lazy("Area"),
    "owner": gettext_lazy("Looked after by"),
    "visit": gettext_lazy("Last visit"),
    "order": gettext_lazy("Last order"),
    "year": gettext_lazy("Bookings this year"),
    "status": gettext_lazy("Status"),
    "kind": gettext_lazy("Kind"),
    "city": gettext_lazy("City"),
    "phone": gettext_lazy("Phone"),
    "address": gettext_lazy("Address"),
    "tax_id": gettext_lazy("Tax id"),
    "email": gettext_lazy("E-mail"),
    "line_id": gettext_lazy("LINE id"),
    "industry": gettext_lazy("Industry"),
    "source": gettext_lazy("Source"),
    "potential": gettext_lazy("Potential a year"),
    "payment_terms": gettext_lazy("Payment terms"),
    "opened": gettext_lazy("Opened on"),
}
SORTED = frozenset({"number", "visit", "order", "city"})
FIGURES = frozenset({"visit", "order", "year", "potential", "opened"})
Cell = Callable[[AccountRow], str]


class ListTable:
    """How one page of the list is drawn: the columns in their order, own fields by their rows."""

    def __init__(self, columns: Sequence[str], fields: Sequence[Field], *, today: date, address: str) -> None:
        own = {OWN + row.key: row for row in fields}
        self.columns = [name for name in columns if name in HEADS or name in own]
        self.own, self.today, self.address = own, today, address
        self.figures = FIGURES | {name for name, row in own.items() if row.type in {"number", "money", "date"}}
        known = self._cells()
        self.cells: list[tuple[str, Cell]] = [
            ("num" if name in self.figures else "", known[name] if name in known else self._own(own[name]))
            for name in self.columns
        ]

    def heads(self) -> list[tuple[str, str, str]]:
        """(the order it stands for or "", its words, its class) of each column."""
        return [
            (
                name if name in SORTED else "",
                str(self.own[name] if name in self.own else HEADS[name]),
                "num" if name in self.figures else "",
            )
            for name in self.columns
        ]

    def rows(self, rows: Sequence[AccountRow], *, ticks: bool) -> SafeString:
        """The table's body."""
        choose = escape(_("Choose %(name)s"))
        parts = []
        for row in rows:
            name = escape(row.name)
            tick = _tick(row, choose.replace("%(name)s", name), ' data-key="x"') if ticks else ""
            parts.append(
                f'<tr data-key-row data-side-row><th scope="row"><span class="tick-cell">{tick}'
                f'<a href="{self.address}/{row.id}" data-side data-key-open>{name}</a></span></th>'
            )
            parts += [
                f'<td class="{kind}">{cell(row)}</td>' if kind else f"<td>{cell(row)}</td>" for kind, cell in self.cells
            ]
            parts.append("</tr>")
        return mark_safe("".join(parts))  # noqa: S308  # every text went through escape

    def _own(self, field: Field) -> Cell:
        def cell(row: AccountRow) -> str:
            value = shown_value(field, row.more.get("fields", {}).get(field.key))
            return own_words(value, field.type)

        return cell

    def _cells(self) -> dict[str, Cell]:
        today, warned = self.today, _flag()
        texts = ("tax_id", "email", "line_id", "industry", "source", "payment_terms")
        return {
            "number": lambda row: escape(row.number),
            "area": lambda row: escape(row.area),
            "owner": lambda row: escape(row.owner) or "—",
            "visit": lambda row: escape(ago(row.last_visit, today)),
            "order": lambda row: escape(ago(row.last_order, today)),
            "year": lambda row: escape(money(row.year_amount)) if row.year_amount else "—",
            "status": lambda row: status_words(row.status),
            "kind": lambda row: escape(states.state_word("kind", row.kind)),
            "city": lambda row: escape(row.city),
            "phone": lambda row: escape(row.phone) + (warned if "phone" in row.flags else ""),
            "address": lambda row: escape(row.address),
            "potential": lambda row: escape(money(row.more["potential"])) if row.more["potential"] else "—",
            "opened": lambda row: escape(full_day(clock.local_day(row.more["created_at"]))),
            **{name: _text(name) for name in texts},
        }


def own_words(value: Any, kind: str) -> str:
    """A company's own field's value as markup."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return escape(_("yes") if value else _("no"))
    if isinstance(value, tuple):
        return escape("、".join(value))
    if isinstance(value, date):
        return escape(full_day(value))
    if kind in {"number", "money"}:
        return escape(money(value) if kind == "money" else quantity(value))
    return escape(str(value))


def lines(rows: Sequence[AccountRow], *, address: str, today: date, several: bool, ticks: bool) -> SafeString:
    """The list on a phone: a line for each customer, the whole of it to be tapped."""
    chevron, never = icon("chevron-right", 16), escape(_("never visited"))
    choose, visited = escape(_("Choose %(name)s")), _("visited %(when)s")
    parts = []
    for row in rows:
        name, where = escape(row.name), escape(row.area or row.city)
        if several and row.owner:
            where = f"{where} · {escape(row.owner)}" if where else escape(row.owner)
        pill = "" if row.status == "active" else f" {state_pill('account', row.status)}"
        when = (
            escape(visited % {"when": ago(row.last_visit, today)})
            if row.last_visit
            else f'<span class="quiet">{never}</span>'
        )
        label = f'<label class="row-tick">{_tick(row, choose.replace("%(name)s", name))}</label>' if ticks else ""
        parts.append(
            f'<li class="tick-row">{label}<a class="row-item" href="{address}/{row.id}"><span class="row-main">'
            f'<span class="row-title">{name}</span><br><span class="row-text">{where}{pill}</span></span>'
            f'<span class="row-end">{when}</span>{chevron}</a></li>'
        )
    return mark_safe("".join(parts))  # noqa: S308  # every text went through escape


def status_words(status: str) -> str:
    """A status as markup: what is usual as a word, the others as pills."""
    return escape(states.state_word("account", status)) if status == "active" else str(state_pill("account", status))


def _tick(row: AccountRow, label: str, more: str = "") -> str:
    return (
        f'<input type="checkbox" class="form-check-input" name="account" value="{row.id}" form="chosen" '
        f'data-select="accounts" aria-label="{label}"{more}>'
    )


def _flag() -> str:
    words = escape(_("phone does not check"))
    return f'<span class="flag">{icon("alert-triangle", 16)}<span class="visually-hidden">{words}</span></span>'


def _text(name: str) -> Cell:
    return lambda row: escape(row.more[name])
