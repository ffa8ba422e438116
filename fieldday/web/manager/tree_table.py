"""The rows of the team's tree: a person's day each, or for who leads others the sums of his branch.

Made here and not in a template: fifty rows of a dozen cells are what this page costs.
"""

from collections.abc import Iterable
from decimal import Decimal
from html import escape
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fieldday.visits.questions.tree import Node, Tree
from fieldday.web.templatetags.fieldday import money, role_name, state_pill, wan

NOTHING = '<span class="quiet">—</span>'
SOME = UUID(int=0)


class TreeTable:
    """How the nodes of one tree are drawn."""

    def __init__(self, tree: Tree) -> None:
        self.papers = tree.papers
        self.day = f"?day={tree.day:%Y-%m-%d}"
        self.people, self.visits = reverse("people"), reverse("day-visits")
        self.bookings, self.collections = reverse("day-bookings"), reverse("day-collections")
        self.plans, self.reports = _before("plan"), _before("report")
        self.labels = [
            f'<span class="tree-label only-phone">{escape(word)}</span>'
            for word in (_("Visits"), _("Effective"), _("Orders"), _("Collections"))
        ]
        self.himself = escape(_("himself"))
        self.approved, self.handed_in = _("%(approved)s / %(plans)s approved"), _("%(wrote)s / %(due)s handed in")

    def rows(self, nodes: Iterable[Node]) -> list[tuple[Node, SafeString]]:
        """Each node with its row."""
        return [(node, mark_safe(self._row(node))) for node in nodes]  # noqa: S308  # every text went through escape

    def _row(self, node: Node) -> str:
        cells = "".join(
            f'<div class="num">{label}{cell}</div>'
            for label, cell in zip(self.labels, self._figures(node), strict=True)
        )
        leads = " tree-leads" if node.reports else ""
        plan = report = states = ""
        if self.papers:
            plan, report = self._plan(node), self._report(node)
            written = node.reports or node.day.report_status not in ("", "draft")
            states = f'<div class="tree-states only-phone">{report if written else plan}</div>'
            plan, report = f'<div class="tree-plan">{plan}</div>', f'<div class="tree-report">{report}</div>'
        return (
            f'<div class="tree-row depth-{node.depth}{leads}"><span class="tree-space"></span>{self._who(node)}'
            f"{plan}{cells}{report}{states}</div>"
        )

    def _who(self, node: Node) -> str:
        who = node.person
        beside = self.himself if node.own else escape(who.title or role_name(who.role))
        absences = () if node.own else node.day.absences
        away = "".join(" " + str(state_pill("absence", one.counts_as)) for one in absences)
        name = f'<a class="row-title" href="{self.people}/{who.pk}{self.day}">{escape(who.name)}</a>'
        return f'<div class="tree-who">{name} <span class="quiet">{beside}</span>{away}</div>'

    def _figures(self, node: Node) -> tuple[str, str, str, str]:
        """Visits, effective ones, orders and payments, each leading to its rows."""
        all = node.branch
        whose = f"{self.day}&amp;{'person' if node.own else 'under'}={node.person.pk}"
        visits = effective = NOTHING
        if all.visited or all.shut or all.stops:
            planned = f" / {all.stops}" if self.papers else ""
            visits = f'<a href="{self.visits}{whose}">{all.visited}{planned}</a>'
        if all.effective:
            effective = f'<a href="{self.visits}{whose}&amp;show=effective">{all.effective}</a>'
        elif all.visited:
            effective = "0"
        booked = _amount(all.booked, self.bookings + whose)
        return visits, effective, booked, _amount(all.collected, self.collections + whose)

    def _plan(self, node: Node) -> str:
        if node.reports:
            words = self.approved % {"approved": node.branch.approved, "plans": node.branch.plans}
            return f"<span>{escape(words)}</span>" if node.branch.plans else NOTHING
        if not node.day.plan_id:
            return NOTHING
        return f'<a href="{self.plans}{node.day.plan_id}">{state_pill("plan", node.day.plan_status)}</a>'

    def _report(self, node: Node) -> str:
        if node.reports:
            words = self.handed_in % {"wrote": node.branch.wrote, "due": node.branch.due}
            return f"<span>{escape(words)}</span>" if node.branch.due else NOTHING
        if node.day.report_status in ("", "draft"):
            return NOTHING
        return f'<a href="{self.reports}{node.day.report_id}">{state_pill("report", node.day.report_status)}</a>'


def _amount(value: Decimal, address: str) -> str:
    if not value:
        return NOTHING
    return (
        f'<a href="{address}"><span class="only-desk">{escape(money(value))}</span>'
        f'<span class="only-phone">{escape(wan(value))}</span></a>'
    )


def _before(name: str) -> str:
    """What stands before the id in the address of a page."""
    return reverse(name, args=[SOME]).removesuffix(str(SOME))
