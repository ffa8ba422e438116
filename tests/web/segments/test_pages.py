"""The builder of a segment in the browser."""

from uuid import uuid4

import pytest
from django.urls import reverse

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
