"""What the phone shows: the snapshot with what waits laid over it (client/src/phone/model.ts), run by Node."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools.environment import REPOSITORY, find_node

pytestmark = pytest.mark.once

PROGRAM = """
import { readFileSync } from "node:fs";
import { laid } from "./model";
import { KINDS } from "./store";
const { person, rows, items, today } = JSON.parse(readFileSync(0, "utf8"));
const byId = (kind) => new Map((rows[kind] ?? []).map((row) => [String(row.id), row]));
const snapshot = Object.fromEntries(KINDS.map((kind) => [kind, byId(kind)]));
const before = JSON.stringify(KINDS.map((kind) => [...snapshot[kind]]));
const model = laid(person, snapshot, items, today);
const said = Object.fromEntries(KINDS.map((kind) => [kind, Object.fromEntries(model.rows[kind])]));
const untouched = before === JSON.stringify(KINDS.map((kind) => [...snapshot[kind]]));
console.log(JSON.stringify({ rows: said, open: model.items.map((item) => item.key), untouched }));
process.exit(0);
"""
ALICE, DAY = 7, "2026-11-23"
SHOP, STOP, VISIT, SPENT = (f"{n}0000000-0000-4000-8000-000000000000" for n in range(1, 5))


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    node, _npm = find_node()
    built = tmp_path_factory.mktemp("client") / "model.mjs"
    subprocess.run(
        [str(node), str(REPOSITORY / "node_modules/esbuild/bin/esbuild"), "--bundle", "--format=esm", "--platform=node",
         "--log-level=error", f"--outfile={built}"],
        input=PROGRAM.encode(), cwd=REPOSITORY / "client/src/phone", check=True,
    )  # fmt: skip
    return built


class Laid:
    """The phone's rows after some forms, from the tiny snapshot below."""

    def __init__(self, program: Path, *items: dict[str, Any], rows: dict[str, Any] | None = None) -> None:
        said = {"person": ALICE, "rows": rows or snapshot(), "items": list(items), "today": DAY}
        answer = subprocess.run(
            [str(find_node()[0]), str(program)], input=json.dumps(said).encode(), capture_output=True, check=True
        )
        self.said = json.loads(answer.stdout)
        assert self.said["untouched"], "the snapshot itself was changed"

    def __getattr__(self, kind: str) -> Any:
        return self.said["rows"][kind]


def snapshot() -> dict[str, Any]:
    report: dict[str, Any] = {"id": None, "status": "none", "version": 0, "reflections": "", "answers": []}
    stop = {"id": STOP, "account": SHOP, "visit": None, "purposes": ["ordering"], "reason": "", "reasonNote": ""}
    return {
        "me": [{"id": ALICE, "timezone": "Asia/Taipei", "language": "zh-hant"}],
        "account": [{"id": SHOP, "name": "蓮花藥局", "contacts": []}],
        "product": [{"id": 3, "name": "醬油膏", "unit": "桶", "price": "240"}],
        "code": [{"id": "expense:car", "list": "expense", "code": "car", "perKm": "5"}],
        "day": [{"id": DAY, "stops": [stop], "startedAt": "", "endedAt": "", "absence": "", "report": report}],
    }


def form(seq: int, address: str, *fields: tuple[str, str], **more: Any) -> dict[str, Any]:
    """A form on its way, done on Monday morning in Taipei."""
    item = {
        "seq": seq, "key": f"key-{seq}", "person": ALICE, "address": address, "fields": [list(pair) for pair in fields],
        "files": [], "record": "", "needs": [], "makes": [], "says": "", "claimedAt": "2026-11-23T01:30:00.000Z",
        "from": "", "state": "waiting", "tries": 0,
    }  # fmt: skip
    return {**item, **more}


ARRIVED = form(1, "/arrivals", ("id", VISIT), ("stop", STOP))


def test_nothing_waits_and_the_snapshot_is_what_is_shown(program: Path) -> None:
    laid = Laid(program)
    assert laid.day[DAY]["stops"][0]["visit"] is None
    assert laid.visit == {}


def test_an_arrival_makes_the_visit_and_its_stop_knows_it(program: Path) -> None:
    laid = Laid(program, ARRIVED)
    visit = laid.visit[VISIT]
    assert (visit["account"], visit["day"], visit["stop"]) == (SHOP, DAY, STOP)
    assert visit["arrivedAt"] == "2026-11-23T01:30:00.000Z" and visit["leftAt"] == ""
    assert visit["purposes"] == ["ordering"]
    assert laid.day[DAY]["stops"][0]["visit"] == VISIT


def test_what_was_booked_and_collected_counts_to_the_month_before_it_is_sent(program: Path) -> None:
    """Once: a visit that the server knows counts by what was changed of it."""
    rows = snapshot()
    rows["me"][0]["month"] = {"ordered": "1000", "orderTarget": "5000", "collected": "", "collectionTarget": ""}
    rows["account"][0]["month"] = {"ordered": "400", "collected": ""}
    line = {"product": 3, "name": "醬油膏", "quantity": "1", "price": "240", "discount": ""}
    known = {"id": VISIT, "day": DAY, "account": SHOP, "lines": [line], "amount": "", "stop": None, "shut": False}
    fields = [("act", "leave"), ("line-1-product", "3"), ("line-1-quantity", "3"), ("line-1-price", "240")]
    recorded = form(2, f"/visits/{VISIT}", *fields, ("amount", "500"))
    new = Laid(program, ARRIVED, recorded, rows=rows)
    assert new.me[str(ALICE)]["month"] | {"orderTarget": "", "collectionTarget": ""} == {
        "ordered": "1720", "orderTarget": "", "collected": "500", "collectionTarget": ""}  # fmt: skip
    assert new.account[SHOP]["month"] == {"ordered": "1120", "collected": "500"}
    again = Laid(program, recorded, rows={**rows, "visit": [known]})
    assert again.me[str(ALICE)]["month"]["ordered"] == "1480", "the 240 of it are in the server's figure"
    other = Laid(program, recorded, rows={**rows, "visit": [{**known, "day": "2026-10-30"}]})
    assert other.me[str(ALICE)]["month"]["ordered"] == "1000"


def test_a_visit_found_shut_is_over_at_once(program: Path) -> None:
    visit = Laid(program, form(1, "/arrivals", ("id", VISIT), ("stop", STOP), ("shut", "1"))).visit[VISIT]
    assert visit["shut"] and visit["leftAt"] == visit["arrivedAt"]


def test_a_visit_says_what_its_last_form_said(program: Path) -> None:
    written = form(
        2, f"/visits/{VISIT}", ("version", "-1"), ("result", "order"), ("summary", "談了年節"), ("line-1-product", "3"),
        ("line-1-quantity", "2"), ("line-1-price", "240"), ("line-1-discount", ""), ("note-1-kind", "promotion"),
        ("note-1-text", "對面買一送一"), ("note-2-kind", "price"), ("note-2-text", " "),
    )  # fmt: skip
    left = form(3, f"/visits/{VISIT}", ("version", "-2"), ("summary", "改過"), ("act", "leave"))
    visit = Laid(program, ARRIVED, written).visit[VISIT]
    assert visit["lines"] == [{"product": 3, "name": "醬油膏", "quantity": "2", "price": "240", "discount": ""}]
    assert visit["notes"] == [{"kind": "promotion", "text": "對面買一送一"}]
    assert visit["version"] == -2
    visit = Laid(program, ARRIVED, written, left).visit[VISIT]
    assert (visit["summary"], visit["lines"]) == ("改過", [])
    assert visit["leftAt"]


def test_what_is_kept_already_shows_with_the_version_that_was_answered(program: Path) -> None:
    kept = {**ARRIVED, "state": "kept", "answer": {"state": "kept", "record": {"id": VISIT, "version": 4}}}
    laid = Laid(program, kept)
    assert laid.visit[VISIT]["version"] == 4
    assert laid.said["open"] == []


def test_a_form_for_a_visit_that_is_not_there_makes_none(program: Path) -> None:
    assert Laid(program, form(1, f"/visits/{VISIT}", ("summary", "?"))).visit == {}


def test_somebody_elses_forms_are_not_laid_over(program: Path) -> None:
    laid = Laid(program, {**ARRIVED, "person": ALICE + 1})
    assert laid.visit == {} and laid.said["open"] == []


def test_an_expense_is_added_corrected_and_taken_back(program: Path) -> None:
    added = form(1, f"/days/{DAY}/expenses", ("id", SPENT), ("kind", "car"), ("km", "12"))
    corrected = form(2, f"/expenses/{SPENT}", ("version", "-1"), ("kind", "parking"), ("amount", "80"))
    assert Laid(program, added).expense[SPENT]["amount"] == "60"
    one = Laid(program, added, corrected).expense[SPENT]
    assert (one["kind"], one["amount"], one["day"]) == ("parking", "80", DAY)
    assert Laid(program, added, corrected, form(3, f"/expenses/{SPENT}/removal")).expense == {}


def test_a_photo_that_waits_stands_at_its_visit(program: Path) -> None:
    photo = form(2, f"/visits/{VISIT}/photos", ("kind", "shelf"), files=[{"name": "photo", "size": 9}])
    assert Laid(program, ARRIVED, photo).visit[VISIT]["photos"] == [{"id": "waiting:key-2", "kind": "shelf"}]


def test_the_day_begins_ends_and_is_reported(program: Path) -> None:
    begun, ended = form(1, "/attendance", ("act", "start")), form(2, "/attendance", ("act", "end"), ("day", DAY))
    sent = form(3, f"/reports/{DAY}", ("act", "send"), ("reflections", "早點出門"), (f"missed-{STOP}", "closed"))
    day = Laid(program, begun, ended, sent).day[DAY]
    assert day["startedAt"] and day["endedAt"]
    assert (day["report"]["status"], day["report"]["reflections"]) == ("sent", "早點出門")
    assert day["stops"][0]["reason"] == "closed"


def test_a_customer_met_on_the_street_is_there_with_his_visit(program: Path) -> None:
    new = "50000000-0000-4000-8000-000000000000"
    fields = (
        ("account", new),
        ("id", VISIT),
        ("name", "轉角小店"),
        ("contact_name", "王先生"),
        ("purpose", "new_customer"),
    )
    laid = Laid(program, form(1, "/prospects", *fields))
    assert laid.account[new]["name"] == "轉角小店" and laid.account[new]["status"] == "prospect"
    assert laid.account[new]["contacts"][0]["name"] == "王先生"
    assert laid.visit[VISIT]["account"] == new


def test_the_day_of_an_act_is_the_companys_not_the_phones(program: Path) -> None:
    late = form(1, "/arrivals", ("id", VISIT), ("account", SHOP), claimedAt="2026-11-23T16:30:00.000Z")
    assert Laid(program, late).visit[VISIT]["day"] == "2026-11-24"
