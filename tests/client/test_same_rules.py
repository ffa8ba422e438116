"""What the phone judges by itself is what the rules say: folded texts, hours, the figures and the warnings of a day."""

import dataclasses
import datetime
import json
import random
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation

from fieldday.kit.spoken import say_span
from fieldday.readings.phone.accounts import account_rows
from fieldday.readings.phone.everything import account_marks, daily_rows, seldom_rows
from fieldday.rules.hours import open_at
from fieldday.rules.money import parse_amount
from fieldday.rules.parsing import parse_decimal
from fieldday.rules.text import fold
from fieldday.trade.actions.order_taking import LineInput
from fieldday.visits.actions.arrival import Where, arrive
from fieldday.visits.actions.attendance import start_day
from fieldday.visits.actions.calling import contact_account
from fieldday.visits.actions.departure import leave
from fieldday.visits.actions.expenses import add_expense
from fieldday.visits.actions.recording import VisitInput, record_visit
from fieldday.visits.actions.report_writing import save_report
from fieldday.visits.models import Code
from fieldday.visits.questions.day_facts import day_facts
from fieldday.visits.questions.report_warned import warned_of
from tests.world import MONDAY, NOW, World, moment
from tools.environment import REPOSITORY, find_node

pytestmark = pytest.mark.once

PROGRAM = """
import { readFileSync } from "node:fs";
import { fold } from "./finding";
import { openAt } from "./hours";
import { count, warnings } from "./reckon";
import { saySpan } from "./saying";
import { figure, money } from "../figures";
const asked = JSON.parse(readFileSync(0, "utf8"));
const said = {};
if (asked.texts) said.texts = asked.texts.map(fold);
if (asked.hours) said.hours = asked.hours.map(([hours, weekday, clock]) => openAt(hours, weekday, clock));
if (asked.typed) said.typed = asked.typed.map((text) => [figure(text), money(text)]);
if (asked.spans) said.spans = asked.spans.map(saySpan);
if (asked.rows) {
  const { rows, day, now, reflections } = asked;
  const names = new Map(rows.account.map((one) => [one.id, one.name]));
  const of = (kind) => rows[kind].filter((one) => one.day === day);
  const row = rows.day.find((one) => one.id === day);
  const named = (id) => names.get(id) ?? "";
  const lived = { day: row, visits: of("visit"), expenses: of("expense"), codes: rows.code, named };
  said.count = count(lived);
  const found = warnings(lived, reflections, new Map(), [], new Date(now), day);
  said.warnings = found.map(({ code, params }) => [code, params]);
}
console.log(JSON.stringify(said));
"""
LETTERS = "臺台灣藥局蓮花ガがｶﾞパﾌﾟÅéßﬁⅣ①ＡａＺ０９0aZ號-—・，。「」 \u3000\u200b\u0301한글Ωσς½²﹏𠮷😀'&/.()#\n\t"
COUNTED = {
    "planned": "planned",
    "visited": "visited",
    "effective": "effective",
    "deals": "deals",
    "shut": "shut",
    "unplanned": "unplanned",
    "contacts": "contacts",
    "orderedExpected": "ordered_expected",
    "ordered": "ordered_actual",
    "collectedExpected": "collected_expected",
    "collected": "collected_actual",
}
Asking = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Asking:
    """Asks the phone's own modules, run by Node."""
    node, _npm = find_node()
    built: Path = tmp_path_factory.mktemp("client") / "rules.mjs"
    bundle = [str(node), str(REPOSITORY / "node_modules/esbuild/bin/esbuild"), "--bundle", "--format=esm"]
    made = [*bundle, "--platform=node", "--log-level=error", f"--outfile={built}"]
    subprocess.run(made, input=PROGRAM.encode(), cwd=REPOSITORY / "client/src/phone", check=True)

    def ask(question: dict[str, Any]) -> dict[str, Any]:
        said = json.dumps(question).encode()
        answer = subprocess.run([str(node), str(built)], input=said, capture_output=True, check=True)
        return dict(json.loads(answer.stdout))

    return ask


def test_texts_fold_alike(phone: Asking) -> None:
    draw = random.Random(7)
    texts = ["".join(draw.choices(LETTERS, k=draw.randrange(1, 9))) for _n in range(3000)]
    assert phone({"texts": texts})["texts"] == [fold(text) for text in texts]


def test_what_is_typed_as_a_figure_is_read_alike(phone: Asking) -> None:
    draw = random.Random(9)
    typed = ["1e3", "1,5", "1,500", "3 箱", "５萬", "NT$ 1,234", "(120)", "120-", "-0", "−7", "", " 12 ", "0x10"]
    typed += ["10²", "①"]
    typed += ["".join(draw.choices("0123456789,,..--+()萬元$ ２e²", k=draw.randrange(1, 7))) for _n in range(4000)]

    def read(how: Callable[[str], Decimal], text: str) -> float | None:
        try:
            return float(how(text))
        except ValueError:
            return None

    for text, said in zip(typed, phone({"typed": typed})["typed"], strict=True):
        assert said == [read(parse_decimal, text), read(parse_amount, text)], text


def test_spans_of_time_are_said_alike(phone: Asking) -> None:
    minutes = [*range(1500), *range(1500, 20_000, 7), -5, -1440]
    with translation.override("en"):
        assert phone({"spans": minutes})["spans"] == [say_span(one) for one in minutes]


def test_hours_read_alike(phone: Asking) -> None:
    draw = random.Random(8)
    clocks = [f"{n // 60:02}:{n % 60:02}" for n in range(0, 1441, 30)]
    cases: list[tuple[dict[str, Any], int, str]] = []
    for _n in range(800):
        hours: dict[str, Any] = {}
        for weekday in draw.sample(range(7), draw.randrange(8)):
            times = sorted(draw.sample(clocks, 4))
            ranges = [[], [times[:2]], [times[:2], times[2:]], [[times[2], times[0]]]]
            hours[str(weekday)] = [one for one in draw.choice(ranges) if one[0] != "24:00"]
        cases.append((hours, draw.randrange(7), draw.choice(clocks[:-1])))
    for case, said in zip(cases, phone({"hours": cases})["hours"], strict=True):
        hours, weekday, clock = case
        at = datetime.datetime.combine(datetime.date(2026, 11, 23 + weekday), datetime.time.fromisoformat(clock))
        meant = open_at(hours, at)
        if meant is None:
            assert said is None, case
            continue
        assert said["open"] == meant.open, case
        for name, there in (("until", meant.until), ("opens", meant.opens)):
            assert (said.get(name) or "").replace("24:00", "00:00") == (f"{there:%H:%M}" if there else ""), case


def nothing(world: World) -> None:
    """A day on which nothing was done."""


def visited(world: World, **said: Any) -> UUID:
    visit = arrive(by=world.alice, at=moment(MONDAY, 10), stop_id=world.alices.stops[0].pk)
    if said:
        what: dict[str, Any] = {
            "by": world.alice,
            "visit_id": visit.pk,
            "version": visit.version,
            "at": moment(MONDAY, 10, 10),
        }
        record_visit(**what, said=VisitInput(**said))
    return visit.pk


def bare(world: World) -> None:
    visited(world)
    leave(by=world.alice, visit_id=visited_one(world), at=moment(MONDAY, 11))


def visited_one(world: World) -> UUID:
    return next(visit.id for visit in day_facts(world.alice.pk, MONDAY).visits)


def sold(world: World) -> None:
    start_day(by=world.alice, at=NOW)
    line = LineInput(product_id=world.soap.pk, quantity=Decimal("3"), unit_price=Decimal("99.5"))
    visited(world, met_in_charge=True, results=("order",), lines=(line,), summary="訂了三瓶")
    contact_account(by=world.alice, at=moment(MONDAY, 12), account_id=world.dawn.pk, channel="phone")


def silent(world: World) -> None:
    stop = world.alices.stops[0]
    type(stop).objects.unscoped("the test's own").filter(pk=stop.pk).update(expected_order=Decimal(5000))
    visited(world, results=("talk",))


def shut_and_spent(world: World) -> None:
    far = Where(22.6, 120.3, 10.0)
    arrive(by=world.alice, at=moment(MONDAY, 10), account_id=world.dawn.pk, where=far, shut=True)
    Code.objects.filter(kind="expense", code="parking").update(limit=Decimal(50))
    for kind, amount in (("parking", 60), ("parking", 40), ("other", 10)):
        add_expense(by=world.alice, day=MONDAY, kind=kind, amount=Decimal(amount), at=moment(MONDAY, 13))


def shut_unproven(world: World) -> None:
    far = Where(22.6, 120.3, 10.0)
    arrive(by=world.alice, at=moment(MONDAY, 10), stop_id=world.alices.stops[0].pk, where=far, shut=True)


def explained(world: World) -> None:
    stops = world.alices.stops
    missed = {stop.pk: (code, "") for stop, code in zip(stops, ("company", "customer_away"), strict=False)}
    known = set(Code.objects.filter(kind="reason").values_list("code", flat=True))
    missed = {pk: said for pk, said in missed.items() if said[0] in known}
    save_report(by=world.alice, day=MONDAY, reflections="", at=moment(MONDAY, 18), missed=missed)


@pytest.mark.django_db
@pytest.mark.parametrize("lived", [nothing, bare, sold, silent, shut_and_spent, shut_unproven, explained])
def test_a_day_is_counted_and_warned_of_alike(
    phone: Asking, world: World, at_time: Any, lived: Callable[[World], None]
) -> None:
    at_time(moment(MONDAY, 18))
    lived(world)
    at = moment(MONDAY, 19)
    facts = day_facts(world.alice.pk, MONDAY)
    rows = daily_rows(world.alice, MONDAY) | seldom_rows(world.alice)
    rows["account"] = account_rows(world.alice, MONDAY, list(account_marks(world.alice, rows)))
    said = phone({"rows": rows, "day": MONDAY.isoformat(), "now": at.isoformat(), "reflections": ""})
    meant = dataclasses.asdict(facts.actuals)
    assert {name: said["count"][name] for name in COUNTED} == {
        name: float(meant[theirs]) for name, theirs in COUNTED.items()
    }
    assert said["count"]["cost"] == float(facts.cost)
    told = facts.told
    shut = (told.proven + told.unproven, told.unproven, told.missed)
    assert tuple(said["count"][name] for name in ("shutPlanned", "unproven", "missed")) == shut
    warned = [(one.code, dict(one.params)) for one in warned_of(facts, "", at=at).reasons]
    assert [(code, params) for code, params in said["warnings"]] == warned
