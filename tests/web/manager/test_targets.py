"""目標: a month's targets are typed in one table; what is wrong is said at its field and nothing is half set."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from fieldday.trade.questions.targets import month_targets

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)


def send(client, **cells):
    return client.post("/targets", {"_key": str(uuid4()), "month": "2026-11", **cells})


def kept(world):
    return month_targets([world.alice.pk, world.adam.pk], NOVEMBER, why="the test")


def test_a_months_targets_are_typed_in_one_table(world, signed_in):
    client = signed_in(world.bob)
    alice, adam = world.alice.pk, world.adam.pk
    assert f"target-{alice}-bookings" in client.get("/targets?month=2026-11").content.decode()
    answer = send(client, **{
        f"target-{alice}-bookings": "30萬", f"was-{alice}-bookings": "",
        f"target-{adam}-collections": "1,200", f"was-{adam}-collections": "",
        f"target-{adam}-bookings": "", f"was-{adam}-bookings": "",
    })  # fmt: skip
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/targets?month=2026-11&page=",
    ) or answer.status_code == 303
    assert kept(world) == {alice: {"bookings": Decimal(300000)}, adam: {"collections": Decimal(1200)}}
    assert "300,000" in client.get("/targets?month=2026-11").content.decode()
    assert "300,000" in client.get("/targets?month=2026-12&like=before").content.decode()


def test_what_cannot_be_read_stays_typed_and_nothing_is_set(world, signed_in):
    client, alice, adam = signed_in(world.bob), world.alice.pk, world.adam.pk
    answer = send(client, **{f"target-{alice}-bookings": "1000", f"target-{adam}-bookings": "很多"})
    page = answer.content.decode()
    assert answer.status_code == 422 and f"error-target-{adam}-bookings" in page and 'value="很多"' in page
    assert 'value="1000"' in page and kept(world) == {}


def test_who_sets_none_finds_no_page(world, signed_in):
    assert signed_in(world.alice).get("/targets").status_code == 404


def test_a_forged_person_is_not_found(world, signed_in):
    assert send(signed_in(world.bob), **{f"target-{world.charlie.pk}-bookings": "1"}).status_code == 404
