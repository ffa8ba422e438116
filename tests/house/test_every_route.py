"""Every route × method × person × row: nothing out of sight is shown, changed or hinted at, and nothing breaks.

Routes come from the resolver; what is filled into them from routes.py and bodies.py, which fail for what they do not
know. Each request is undone afterwards, so that all see the same world.
"""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils.http import urlencode

from tests.house.bodies import forged, forms, posted
from tests.house.routes import fillings, routes
from tests.house.tables import changes, everything, out_of_sight, seen_by, touched_by, watched
from tests.world import NOW, TUESDAY, moment

# Every role; Dora on a day on which she stands in for Bob. The lines are each other's image: what Alice may do about
# Charlie, Charlie may do about her. Carol sends forms about a line that is not hers.
READERS: tuple[str, ...] = ("diana", "mona", "bob", "alice", "dora", "oscar", "ada", "uma")
WRITERS: tuple[str, ...] = (*READERS, "carol")
# What a door lets through does not hang on the database. PostgreSQL is asked by each kind of sight (everybody, a line,
# oneself, a line for a day) and by who keeps the office, and written to by those whose papers and records differ.
ON_POSTGRES = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
if ON_POSTGRES:
    READERS, WRITERS = ("diana", "bob", "alice", "dora", "ada"), ("bob", "alice", "oscar")
ROUTES = routes()
PASSING = re.compile(
    r'csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"|nonce="[^"]*"|'
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
pytestmark = pytest.mark.django_db


def _marks(world):
    """Words that are written in one row only, and the row: who reads the word was shown the row."""
    for account in (world.lotus, world.dawn, world.fir, world.harbour, world.pine, world.maple, world.reef):
        yield account.name, account
    for day in (world.alices, world.charlies):
        yield day.visit.summary, day.visit
        yield day.note.text, day.note
        yield day.report.reflections, day.report
        yield day.plan.note, day.plan


def _secrets(world, seen) -> list[str]:
    """The marks of rows that are not among those seen: no page of that reader's may show one."""
    return [mark for mark, row in _marks(world) if row.pk not in seen[type(row)]]


def _text(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace")


def _turned_away(route, answer) -> bool:
    """Whether somebody signed in was taken for a stranger; what is public, and signing out, may well lead there."""
    if route.declaration.public or route.name == "sign-out":
        return False
    return answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in")


def _fault(answer) -> str:
    """What broke, for an answer of 500."""
    return repr(answer.exc_info[1]) if getattr(answer, "exc_info", None) else ""


def _alike(answer, url: str) -> tuple:
    """An answer without what differs in any case: tokens, keys, and the address itself."""
    text = PASSING.sub("*", _text(answer)).replace(url, "URL")
    return answer.status_code, answer.headers.get("Location", "").replace(url, "URL"), text


def _on_his_day(name, world, at_time):
    at_time(moment(TUESDAY) if name == "dora" else NOW)
    return world.people[name]


def _reading(world):
    yield {}
    yield {
        "q": "楓葉",
        "person": world.charlie.pk,
        "owner": world.charlie.pk,
        "area": world.south.pk,
        "day": "2026-11-20",
    }
    yield {"q": "蓮", "sort": "-owner__password", "page": "0", "_connector": "OR", "owner__password": "a"}
    yield {"q": "%_\"'\\;--", "page": "999999999999999999999", "day": "9999-99-99", "person": "x", "area": "-1",
           "owner": "1 OR 1=1", "stop": "zzz", "account": "0"}  # fmt: skip


# Who asks every question and sends every kind of form, about either day; the others send those about one day.
THOROUGH = set() if ON_POSTGRES else {"alice"}
DAYS_OF = {True: 8, False: 2}
ABOUT_CHARLIE = {"mona", "oscar", "uma"}


@pytest.mark.parametrize("name", READERS)
def test_reading_shows_what_is_in_sight_and_changes_nothing(name, world, signed_in, at_time):
    reader, faults = _on_his_day(name, world, at_time), []
    client, before, secrets = signed_in(reader), everything(), _secrets(world, seen_by(reader))
    client.raise_request_exception = False
    queries = list(_reading(world))
    for route in ROUTES:
        asked = queries if name in THOROUGH else queries[: 1 if route.parameters else 2]
        faults += _faults_of_reading(route, asked, world, reader, client, (before, secrets), name in THOROUGH)
    assert not faults, "\n" + "\n".join(faults[:40])


def _faults_of_reading(route, queries, world, reader, client, known, thorough):
    faults: list[str] = []
    before, secrets = known
    for query in queries:
        if "GET" not in route.declaration.methods:
            continue
        nothing, hidden = None, []
        for values, seen in fillings(route, world, days=DAYS_OF[thorough]):
            url = route.url(values)
            with watched() as watch:
                answer = client.get(url, query)
                where = f"GET {url}?{urlencode(query)}: {answer.status_code}"
                if watch.wrote and list(changes(before, everything(watch.tables))):
                    faults.append(f"{where}: reading wrote")
            if answer.status_code >= 500 or _turned_away(route, answer):
                faults.append(f"{where} {_fault(answer)}")
            faults += [f"{where}: shows {mark}" for mark in secrets if mark in _text(answer)]
            if seen is None and route.parameters and values:
                nothing = nothing or _alike(answer, url)
            if seen is None or not seen(reader):
                hidden.append((where, _alike(answer, url)))
                if answer.status_code != 404:
                    faults.append(f"{where}: expected 404")
        faults += [f"{where}: answers otherwise than for a missing row" for where, said in hidden if said != nothing]
    return faults


Sent = tuple[str, dict[str, Any], str]


def _bodies(name, world, days, *, thorough) -> Iterator[Sent]:
    """(kind, form, about whom) of what is sent: nothing, a key alone, what a person might send, and that with forged
    fields. What is the same about either day is sent once."""
    if thorough:
        yield "empty", {}, "nobody"
        yield "bare", {}, "nobody"
    sent = []
    for day in days:
        for number, form in enumerate(forms(name, world, day), start=1):
            plausible = {key: value for key, value in form.items() if value is not None}
            if thorough and plausible not in sent:
                sent.append(plausible)
                yield f"plausible {number}", plausible, str(day.plan.person)
            yield f"forged {number}", {**forged(world, day), **plausible}, str(day.plan.person)


# A merge takes along whatever names the customer, the plans of people whose papers its person does not read too.
TAKES_ALONG = {"duplicate-merges": ("visits.Stop ",)}


@pytest.mark.parametrize("name", WRITERS)
def test_writing_stays_in_sight_and_a_refusal_changes_nothing(name, world, signed_in, at_time):
    writer, faults = _on_his_day(name, world, at_time), []
    for route in ROUTES:
        fillings(route, world)  # rows to try are there before anything is compared
    client, before, seen_before = signed_in(writer), everything(), seen_by(writer)
    signed, secrets = client.cookies, _secrets(world, seen_before)
    client.raise_request_exception = False
    both, one = [world.alices, world.charlies], [world.charlies if name in ABOUT_CHARLIE else world.alices]
    for route in ROUTES:
        if "POST" not in route.declaration.methods:
            continue
        for kind, body, whom in _bodies(
            route.name, world, both if name in THOROUGH else one, thorough=name in THOROUGH
        ):
            hidden, much = [], name in THOROUGH and kind.startswith("plausible")
            for values, seen in fillings(route, world, days=DAYS_OF[much]):
                url = route.url(values)
                client.cookies = signed.copy()  # a sign-out takes them away
                with watched() as watch:
                    answer = posted(client, url, {} if kind == "empty" else {"_key": uuid4(), **body})
                    where = f"POST {url} ({kind} form about {whom}): {answer.status_code}"
                    changed = list(changes(before, everything(watch.tables))) if watch.wrote else []
                    seen_now = seen_by(writer, touched_by(changed)) if changed else {}
                    stray = out_of_sight(changed, writer, seen_before, seen_now)
                if answer.status_code >= 500:
                    faults.append(f"{where} {_fault(answer)}")
                elif _turned_away(route, answer):
                    faults.append(f"{where}: taken for a stranger")
                elif route.declaration.asks and changed:
                    faults.append(f"{where}: asking changed {[str(one) for one in changed]}")
                elif answer.status_code >= 400 and changed:
                    faults.append(f"{where}: refused, but changed {[str(one) for one in changed]}")
                stray = [row for row in stray if not row.startswith(TAKES_ALONG.get(route.name, ()))]
                faults += [f"{where}: touched {row}" for row in stray]
                faults += [f"{where}: shows {mark}" for mark in secrets if mark in _text(answer)]
                if seen is None or not seen(writer):
                    hidden.append((where, _alike(answer, url)))
                    if answer.status_code < 400:
                        faults.append(f"{where}: out of sight, and yet done")
            faults += [f"{where}: answers otherwise than for a missing row" for where, said in hidden[1:]
                       if said != hidden[-1][1]]  # fmt: skip
    assert not faults, "\n" + "\n".join(faults[:40])
