"""The customers' list as a tool: views and columns in its address, the board, the map, and changing many at once."""

from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fieldday.config.schedule import run_once
from fieldday.customers.models import Account, BulkEdit, Field, Segment, StatusChange, View
from fieldday.kit import clock
from tests.world import NOW, account

pytestmark = pytest.mark.django_db
LIST = "/accounts"


@pytest.fixture(autouse=True)
def _now(at_time):
    at_time(NOW)


def _post(browser, address, **form):
    return browser.post(address, {"_key": str(uuid4()), **form})


def _kept(browser, query, name="本週", share="private"):
    answer = _post(browser, reverse("views"), name=name, share=share, query=query)
    assert answer.status_code == 303, answer.content.decode()[:2000]
    return View.objects.unscoped("a test").get(name=name), answer["Location"]


def _text(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_nul_in_the_address_that_a_form_brings_is_refused(world, signed_in):
    mine = signed_in(world.alice)
    forms = (("views", "query", {"name": "本週"}), ("account-columns", "query", {"usual": "1"}),
             ("bulk-edits", "about", {"kind": "status", "status": "active"}))  # fmt: skip
    for name, field, more in forms:
        answer = _post(mine, reverse(name), **{field: "all=1&q=%00", **more})
        assert answer.status_code == 400, name
    assert not View.objects.unscoped("a test").exists()


def test_a_view_s_address_says_it_all(world, signed_in):
    mine = signed_in(world.alice)
    query = "status=active&sort=-visit&columns=visit,city&q=%E8%93%AE&rubbish=1"
    view, address = _kept(mine, query)
    said = parse_qs(urlsplit(address).query)
    assert said == {
        "status": ["active"], "sort": ["-visit"], "columns": ["visit,city"], "q": ["蓮"], "view": [str(view.pk)]
    }  # fmt: skip
    page = _text(mine, address)
    assert world.lotus.name in page
    assert world.dawn.name not in page
    # Charlie sees no private view, but the link shows him his own customers, narrowed and ordered alike.
    other = signed_in(world.charlie)
    assert "本週" not in _text(other, LIST)
    assert other.get(reverse("view-list", args=[view.pk])).status_code == 404
    page = _text(other, address.replace("q=%E8%93%AE", "q=%E6%A5%93"))
    assert world.maple.name in page
    assert world.lotus.name not in page


def test_what_the_receiver_may_not_see_acts_as_absent(world, signed_in):
    segment = Segment.objects.create(
        name="我的", owner=world.alice, at=NOW, condition={"all": [{"field": "status", "op": "is", "value": ["lost"]}]}
    )
    page = _text(signed_in(world.charlie), f"{LIST}?segment={segment.pk}&owner={world.alice.pk}&view={uuid4()}")
    assert world.maple.name in page


def test_shared_views_are_seen_and_kept_by_whom_they_belong_to(world, signed_in):
    view, _address = _kept(signed_in(world.bob), "status=active", name="全組", share="company")
    other = signed_in(world.charlie)
    assert "全組" in _text(other, LIST)
    assert other.get(reverse("view", args=[view.pk])).status_code == 404
    for address in (reverse("view", args=[view.pk]), reverse("view-removal", args=[view.pk])):
        assert _post(other, address, name="搶", share="private", version="1").status_code == 422
    view.refresh_from_db()
    assert view.name == "全組"


def test_a_list_opens_with_the_pinned_view_until_it_is_removed(world, signed_in):
    browser = signed_in(world.alice)
    view, address = _kept(browser, "q=%E8%93%AE")
    assert browser.get(LIST).status_code == 200
    _post(browser, reverse("view-choice"), view=str(view.pk))
    answer = browser.get(LIST)
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert world.dawn.name in _text(browser, f"{LIST}?view=all")
    assert _post(signed_in(world.charlie), reverse("view-choice"), view=str(view.pk)).status_code == 404
    browser = signed_in(world.alice)
    _post(browser, reverse("view-removal", args=[view.pk]), version="1")
    assert world.dawn.name in _text(browser, LIST)


def test_a_bad_name_is_said_at_its_field_and_nothing_is_lost(world, signed_in):
    browser = signed_in(world.alice)
    answer = _post(browser, reverse("views"), name="", share="private", query="status=active")
    assert answer.status_code == 422
    assert 'value="status=active"' in answer.content.decode()
    assert not View.objects.unscoped("a test").exists()
    _kept(browser, "status=active", name="一樣")
    assert _post(browser, reverse("views"), name="一樣", share="private", query="").status_code == 422


def test_columns_are_chosen_and_kept_own_fields_too(world, signed_in):
    Field.objects.create(key="beds", type="number", name_zh="床數", name_en="Number of beds")
    Account.objects.unscoped("a test").filter(pk=world.lotus.pk).update(
        fields={"beds": "4321"}, industry="<b>藥局</b>", line_id="@lotus"
    )
    browser = signed_in(world.alice)
    page = _text(browser, f"{LIST}?columns=industry,own-beds,line_id,own-gone,rubbish")
    assert "4,321" in page
    assert "Number of beds" in page
    assert "&lt;b&gt;藥局" in page
    assert "<b>藥局" not in page
    assert "Bookings this year" not in page
    _post(browser, reverse("account-columns"), columns=["line_id"], query="q=x&columns=city")
    page = _text(browser, LIST)
    assert "@lotus" in page
    assert "Bookings this year" not in page
    _post(browser, reverse("account-columns"), usual="1", query="")
    assert "Bookings this year" in _text(browser, LIST)


def test_the_list_keeps_within_its_queries(world, signed_in):
    browser = signed_in(world.diana)
    _kept(browser, "status=active", share="company")
    for n in range(120):
        account(f"Q{n}", f"客戶 {n:03}", world.alice, world.north)
    limits = {"": 9, "?sort=-number": 11, "?columns=own-x,number": 9, "?shape=board": 13, "?shape=map": 9}
    for query, most in limits.items():
        browser.get(LIST + query)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(LIST + query).status_code == 200
        said = "\n".join(one["sql"][:400] for one in queries)
        assert len(queries) <= most, f"{query}\n{said}"


def test_the_board_counts_and_moves_with_a_reason(world, signed_in):
    browser = signed_in(world.alice)
    page = _text(browser, f"{LIST}?shape=board")
    assert world.lotus.name in page
    assert world.maple.name not in page
    address = reverse("account-statuses", args=[world.lotus.pk])
    assert _post(browser, address, status="lost", reason="", back="shape=board").status_code == 422
    answer = _post(browser, address, status="lost", reason="倒閉", back="shape=board&q=a")
    assert answer["Location"] == f"{LIST}?shape=board&q=a"
    assert StatusChange.objects.visible_to(world.alice).filter(account=world.lotus, reason="倒閉").exists()
    assert _post(browser, reverse("account-statuses", args=[world.maple.pk]), status="active").status_code == 404


def test_the_map_counts_what_is_near_and_only_what_is_seen(world, signed_in):
    for n in range(30):
        row = account(f"P{n}", f"近 {n}", world.alice, world.north)
        Account.objects.unscoped("a test").filter(pk=row.pk).update(latitude="24.5", longitude="121.5")
    address = reverse("account-marks")
    for person in (world.alice, world.charlie, world.diana):
        placed = Account.objects.visible_to(person).exclude(latitude=None)
        for zoom in ("3", "10", "18"):
            answer = signed_in(person).get(address, {"bounds": "118,20,124,27", "zoom": zoom}).json()
            assert sum(mark["count"] for mark in answer["marks"]) == placed.count()
            names = {mark["title"] for mark in answer["marks"] if mark["count"] == 1}
            assert names <= set(placed.values_list("name", flat=True))
    near = signed_in(world.alice).get(address, {"bounds": "121.49,24.49,121.51,24.51", "zoom": "18"}).json()["marks"]
    assert [mark["count"] for mark in near] == [30]
    boxed = _text(signed_in(world.alice), f"{LIST}?box=121.49,24.49,121.51,24.51")
    assert "近 1" in boxed
    assert world.dawn.name not in boxed
    for bounds, zoom in (
        ("x", "3"),
        ("1,2,3", "3"),
        ("118,20,124,27", "99"),
        ("118,20,124,27", "-1"),
        ("NaN,1,2,3", "3"),
    ):
        assert signed_in(world.alice).get(address, {"bounds": bounds, "zoom": zoom}).status_code == 400
        assert world.dawn.name in _text(signed_in(world.alice), f"{LIST}?box={bounds}") or zoom != "3"


def test_many_are_changed_by_hand(world, signed_in):
    browser = signed_in(world.alice)
    form = _text(browser, f"{reverse('bulk-edits')}?account={world.lotus.pk}&account={world.maple.pk}")
    assert "2 customers chosen" in form
    about = f"all=1&status=active&account={world.maple.pk}"
    refused = _post(browser, reverse("bulk-edits"), about=about, kind="status", status="lost", reason="")
    assert refused.status_code == 422
    assert "all=1" in refused.content.decode()
    answer = _post(browser, reverse("bulk-edits"), about=about, kind="source", source="展覽")
    page = _text(browser, answer["Location"])
    assert "Will change" in page
    assert world.lotus.name in page
    assert world.maple.name not in page
    edit = BulkEdit.objects.unscoped("a test").get()
    assert signed_in(world.bob).get(reverse("bulk-edit", args=[edit.pk])).status_code == 404
    browser = signed_in(world.alice)
    _post(browser, reverse("bulk-edit-run", args=[edit.pk]))
    assert b"being done" in browser.get(reverse("bulk-edit-progress", args=[edit.pk])).content
    run_once(at=clock.now())
    assert browser.get(reverse("bulk-edit-progress", args=[edit.pk]))["HX-Redirect"]
    assert "Take it back" in _text(browser, reverse("bulk-edit", args=[edit.pk]))
    mine = Account.objects.visible_to(world.alice)
    assert set(mine.filter(status="active").values_list("source", flat=True)) == {"展覽"}
    _post(browser, reverse("bulk-edit-reversal", args=[edit.pk]))
    run_once(at=clock.now())
    assert "Taken back" in _text(browser, reverse("bulk-edit", args=[edit.pk]))
    assert not mine.filter(source="展覽").exists()


def test_an_auditor_reads_and_changes_nothing(world, signed_in):
    browser = signed_in(world.uma)
    page = _text(browser, LIST)
    assert 'name="account"' not in page
    assert "draggable" not in _text(browser, f"{LIST}?shape=board")
    assert browser.get(reverse("bulk-edits"), {"all": "1"}).status_code == 404
    assert _post(browser, reverse("views"), name="x", share="private", query="").status_code == 422
