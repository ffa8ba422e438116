"""The bell, the list behind it, opening a notice, reading all, and choosing what comes by e-mail too."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fieldday.notices.giving import News, give
from fieldday.notices.models import MailChoice, Notice
from fieldday.trail.models import Event
from fieldday.visits.actions.plan_approval import return_plan
from tests.counting import queries
from tests.notices.told import rows, tell
from tests.world import NOW

pytestmark = pytest.mark.django_db


def post(client, url, **form):
    return client.post(url, {"_key": str(uuid4()), **form})


def bell(page):
    return re.search(r'class="bell" href="/notices"[^>]*aria-label="([^"]*)"', page.content.decode())[1]


@pytest.fixture
def returned(world):
    return_plan(by=world.bob, plan_id=world.alices.plan.pk, version=1, at=NOW, comment="請補拜訪目的")
    tell()
    return rows(world.alice)[0]


def test_the_bell_counts_what_is_unread_on_every_page(world, returned, signed_in):
    client = signed_in(world.alice)
    assert bell(client.get(reverse("today"))) == "Notices, unread: 2"
    assert bell(client.get(reverse("me"))) == "Notices, unread: 2"
    assert bell(signed_in(world.bob).get(reverse("desk"))) == "Notices, unread: 0"


def test_a_stranger_sees_no_bell(client, db):
    assert b'class="bell"' not in client.get(reverse("sign-in")).content


def test_opening_a_notice_leads_to_its_paper_and_marks_it_read_once(world, returned, signed_in):
    client = signed_in(world.alice)
    page = client.get(reverse("notices")).content.decode()
    assert "Bob returned your plan for Mon 23 Nov." in page and "請補拜訪目的" in page
    answer = post(client, reverse("notice-reading", args=[returned.pk]))
    assert (answer.status_code, answer["Location"]) == (303, "/plans/2026-11-23")
    assert client.get(answer["Location"]).status_code == 200
    assert rows(world.alice)[0].read_at == NOW
    post(client, reverse("notice-reading", args=[returned.pk]))
    assert Event.objects.filter(verb="notices.notice.read").count() == 1
    assert bell(client.get(reverse("me"))) == "Notices, unread: 1"


def test_the_link_of_a_mail_shows_the_notice_and_reads_nothing_by_itself(world, returned, signed_in):
    page = signed_in(world.alice).get(reverse("notice", args=[returned.pk]))
    assert "Bob returned your plan" in page.content.decode() and rows(world.alice)[0].read_at is None


def test_all_read_takes_those_that_were_on_the_page(world, returned, signed_in):
    client = signed_in(world.alice)
    newest = re.search(r'name="newest" value="([^"]*)"', client.get(reverse("notices")).content.decode())[1]
    give([News(world.alice.pk, "meanwhile", "deputy", NOW, {"act": "dismissed", "deputy": world.bob.pk})], at=NOW)
    answer = post(client, reverse("notices-reading"), newest=newest)
    assert answer.status_code == 303
    unread = Notice.objects.visible_to(world.alice).filter(read_at=None)
    assert [one.key for one in unread] == ["meanwhile"]


def test_only_what_is_unread(world, returned, signed_in):
    client = signed_in(world.alice)
    post(client, reverse("notice-reading", args=[returned.pk]))
    page = client.get(reverse("notices"), {"show": "unread"}).content.decode()
    assert "returned your plan" not in page and "You report to Bob now." in page


@pytest.mark.parametrize("name", ["notice", "notice-reading"])
def test_anothers_notice_is_none(name, world, returned, signed_in):
    client, url = signed_in(world.bob), reverse(name, args=[returned.pk])
    assert (post(client, url) if name == "notice-reading" else client.get(url)).status_code == 404
    assert rows(world.alice)[0].read_at is None


def test_each_kind_leads_somewhere(world, signed_in):
    """Every kind has a sign, an address or none, and a page that opens."""
    from fieldday.notices.kinds import KINDS
    from fieldday.web.notices import SIGNS

    assert set(SIGNS) == set(KINDS)
    params = {"day": "2026-11-23", "due": NOW.isoformat(), "plans": 1, "count": 3, "act": "appointed",
              "principal": world.bob.pk, "since": "2026-11-23", "until": "2026-11-23", "created": 1, "updated": 0,
              "rejected": 0, "by": world.bob.pk, "person": world.alice.pk}  # fmt: skip
    nouns = {"customers_moved": "customers.account", "people_moved": "people.person", "overdue": "desk",
             "plan_reminder": "visits.plan", "report_reminder": "visits.dailyreport"}  # fmt: skip
    give([News(world.mona.pk, kind, kind, NOW, params, noun=nouns.get(kind, "")) for kind in KINDS], at=NOW)
    client = signed_in(world.mona)
    assert client.get(reverse("notices")).status_code == 200
    led = {}
    for one in rows(world.mona):
        led[one.kind] = post(client, reverse("notice-reading", args=[one.pk]))["Location"]
        assert client.get(led[one.kind]).status_code == 200, led
    assert led["overdue"] == "/desk" and led["customers_moved"] == "/accounts" and led["deputy"] == "/deputies"
    assert led["plan_reminder"] == "/plans/2026-11-23" and led["report_reminder"] == "/reports/2026-11-23"


def test_the_choice_of_mails_is_kept_and_no_choice_is_one_too(world, signed_in):
    client = signed_in(world.alice)
    before = client.get(reverse("notices-mail")).content.decode()
    assert 'value="plan_returned" checked' in before and 'value="plan_approved" checked' not in before
    assert post(client, reverse("notices-mail"), kind=["plan_approved"]).status_code == 303
    after = client.get(reverse("notices-mail")).content.decode()
    assert 'value="plan_approved" checked' in after and 'value="plan_returned" checked' not in after
    post(client, reverse("notices-mail"))
    assert MailChoice.objects.visible_to(world.alice).get().kinds == []


def test_an_unknown_kind_is_refused_in_words(world, signed_in):
    answer = post(signed_in(world.alice), reverse("notices-mail"), kind=["gossip"])
    assert answer.status_code == 422 and "gossip" in answer.content.decode()


def test_the_bell_costs_one_look_into_an_index(world, returned, signed_in):
    client = signed_in(world.alice)
    client.get(reverse("me"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("me"))
    about = [query["sql"] for query in asked if "notices_notice" in query["sql"]]
    assert len(about) == 1 and "COUNT" in about[0]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {about[0]}")
            assert "INDEX notices_unread" in str(cursor.fetchall())


def test_a_list_of_many_asks_no_more_than_of_few(world, returned, signed_in):
    client = signed_in(world.alice)
    few = queries(lambda: client.get(reverse("notices")))
    news = [News(world.alice.pk, f"n{n}", "plan_approved", NOW, {"by": world.bob.pk, "day": "2026-11-23"},
                 noun="visits.plan", noun_id=str(world.alices.plan.pk)) for n in range(29)]  # fmt: skip
    give(news, at=NOW)
    assert queries(lambda: client.get(reverse("notices"))) <= few
