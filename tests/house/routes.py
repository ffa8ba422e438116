"""Every address of the house, and what to fill into it. A route that cannot be filled fails the tests: extend here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

from fieldday.customers.models import (
    Account,
    AccountNote,
    Anniversary,
    Consent,
    Contact,
    Field,
    Group,
    HandOver,
    Place,
    Segment,
)
from fieldday.kit.doors import Declaration
from fieldday.people.models import Deputy, ImportJob, Person
from fieldday.visits.models import Absence, Code, DailyReport, Photo, Plan, SignOff, Visit
from tests.world import MONDAY, NOW, TUESDAY, World

PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
MISSING = {
    "int": 987_654_321,
    "uuid": UUID("01890000-0000-7000-8000-000000000000"),
    "str": "nothing",
    "slug": "nothing",
}


@dataclass(frozen=True)
class Route:
    """One address: `noun` of a parameter is the part of the path before it."""

    pattern: str
    name: str
    view: Any

    @property
    def declaration(self) -> Declaration | None:
        return getattr(self.view, "declaration", None)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """(kind, noun) of each parameter, in order."""
        found = []
        for match in PARAMETER.finditer(self.pattern):
            before = self.pattern[: match.start()].rstrip("/").rsplit("/", 1)[-1]
            found.append((match["kind"] or "str", before))
        return found

    def url(self, values: tuple[Any, ...]) -> str:
        rest = iter(values)
        return "/" + PARAMETER.sub(lambda _: str(next(rest)), self.pattern)


def routes() -> list[Route]:
    """All of them, whoever added them."""
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda route: route.pattern)


def _walk(patterns: list[Any], prefix: str) -> Iterator[Route]:
    for one in patterns:
        text = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, text)
        elif isinstance(one, URLPattern):
            yield Route(text, one.name or "", one.callback)


@dataclass(frozen=True)
class Value:
    """A value for a parameter; `seen` says whether a person may see the row behind it."""

    value: Any
    seen: Callable[[Any], bool]


def _row(model: Any) -> Callable[[Any], Callable[[Any], bool]]:
    return lambda pk: lambda reader: model.objects.visible_to(reader).filter(pk=pk).exists()


def _rows(model: Any, *pks: Any) -> list[Value]:
    return [Value(pk, _row(model)(pk)) for pk in pks]


def _always(*values: Any) -> list[Value]:
    return [Value(value, lambda reader: True) for value in values]


def _contact_at(account: Any) -> Any:
    return Contact.objects.unscoped("an address to try").values_list("pk", flat=True).get(account=account)


def _beside(model: Any, *accounts: Any) -> list[Value]:
    """One row beside each customer, made where there is none."""
    facts: dict[Any, dict[str, Any]] = {
        Place: {"kind": "warehouse", "address": "工業區 1 號"},
        Anniversary: {"kind": "birthday", "month": 12, "day": 5},
        AccountNote: {"kind": "habit", "text": "下午才在", "day": MONDAY, "at": NOW},
        Consent: {"channel": "post", "given": False, "day": MONDAY, "at": NOW},
    }
    rows = [model.objects.unscoped("a test's own").get_or_create(account=one, defaults=facts[model])[0]
            for one in accounts]  # fmt: skip
    return _rows(model, *(row.pk for row in rows))


def _deputies_rows(world: World) -> list[Value]:
    """Appointments: to whoever sees the principal."""
    found = Deputy.objects.select_related("principal").order_by("pk")
    return [Value(row.pk, _row(Person)(row.principal_id)) for row in found]


def _offices(*values: Any) -> list[Value]:
    """What the office alone keeps."""
    return [Value(value, lambda reader: reader.is_office) for value in values]


def _last_acts(world: World) -> list[int]:
    """Acts whose content can be read: Alice's first, then Charlie's."""
    papers = [world.alices.report, world.charlies.report]
    rows = SignOff.objects.unscoped("a test's own").filter(report__in=papers).order_by("pk")
    found = dict(rows.values_list("report_id", "pk"))
    return [found[paper.pk] for paper in papers]


def _own_rows(*rows: Any) -> list[Value]:
    """What nobody but its own person opens by itself."""
    return [Value(row.pk, lambda reader, row=row: reader.pk == row.person_id) for row in rows]


def _kept(world: World, model: Any) -> list[Any]:
    """Alice's own segment or group, Charlie's own, and the company's."""
    found = {row.owner_id: row for row in model.objects.unscoped("addresses to try").order_by("pk")}
    return [found[who.pk] for who in (world.alice, world.charlie, world.mona)]


def _hand_overs(world: World) -> list[Value]:
    """Bob's of a customer of Alice's to Adam, Carol's of her own to Charlie; both wait for a day."""
    rows = HandOver.objects.unscoped("addresses to try")
    whose = ((world.bob, world.lotus, world.alice, world.adam), (world.carol, world.pine, world.carol, world.charlie))
    found = []
    for by, account, before, after in whose:
        wanted = {str(after.pk): [[str(account.pk), before.pk]]}
        facts = {"at": NOW, "on": TUESDAY, "wanted": wanted, "total": 1}
        found.append(rows.get_or_create(by=by, defaults=facts)[0].pk)
    return _rows(HandOver, *found)


# What each noun in an address may be, besides something that does not exist: Alice's first, then Charlie's.
NOUNS: dict[str, Callable[[World], list[Value]]] = {
    "people": lambda w: _rows(Person, w.alice.pk, w.charlie.pk, w.bob.pk),
    "accounts": lambda w: _rows(Account, w.lotus.pk, w.maple.pk, w.reef.pk),
    "duplicates": lambda w: _rows(Account, w.dawn.pk, w.pine.pk, w.lotus.pk),
    "merges": lambda w: [],  # nobody has merged anything: tests/web/office/test_duplicates.py
    "places": lambda w: _beside(Place, w.lotus, w.maple),
    "anniversaries": lambda w: _beside(Anniversary, w.lotus, w.maple),
    "notes": lambda w: _beside(AccountNote, w.lotus, w.maple),
    "refusals": lambda w: _beside(Consent, w.lotus, w.maple),
    "attachments": lambda w: [],  # a file on the disk, and not everybody's: tests/web/office/test_beside.py
    "contacts": lambda w: _rows(Contact, *(_contact_at(one) for one in (w.lotus, w.maple))),
    "plans": lambda w: _rows(Plan, w.alices.plan.pk, w.charlies.plan.pk, w.alices.plan_done.pk),
    "reports": lambda w: _rows(DailyReport, w.alices.report.pk, w.charlies.report.pk),
    "visits": lambda w: _rows(Visit, w.alices.visit.pk, w.charlies.visit.pk),
    "photos": lambda w: _rows(Photo, w.alices.photo.pk, w.charlies.photo.pk),
    "teams": lambda w: _offices(w.team_bob.pk, w.team_carol.pk),
    "areas": lambda w: _offices(w.north.pk, w.south.pk),
    "codes": lambda w: _offices(*Code.objects.filter(code__in=("ordering", "parking")).values_list("pk", flat=True)),
    "fields": lambda w: _offices(*Field.objects.values_list("pk", flat=True)),
    "segments": lambda w: _rows(Segment, *(row.pk for row in _kept(w, Segment))),
    "groups": lambda w: _rows(Group, *(row.pk for row in _kept(w, Group))),
    "hand-overs": lambda w: _hand_overs(w),
    "passkeys": lambda w: [],  # nobody has one: tests/web/test_security.py
    "sessions": lambda w: [],  # the same
    "deputies": _deputies_rows,
    "imports": lambda w: _rows(ImportJob, w.checked.pk, w.brought.pk),
    "templates": lambda w: _offices("accounts", "order-lines"),
    "signoffs": lambda w: _rows(SignOff, *_last_acts(w)),
    "verify": lambda w: [],  # a code of what one does not see answers like one of nothing: tests/web/forms
    "absences": lambda w: _rows(Absence, w.alices.absence.pk, w.charlies.absence.pk),
    "expenses": lambda w: _own_rows(w.alices.expense, w.charlies.expense),
    "notices": lambda w: _own_rows(w.alices.notice, w.charlies.notice),
    "address-books": lambda w: [],  # one's own for an hour: tests/web/office/test_address_books.py
    "views": lambda w: [],  # nobody has kept one: tests/web/office/test_views.py
    "bulk-edits": lambda w: [],  # one's own: tests/web/office/test_views.py
    "exports": lambda w: [],  # one's own for a day: tests/web/office/test_exports.py
    "words": lambda w: _always("zh-hant"),
    "invitations": lambda w: [],  # a token is the right itself: tests/web/test_invitations.py
}
DAYS = ("2026-11-20", "2026-11-23", "2026-11-24", "2000-01-01", "2099-12-31", "2026-13-99", "0001-01-01", "9999-12-31")


def fillings(
    route: Route, world: World, *, days: int = len(DAYS)
) -> list[tuple[tuple[Any, ...], Callable[[Any], bool] | None]]:
    """Every way to fill an address: the values, and who may see them (None: nobody, it does not exist).

    `days`: how many of the days. Raises KeyError for a noun that the table above does not know.
    """
    choices: list[list[Value | None]] = []
    for kind, noun in route.parameters:
        if kind == "path":
            choices.append([*_always("customers", "a/b")])
        elif kind == "day":
            choices.append([*_always(*DAYS[:days])])
        else:
            choices.append([*NOUNS[noun](world), None])
    filled = []
    for chosen in product(*choices):
        values = tuple(
            one.value if one else MISSING[kind] for one, (kind, _) in zip(chosen, route.parameters, strict=True)
        )
        sights = [one.seen if one else None for one in chosen]
        if None in sights:
            filled.append((values, None))
        else:
            filled.append((values, lambda reader, sights=sights: all(seen(reader) for seen in sights)))
    return filled
