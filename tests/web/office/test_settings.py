"""The settings of the office: what would be lost by a shorter period is said before it is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from fieldday.customers.models import Account, Contact
from fieldday.kit.stamps import stamp
from fieldday.people.actions.settings import STAMPED
from fieldday.people.models import Company
from tests.world import NOW

pytestmark = pytest.mark.django_db


def save(browser, **more):
    company = Company.the()
    said = {
        "name": company.name, "currency": company.currency, "plan_rule": company.plan_rule, "plan_deadline": "20:00",
        "report_deadline": "20:00", "arrival_radius_m": "300", "location_days": "30", "reminder_minutes": "60",
        "prospect_months": "0", "notice_days": "180", "file_months": "0", "roc_years": "no",
        "seen": stamp(company, STAMPED), "_key": str(uuid4()),
    }  # fmt: skip
    return browser.post(reverse("settings"), {**said, **more})


@pytest.fixture
def quiet(world):
    """A prospect with whom nothing happened for two years, and his two contacts."""
    then = NOW - timedelta(days=800)
    account = Account.objects.create(name="舊", kind="company", status="prospect", created_at=then)
    for name in ("甲", "乙"):
        Contact.objects.create(account=account, name=name)
    return account


def test_a_period_that_erases_people_at_once_is_asked_about_first(world, quiet, signed_in):
    browser = signed_in(world.oscar)
    asked = save(browser, prospect_months="12")
    assert asked.status_code == 422
    page = asked.content.decode()
    assert "That erases people at once: 2, for good." in page
    assert 'name="agreed"' in page
    assert 'value="12"' in page, "what was typed stays"
    assert Company.the().prospect_months == 0
    assert save(browser, prospect_months="12", agreed="yes").status_code == 303
    assert Company.the().prospect_months == 12


def test_what_erases_nobody_is_not_asked_about(world, quiet, signed_in):
    browser = signed_in(world.oscar)
    assert 'name="agreed"' not in browser.get(reverse("settings")).content.decode()
    assert save(browser, prospect_months="60").status_code == 303, "two years are within five"
    Company.objects.update(prospect_months=12)
    assert save(browser, prospect_months="24").status_code == 303, "more is kept than before"
