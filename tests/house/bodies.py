"""What a person might post to each address: once about Alice's things, once about Charlie's.

A route that takes a POST and is not here fails the tests: add it.
"""

from collections.abc import Callable
from typing import Any

from tests.world import Day, World

Body = Callable[[World, Day], dict[str, Any]]

BODIES: dict[str, Body] = {
    "sign-in": lambda w, d: {"username": d.plan.person.external_id, "password": "not it"},
    "sign-out": lambda w, d: {},
    "language": lambda w, d: {"language": "zh-hant"},
    "invitation": lambda w, d: {"password": "rain on Tuesday", "again": "rain on Tuesday"},
    "person-invitations": lambda w, d: {},
    "arrivals": lambda w, d: {"stop": d.stops[0].pk, "latitude": "25.0478", "longitude": "121.517", "accuracy": "9"},
    "visit": lambda w, d: {"version": d.visit.version, "result": "talk", "summary": "嗨", "act": "save"},
    "plan-day": lambda w, d: {
        "version": d.plan.version,
        "stop-1-account": d.visit.account.pk,
        "stop-1-time": "10:00",
        "stop-1-purpose": "service",
        "act": "send",
    },
    "report-day": lambda w, d: {"version": d.report.version, "reflections": "嗨", "act": "send"},
    "accounts": lambda w, d: {"name": "新店家", "kind": "shop", "status": "active", "owner": d.plan.person.pk},
    "account": lambda w, d: {
        "name": "改了名的店",
        "kind": "shop",
        "status": "dormant",
        "owner": d.plan.person.pk,
        "area": d.visit.account.area_id,
        "version": d.visit.account.version,
    },
}


def forged(world: World, day: Day) -> dict[str, Any]:
    """Fields that no form has, in every spelling: whose it is and who did it are never taken from a form."""
    person, account = day.plan.person.pk, day.visit.account.pk
    return {
        "by": person, "person": person, "person_id": person, "author": person, "owner_id": person,
        "on_behalf_of": person, "role": "administrator", "role_given": "administrator", "is_active": "",
        "account_id": account, "plan_id": day.plan.pk, "report_id": day.report.pk, "visit_id": day.visit.pk,
        "status": "signed", "self_signed": "1",
    }  # fmt: skip
