"""Keep the office's lists: add an entry, name it, move it, take it out of use and bring it back, remove one."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.kit.changes import apply_changes, changes_of
from fieldday.kit.locking import locked
from fieldday.kit.refusals import Refused, refuse_with
from fieldday.kit.stamps import require_stamp
from fieldday.kit.uses import counts
from fieldday.people.authority import authorise
from fieldday.rules.kpi import OUTCOMES
from fieldday.rules.text import clean
from fieldday.rules.verdict import Reason
from fieldday.visits.models import Code
from fieldday.visits.policy import POLICY

STAMPED = ("name_zh", "name_zh_hans", "name_en", "counts_as", "limit", "rate", "retired")
NAMES = ("name_zh", "name_zh_hans", "name_en")
LONGEST, LONGEST_PHRASE = 120, 400
PRICED = frozenset({"expense"})  # lists whose entries have a limit, and a rate for a kilometre
# What the rules ask of an entry; the other lists are words only.
COUNTS_AS: dict[str, tuple[str, ...]] = {
    "result": (
        *("order", "collection", "complaint", "quotation", "sample", "placement", "opportunity"),
        *("market_info", "talk", "none"),
    ),
    "reason": ("rep", "customer", "company"),
    "note": ("opinion", "competitor", "complaint", "news", "need", "habit", "other"),
    "absence": ("leave", "trip", "training"),
}
NEVER_EMPTY = frozenset({"purpose", "result", "reason"})  # without these nobody could plan, record or explain a day
if not set(COUNTS_AS["result"]) <= OUTCOMES:
    raise AssertionError("a result counts as an outcome that the rule knows")


@dataclass(frozen=True)
class CodeInput:
    """The whole of an entry's form: its names, what it counts as where its list asks for that, and of an expense kind
    the limit and the rate for a kilometre, in the company's currency."""

    name_zh: str
    name_zh_hans: str = ""
    name_en: str = ""
    counts_as: str = ""
    limit: Decimal | None = None
    rate: Decimal | None = None


def add_code(*, by: Any, kind: str, said: CodeInput, at: datetime) -> Code:
    """Put an entry at the end of a list, before 「其他」 where that is the last. Raises Refused with the reasons at
    their fields."""
    authorise(POLICY, "visits.code.added", by=by)
    if kind not in Code.KINDS:
        raise Refused("people.not_found", missing=True)
    with transaction.atomic():
        columns = _tidied(kind, said)
        _check(kind, columns)
        rows = _list(kind)
        code = Code(kind=kind, code=_fresh_code(columns["name_en"], {row.code for row in rows}), **columns)
        last = rows[-1].position if rows else 0
        code.position = last + 1
        if rows and rows[-1].code == "other":
            code.position = last
            Code.objects.filter(pk=rows[-1].pk).update(position=last + 1)
        code.save()
        trail.record("visits.code.added", by=by, noun=code, at=at, created=True, changed={"kind": kind, **columns})
        return code


def change_code(*, by: Any, code_id: int, said: CodeInput, at: datetime, seen: str | None = None) -> Code:
    """Name an entry otherwise. What a used one counts as is settled: figures of days gone by rest on it.

    Raises Refused: missing, `kit.form.changed_meanwhile`, else the reasons at their fields.
    """
    authorise(POLICY, "visits.code.changed", by=by)
    with transaction.atomic():
        code = locked(Code, code_id)
        columns = _tidied(code.kind, said)
        changes = changes_of(code, columns)
        if not changes:
            return code
        require_stamp(code, STAMPED, seen)
        _check(code.kind, columns, code)
        if "counts_as" in changes and (count := uses_of(code)):
            raise Refused("visits.code.counted_already", field="counts_as", count=count)
        apply_changes(code, changes)
        code.save(update_fields=list(changes))
        trail.record("visits.code.changed", by=by, noun=code, at=at, changed=changes)
        return code


def move_code(*, by: Any, code_id: int, up: bool, at: datetime) -> Code:
    """Let an entry change places with the one above or below it that is in use; at the list's end nothing happens."""
    authorise(POLICY, "visits.code.moved", by=by)
    with transaction.atomic():
        code = locked(Code, code_id)
        rows = _list(code.kind)
        offered = [row for row in rows if not row.retired]
        place = next((n for n, row in enumerate(offered) if row.pk == code_id), -1)
        target = place + (-1 if up else 1)
        if place < 0 or not 0 <= target < len(offered):
            return code
        offered.insert(target, offered.pop(place))
        for position, row in enumerate([*offered, *(row for row in rows if row.retired)], start=1):
            row.position = position
        Code.objects.bulk_update(rows, ["position"])
        trail.record("visits.code.moved", by=by, noun=code, at=at, changed={"position": [place + 1, target + 1]})
        return code


def retire_code(*, by: Any, code_id: int, at: datetime) -> Code:
    """Offer an entry no more; what used it keeps it. Raises Refused for the last one of a list that days need."""
    authorise(POLICY, "visits.code.retired", by=by)
    with transaction.atomic():
        code = locked(Code, code_id)
        if code.retired:
            return code
        _require_others(code)
        code.retired = True
        code.save(update_fields=["retired"])
        trail.record("visits.code.retired", by=by, noun=code, at=at)
        return code


def restore_code(*, by: Any, code_id: int, at: datetime) -> Code:
    """Offer an entry again."""
    authorise(POLICY, "visits.code.restored", by=by)
    with transaction.atomic():
        code = locked(Code, code_id)
        if code.retired:
            code.retired = False
            code.save(update_fields=["retired"])
            trail.record("visits.code.restored", by=by, noun=code, at=at)
        return code


def remove_code(*, by: Any, code_id: int, at: datetime) -> str:
    """Delete an entry that nothing ever used; answers its kind. Raises Refused, saying how often it was used."""
    authorise(POLICY, "visits.code.removed", by=by)
    with transaction.atomic():
        code = locked(Code, code_id)
        if count := uses_of(code):
            raise Refused("visits.code.in_use", name=str(code), count=count)
        if not code.retired:
            _require_others(code)
        facts = {"kind": code.kind, "code": code.code, "name_zh": code.name_zh}
        trail.record("visits.code.removed", by=by, noun=code, at=at, changed=facts)
        code.delete()
        return code.kind


def uses_of(code: Code) -> int:
    """How many rows of any room hold this entry."""
    return counts(Code, [code.pk]).get(code.pk, 0)


def longest(kind: str) -> int:
    """How many characters a name of this list may have: a stock phrase is several sentences."""
    return LONGEST_PHRASE if kind == "phrase" else LONGEST


def _tidied(kind: str, said: CodeInput) -> dict[str, Any]:
    """The columns as they are kept; a name that was not written is the Chinese one."""
    name = clean(said.name_zh)
    counts_as = said.counts_as if kind in COUNTS_AS else ""
    names = {"name_zh_hans": clean(said.name_zh_hans) or name, "name_en": clean(said.name_en) or name}
    prices = {"limit": said.limit, "rate": said.rate} if kind in PRICED else {"limit": None, "rate": None}
    return {"name_zh": name, **names, "counts_as": counts_as, **prices}


def _check(kind: str, columns: dict[str, Any], present: Code | None = None) -> None:
    reasons = []
    if not columns["name_zh"]:
        reasons.append(Reason("visits.code.without_name", {}, "name_zh"))
    most = longest(kind)
    for name in NAMES:
        if len(columns[name]) > most:
            reasons.append(Reason("kit.import.too_long", {"most": most, "many": len(columns[name])}, name))
    for name in ("limit", "rate"):
        if columns[name] is not None and columns[name] <= 0:
            reasons.append(Reason("visits.code.not_above_nothing", {}, name))
    others = Code.objects.filter(kind=kind).exclude(pk=present.pk if present else None)
    if columns["name_zh"] and others.filter(name_zh=columns["name_zh"]).exists():
        reasons.append(Reason("visits.code.name_taken", {"name": columns["name_zh"]}, "name_zh"))
    allowed = COUNTS_AS.get(kind)
    if allowed and columns["counts_as"] not in allowed:
        reasons.append(Reason("visits.code.counts_as_nothing", {}, "counts_as"))
    refuse_with(reasons)


def _require_others(code: Code) -> None:
    others = Code.objects.filter(kind=code.kind, retired=False).exclude(pk=code.pk)
    if code.kind in NEVER_EMPTY and not others.exists():
        raise Refused("visits.code.last_one", name=str(code))


def _fresh_code(name: str, taken: set[str]) -> str:
    """A short key for the entry, from its English name where it has one."""
    start = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:30] or "own"
    key, number = start, 2
    while key in taken:
        key, number = f"{start}_{number}", number + 1
    return key


def _list(kind: str) -> list[Code]:
    """The whole list in its order, locked: two people may move entries at once."""
    return list(Code.objects.select_for_update().filter(kind=kind).order_by("position", "pk"))
