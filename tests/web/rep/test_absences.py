"""請假與出差 at the screen: its words, days as people say them, and who finds a form."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from fieldday.kit.words import say
from fieldday.visits.actions.absences import enter_absence
from tests.world import NOW, TUESDAY

pytestmark = pytest.mark.django_db


def test_the_page_names_its_days_and_itself(world, signed_in):
    world.alice.language = "zh-hant"
    world.alice.save(update_fields=["language"])
    text = signed_in(world.alice).get(reverse("absences"), headers={"accept-language": "zh-hant"}).content.decode()
    assert "<title>請假與出差" in text and "起始日" in text and "結束日" in text and "來源" not in text


def test_a_refusal_says_days_as_the_rest_does(world, signed_in):
    enter_absence(
        by=world.alice, person_id=world.alice.pk, kind="annual_leave", since=TUESDAY, until=TUESDAY, part="day",
        stops_off=True, at=NOW,
    )  # fmt: skip
    day = TUESDAY.isoformat()
    body = {"_key": str(uuid4()), "kind": "annual_leave", "since": day, "until": day, "part": "day", "stops_off": "1"}
    text = signed_in(world.alice).post(reverse("absences"), body).content.decode()
    assert "There is an absence from Tue 24 Nov to Tue 24 Nov already" in text


def test_an_auditor_reads_and_finds_no_form(world, signed_in):
    auditor, rep = signed_in(world.uma), signed_in(world.alice)
    page = auditor.get(reverse("absences"))
    assert page.status_code == 200 and 'id="absence-form"' not in page.content.decode()
    assert 'id="absence-form"' in rep.get(reverse("absences")).content.decode()
    for name in ("visit-new", "prospects"):
        assert auditor.get(reverse(name)).status_code == 404 and rep.get(reverse(name)).status_code == 200, name


def test_a_day_that_may_lie_years_back_is_said_with_its_year():
    long_ago = TUESDAY.replace(2019, 1, 5)
    with translation.override("zh-hant"):
        assert "2019-01-05" in say("visits.expense.too_old", day=long_ago, limit=60)
        assert "2019-01-05" in say("customers.reach.refused_all", day=long_ago)
        assert "11 月 24 日（二）" in say("visits.absence.day_closed", day=TUESDAY)
