"""Whatever a phone sends to a rep's address is answered in a state: never with a page, never with a redirect."""

from uuid import uuid4

import pytest

from fieldday.kit.answers import STATUSES
from fieldday.web.rep.urls import urlpatterns
from tests.house.bodies import forms
from tests.house.routes import fillings, routes

NAMES = {pattern.name for pattern in urlpatterns}
ROUTES = [route for route in routes() if route.name in NAMES and "POST" in route.declaration.methods]
EDITING = {"edit"}  # a button within a page's own form: it keeps nothing, and answers with the form


@pytest.mark.django_db
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_form_of_a_rep_is_answered_in_a_state(route, world, signed_in):
    client, wrong = signed_in(world.alice), []
    for values, _seen in fillings(route, world, days=4):
        for body in [{}, *forms(route.name, world, world.alices)]:
            if not EDITING & body.keys():
                url, key = route.url(values), uuid4()
                for _ in range(2):  # and a second time
                    answer = client.post(url, {"_key": key, **body}, headers={"Accept": "application/json"})
                    told = answer.headers["Content-Type"] == "application/json" and answer.json().get("state")
                    if not told or STATUSES[told] != answer.status_code:
                        wrong.append(f"{url} {body}: {answer.status_code} {answer.content[:80]!r}")
                    for file in (one for one in body.values() if hasattr(one, "seek")):
                        file.seek(0)
    assert not wrong, "\n".join(wrong)
