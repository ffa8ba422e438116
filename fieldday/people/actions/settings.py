"""Change what the office may set for the company: name, currency, deadlines, arrivals and their locations."""

from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Any

from django.db import transaction

from fieldday import trail
from fieldday.kit.amounts import any_amount
from fieldday.kit.changes import apply_changes, changes_of
from fieldday.kit.refusals import refuse_with
from fieldday.kit.stamps import require_stamp
from fieldday.people.authority import authorise
from fieldday.people.models import Company
from fieldday.people.policy import POLICY
from fieldday.rules.punctuality import EVENING_BEFORE, SAME_DAY
from fieldday.rules.text import clean
from fieldday.rules.verdict import Reason

NOON = time(12)
PLAN_RULES = (EVENING_BEFORE, SAME_DAY)
BOUNDS = {"reminder_minutes": (0, 720), "arrival_radius_m": (20, 5000), "location_days": (1, 3650),
          "prospect_months": (0, 600), "file_months": (0, 600), "notice_days": (0, 3650)}  # fmt: skip


@dataclass(frozen=True)
class SettingsInput:
    """The whole of the settings' form. Times are the company's local ones, the radius is in metres;
    `reminder_minutes` before a report is due its author is reminded, 0 reminds nobody."""

    name: str
    currency: str
    plan_rule: str
    plan_deadline: time
    report_deadline: time
    arrival_radius_m: int
    location_days: int
    reminder_minutes: int = 60
    prospect_months: int = 0  # contacts of prospects with whom nothing happened for so long are erased; 0 keeps them
    notice_days: int = 180  # 0 keeps them
    file_months: int = 0  # attachments and visits' photos as old as that are deleted; 0 keeps them
    roc_years: bool = False  # 民國 years on printed forms


STAMPED = tuple(SettingsInput.__dataclass_fields__)


def change_settings(*, by: Any, said: SettingsInput, at: datetime, seen: str | None = None) -> Company:
    """Set the company's settings to what the form says; a form that changes nothing writes nothing.

    Raises Refused: `kit.form.changed_meanwhile`, else the reasons at their fields.
    """
    authorise(POLICY, "people.company.changed", by=by)
    with transaction.atomic():
        company = Company.objects.select_for_update().filter(pk=1).first() or Company(pk=1)
        columns = {**asdict(said), "name": clean(said.name), "currency": said.currency.strip().upper()}
        changes = changes_of(company, columns)
        if not changes:
            return company
        require_stamp(company, STAMPED, seen)
        check(columns, company)
        apply_changes(company, changes)
        company.save()
        trail.record("people.company.changed", by=by, noun=company, at=at, changed=changes)
        return company


def check(columns: dict[str, Any], present: Company) -> None:
    """Raise Refused with every reason at its field; `columns` may be some of them, `present` is what stands."""
    reasons = []
    currency = columns.get("currency", present.currency)
    if len(currency) != 3 or not currency.isascii() or not currency.isalpha():
        reasons.append(Reason("people.currency.unknown", {}, "currency"))
    elif currency != present.currency and any_amount():
        reasons.append(Reason("people.currency.in_use", {"currency": present.currency}, "currency"))
    if columns.get("plan_rule", EVENING_BEFORE) not in PLAN_RULES:
        reasons.append(Reason("people.plan_rule.unknown", {}, "plan_rule"))
    reasons += _too_early(columns, present)
    if len(columns.get("name", "")) > 120:
        reasons.append(Reason("kit.import.too_long", {"most": 120, "many": len(columns["name"])}, "name"))
    for name, (least, most) in BOUNDS.items():
        if name in columns and not least <= columns[name] <= most:
            reasons.append(Reason("people.setting.out_of_bounds", {"least": least, "most": most}, name))
    refuse_with(reasons)


def _too_early(columns: dict[str, Any], present: Company) -> list[Reason]:
    """A paper of an evening that is due in the morning, at midnight as its day begins, say: then all would be late."""
    evenings = ["report_deadline"]
    if columns.get("plan_rule", present.plan_rule) == EVENING_BEFORE:
        evenings.append("plan_deadline")
    return [
        Reason("people.setting.too_early", {}, name) for name in evenings if name in columns and columns[name] < NOON
    ]
