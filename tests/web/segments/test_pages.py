"""The builder of a segment in the browser."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.world import MONDAY

pytestmark = pytest.mark.django_db


def test_a_condition_goes_by_its_place_and_by_nothing_else(world, signed_in):
    browser, address = signed_in(world.alice), reverse("segments")

    def edit(what: str, **more: str) -> str:
        return browser.post(address, {"edit": what, "_key": str(uuid4()), **more}).content.decode()

    one = {"c-1-field": "last_visit", "c-1-op": "not_within", "c-1-value": "30"}
    assert "remove:1" in edit("add:last_visit")
    for nothing in ("remove:²", "remove:9", "remove:", "remove:one"):
        assert "remove:1" in edit(nothing, **one), nothing
    assert "remove:1" not in edit("remove:1", **one)


def test_a_plan_of_nobody_is_asked_about_on_the_same_list(world, signed_in):
    client = signed_in(world.alice)
    day = MONDAY.isoformat()
    answer = client.get("/accounts/chosen", {"plan": day}, headers={"referer": "http://testserver/accounts/chosen?q=x"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/chosen?q=x")
    assert "Tick customers first." in client.get("/accounts/chosen").content.decode()
    answer = client.get("/accounts/chosen", {"plan": day}, headers={"referer": "http://[no address"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/chosen?")
    answer = client.get("/accounts/chosen", {"plan": "9999-12-31", "account": world.lotus.pk})
    assert answer.status_code == 200, "no day of a plan: the list stays"
    answer = client.get("/accounts/chosen", {"plan": day, "account": world.lotus.pk})
    assert answer.headers["Location"] == f"/plans/{day}?add={world.lotus.pk}"
