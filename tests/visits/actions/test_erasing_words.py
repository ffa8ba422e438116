"""What was written at visits of a person who is erased."""

import pytest

from fieldday.visits.actions.erasing_words import erase_words
from fieldday.visits.models import DailyReport, Visit

pytestmark = pytest.mark.django_db
WORDS = {"林美麗", "0955-111-222"}


def _said(world):
    visits = Visit.objects.unscoped("a test").filter(pk=world.alices.visit.pk)
    visits.update(summary="林美麗要再想想，0955-111-222", next_step="打給林美麗")
    return world.alices


def test_what_nobody_has_sent_says_her_name_no_more(world):
    day = _said(world)
    DailyReport.objects.unscoped("a test").filter(person=world.alice).update(status="draft", frozen=None)
    erase_words(world.lotus.pk, WORDS, "已刪除")
    visit = Visit.objects.unscoped("a test").get(pk=day.visit.pk)
    assert (visit.summary, visit.next_step) == ("已刪除要再想想，已刪除", "打給已刪除")
    assert visit.version == day.visit.version + 1


def test_what_was_sent_stays_and_so_does_another_customer_s(world):
    day = _said(world)
    DailyReport.objects.unscoped("a test").update_or_create(
        person=world.alice, day=day.visit.day, defaults={"status": "sent"}
    )
    erase_words(world.lotus.pk, WORDS, "已刪除")
    erase_words(world.maple.pk, WORDS, "已刪除")
    assert "林美麗" in Visit.objects.unscoped("a test").get(pk=day.visit.pk).summary
