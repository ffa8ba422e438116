"""客群: the list of segments, and the form in which one is built, counted and saved."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.actions.segment_keeping import add_segment, change_segment, remove_segment
from fieldday.customers.actions.sharing import may_keep
from fieldday.customers.models import Segment
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.own_fields import as_rule, own_fields
from fieldday.customers.questions.segments import segment_seen, segments_seen
from fieldday.kit import clock
from fieldday.kit.doors import door
from fieldday.kit.refusals import Refused
from fieldday.kit.words import say
from fieldday.readings.segments import accounts_fitting
from fieldday.rules.parsing import as_number
from fieldday.rules.segment_fields import OWN
from fieldday.rules.segments import BadCondition, leaves, read
from fieldday.web.office.common import sentences
from fieldday.web.posting import errors_by_field, posted
from fieldday.web.segments import builder
from fieldday.web.segments.builder import Row
from fieldday.web.segments.options import Choices
from fieldday.web.segments.sharing import shares
from fieldday.web.segments.words import MENU, label, op_words, told
from fieldday.web.versions import version_of


@door(reads="customers.segment", verb="customers.segment.added")
def segments(request: HttpRequest) -> HttpResponse:
    """The segments in sight with what each asks for; a POST counts, changes or saves what is being built."""
    if request.method == "POST":
        return _built(request, None)
    own = {row.key: row for row in own_fields(retired=True)}
    rules = {key: as_rule(row) for key, row in own.items()}
    rows, nodes = segments_seen(request.user), {}
    for row in rows:
        try:
            nodes[row.pk] = read(row.condition, rules)
        except BadCondition:
            continue
    names = Choices(request.user, own).names(leaf for node in nodes.values() for leaf in leaves(node))
    shown = [(row, told(nodes[row.pk], own, names) if row.pk in nodes else None) for row in rows]
    return render(request, "web/segments/list.html", {"segments": shown, "may_add": _may(request)})


@door(reads="customers.segment")
def segment_new(request: HttpRequest) -> HttpResponse:
    """An empty builder; `?field=` begins with one condition."""
    own = {row.key: row for row in own_fields(retired=True)}
    first = builder.new_row(request.GET.get("field", "")[:60], {key: as_rule(row) for key, row in own.items()})
    return _show(request, None, [first] if first else [], own)


@door(reads="customers.segment", verb="customers.segment.changed")
def segment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One segment in the builder, with how many it means today; a POST counts, changes or saves it."""
    found = _found(request, pk)
    if request.method == "POST":
        return _built(request, found)
    own = {row.key: row for row in own_fields(retired=True)}
    rules = {key: as_rule(row) for key, row in own.items()}
    try:
        node = read(found.condition, rules)
    except BadCondition as bad:
        errors = {"": [say(reason) for reason in bad.reasons]}
        return _show(request, found, [], own, errors=errors)
    rows = builder.kept_rows(node, rules)
    if rows is not None:
        return _show(request, found, rows, own)
    names = Choices(request.user, own).names(leaves(node))
    count = accounts_fitting(request.user, node, clock.today()).count()
    return _show(request, found, [], own, lines=told(node, own, names), count=count)


@door(verb="customers.segment.removed")
def segment_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Removed; the customers stay."""
    found = _found(request, pk)

    def effect(at: datetime) -> str:
        remove_segment(by=request.user, segment_id=pk, version=version_of(request.POST), at=at)
        return reverse("segments")

    def refused(refusal: Refused) -> HttpResponse:
        own = {row.key: row for row in own_fields(retired=True)}
        return _show(request, found, [], own, errors={"": sentences(refusal)}, status=422)

    return posted(request, effect, refused=refused, done=_("The segment is removed."))


def _built(request: HttpRequest, found: Segment | None) -> HttpResponse:
    """Count, add, change or take out a condition and keep nothing; else save."""
    own = {row.key: row for row in own_fields(retired=True)}
    rules = {key: as_rule(row) for key, row in own.items()}
    rows = builder.typed_rows(request.POST, rules)
    values = {name: request.POST.get(name, "") for name in ("name", "share", "version")}
    if edit := request.POST.get("edit", ""):
        _edited(request, rows, edit, rules)
        return _show(request, found, rows, own, values=values)
    tree = builder.tree_of(rows)
    as_new = found is None or "as_new" in request.POST

    def effect(at: datetime) -> str:
        facts: dict[str, Any] = {"by": request.user, "name": values["name"], "share": values["share"], "at": at}
        if as_new or found is None:
            kept = add_segment(condition=tree, **facts)
        else:
            version = version_of(request.POST)
            kept = change_segment(segment_id=found.pk, version=version, condition=tree, **facts)
        return reverse("accounts") + f"?segment={kept.pk}"

    def refused(refusal: Refused) -> HttpResponse:
        status = 409 if refusal.code == "kit.form.changed_meanwhile" else 422
        errors = errors_by_field(refusal)
        if status == 409 and found is not None:
            values["version"] = str(found.version)
        return _show(request, found, rows, own, values=values, errors=errors, status=status)

    return posted(request, effect, refused=refused, done=_("The segment is saved."))


def _edited(request: HttpRequest, rows: list[Row], edit: str, rules: Any) -> None:
    act, _colon, what = edit.partition(":")
    if act == "add" and len(rows) < builder.MOST_LEAVES:
        row = builder.new_row(what or request.POST.get("add", "")[:60], rules)
        if row:
            rows.append(row)
    place = as_number(what, 3) or 0
    if act == "remove" and 1 <= place <= len(rows):
        del rows[place - 1]
        if rows:
            rows[0].joined = False


def _show(
    request: HttpRequest,
    found: Segment | None,
    rows: list[Row],
    own: dict[str, Any],
    *,
    values: dict[str, str] | None = None,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    said = dict(errors or {})
    count = None
    if rows:
        count, unread = _counted(request, rows, own)
        said = said or unread
    whole = builder.settle(rows, said)
    choices = Choices(request.user, own)
    for row in rows:
        choices.fill(row)
        row.label = label(row.field, own)
        row.ops = [(op, op_words(row.field, row.kind.name, op)) for op in row.kind.ops]
    fresh = {"name": "", "share": "private", "version": ""}
    kept = {"name": found.name, "share": found.share, "version": str(found.version)} if found else fresh
    answer = {
        "segment": found,
        "rows": rows,
        "count": count,
        "menu": _menu(own),
        "values": values or kept,
        "shares": shares(request.user, found),
        "errors": {} if errors is None else whole,
        "keeps": found is None or may_keep(request.user, found),
        "may_add": _may(request),
        "first": not rows,
        **more,
    }
    return render(request, "web/segments/builder.html", answer, status=status)


def _counted(request: HttpRequest, rows: list[Row], own: dict[str, Any]) -> tuple[int | None, dict[str, list[str]]]:
    """How many customers the rows mean now; None and why while they cannot be read. What a fresh row still lacks is no
    complaint yet."""
    tree = builder.tree_of(rows)
    try:
        node = read(tree, {key: as_rule(row) for key, row in own.items()})
    except BadCondition as bad:
        lacking = {"customers.segment.without_value", "customers.segment.not_days"}
        said: dict[str, list[str]] = {}
        blank = {row.place for row in rows if not row.value.strip() and not row.values}
        for reason in bad.reasons:
            if not (reason.code in lacking and reason.field in blank):
                said.setdefault(reason.field, []).append(say(reason))
        return None, said
    return accounts_fitting(request.user, node, clock.today()).count(), {}


def _menu(own: dict[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields to choose from, in parts."""
    parts = [(str(part), [(field, str(words)) for field, words in fields]) for part, fields in MENU]
    mine = [(f"{OWN}{key}", str(row)) for key, row in own.items() if not row.retired]
    return [*parts, (_("Own fields"), mine)] if mine else parts


def _found(request: HttpRequest, pk: UUID) -> Segment:
    found = segment_seen(request.user, pk)
    if found is None:
        raise Http404
    return found


def _may(request: HttpRequest) -> bool:
    return POLICY.allows("customers.segment.added", request.user.role)  # type: ignore[union-attr]
