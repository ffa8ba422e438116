"""What a person might post about hand-overs: see `bodies.py`."""

from typing import Any

HANDING: dict[str, Any] = {
    "hand-overs": lambda w, d: [
        {"owner": d.plan.person.pk, "how": "one", "to": d.plan.person.pk, "on": "2026-11-24", "seal": ""},
        {"account": d.visit.account.pk, "how": "even", "to": w.mona.pk, "on": "2026-11-23", "seal": "x"},
        {"owner": "x", "how": "area", "area-0": w.mona.pk, "on": "2000-01-01", "note": "x" * 300},
    ],
    "hand-over-reversal": lambda w, d: {},
}
