"""Forms as the phone's screens put them, on no particular day."""

from typing import Any
from uuid import uuid4

from tests.browser.offline import hours

TODAY = hours.TODAY.isoformat()


def expense(amount: str = "100", note: str = "", kind: str = "parking", pk: str = "") -> dict[str, Any]:
    """An expense of the day, under the id that the phone gives it."""
    pk = pk or str(uuid4())
    fields = [["id", pk], ["kind", kind], ["amount", amount], ["note", note]]
    record = f"expense:{pk}"
    act = {"address": f"/days/{TODAY}/expenses", "fields": fields, "record": record, "makes": [record]}
    return {**act, "says": f"費用 {note or amount}", "pk": pk}


def change(pk: str, version: int, amount: str = "200", note: str = "") -> dict[str, Any]:
    """The same expense, corrected, by somebody who read that version."""
    fields = [["version", str(version)], ["kind", "parking"], ["amount", amount], ["note", note]]
    return {"address": f"/expenses/{pk}", "fields": fields, "record": f"expense:{pk}", "says": f"修改 {amount}"}


def removal(pk: str) -> dict[str, Any]:
    """The expense taken back."""
    return {"address": f"/expenses/{pk}/removal", "fields": [], "record": f"expense:{pk}", "says": "刪除"}
