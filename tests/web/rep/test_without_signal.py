"""Tuesday in the mountains: what the phone wrote without signal comes up on Wednesday, and belongs to Tuesday."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fieldday.customers.models import Account
from fieldday.people.models import Person
from fieldday.trail.models import Event
from fieldday.visits.models import Absence, Attendance, DailyReport, Expense, Photo, Plan, Stop, Visit
from tests.pictures import photo_file
from tests.world import TAIPEI, TUESDAY

WEDNESDAY = "2026-11-25 08:10"
NEXT = timedelta(days=1)


def tuesday(clock: str) -> datetime:
    return datetime.fromisoformat(f"{TUESDAY} {clock}").replace(tzinfo=TAIPEI)


@pytest.fixture
def phone(world, signed_in, at_time):
    """`phone(address, done_at, **fields)` sends a form filled in at a time of Tuesday, on Wednesday at 8:10."""
    clients = {}
    at = at_time(WEDNESDAY)

    def send(address, done_at, *, by=None, key=None, off=timedelta(0), sent=None, **fields):
        by = by or world.alice
        client = clients.setdefault(by.pk, signed_in(by))
        claimed = tuesday(done_at) if isinstance(done_at, str) else done_at
        times = {"claimed_at": (claimed + off).isoformat(), "sent_at": ((sent or at) + off).isoformat()}
        headers = {"Accept": "application/json", "X-Fieldday-Person": str(by.pk)}
        return client.post(address, {"_key": key or uuid4(), **times, **fields}, headers=headers)

    return send


def _visits(person):
    return Visit.objects.unscoped("the test's own").filter(person=person, day=TUESDAY).order_by("arrived_at")


def _one(model, **facts):
    return model.objects.unscoped("the test's own").get(**facts)


def test_an_arrival_belongs_to_the_day_and_the_hour_it_was_made(phone, world):
    pk = uuid4()
    answer = phone("/arrivals", "16:00", account=world.lotus.pk, id=pk)
    assert answer.json()["state"] == "kept" and answer.json()["record"] == {"id": str(pk), "version": 1}
    visit = _one(Visit, pk=pk)
    assert (visit.day, visit.arrived_at, visit.claimed_at) == (TUESDAY, tuesday("16:00"), tuesday("16:00"))
    assert visit.received_at == datetime.fromisoformat(WEDNESDAY).replace(tzinfo=TAIPEI)
    event = Event.objects.get(noun_id=str(pk))
    assert (event.at, event.claimed_at, event.day) == (visit.received_at, tuesday("16:00"), TUESDAY)


def test_a_whole_day_comes_up_in_order(phone, world):
    first, account, second, receipt, photo = (uuid4() for _ in range(5))
    steps = [
        phone("/attendance", "08:20", act="start", day=TUESDAY),
        phone("/arrivals", "09:00", account=world.lotus.pk, id=first),
        phone(f"/visits/{first}", "09:40", version="1", result="talk", summary="談檔期", act="leave"),
        phone("/prospects", "10:30", name="山上的店", account=account, id=second, purpose="new_customer"),
        phone(f"/visits/{second}/photos", "10:40", id=photo, kind="shelf", photo=photo_file()),
        phone(f"/visits/{second}", "11:00", version="1", result="talk", summary="有興趣", act="save"),
        phone(f"/days/{TUESDAY}/expenses", "12:00", id=receipt, kind="parking", amount="60", visit=second),
        phone("/attendance", "17:30", act="end", day=TUESDAY),
    ]
    assert [step.json()["state"] for step in steps] == ["kept"] * len(steps), [step.json() for step in steps]
    visits = list(_visits(world.alice))
    assert [visit.pk for visit in visits] == [first, second]
    assert visits[0].left_at == tuesday("09:40"), "left when the phone said so, not when it was heard"
    assert _one(Account, pk=account).owner_id == world.alice.pk
    assert (_one(Expense, pk=receipt).day, _one(Photo, pk=photo).visit_id) == (TUESDAY, second)
    day = _one(Attendance, person=world.alice, day=TUESDAY)
    assert (day.started_at, day.ended_at) == (tuesday("08:20"), tuesday("17:30"))


def test_the_next_arrival_ends_the_one_before_when_it_was(phone, world):
    phone("/arrivals", "09:00", account=world.lotus.pk)
    phone("/arrivals", "10:00", account=world.dawn.pk)
    assert [visit.left_at for visit in _visits(world.alice)] == [tuesday("10:00"), None]


def test_what_comes_up_later_ends_no_visit_that_began_after_it(phone, world):
    here = datetime.fromisoformat(WEDNESDAY).replace(tzinfo=TAIPEI) - timedelta(minutes=5)
    phone("/arrivals", here, account=world.dawn.pk)
    phone("/arrivals", "16:00", account=world.lotus.pk)
    now = _one(Visit, person=world.alice, left_at=None)
    assert now.account_id == world.dawn.pk
    assert _visits(world.alice).get().left_at == here, "one cannot have been there any longer"


def test_nothing_is_added_to_a_day_whose_report_was_sent(phone, world):
    phone(f"/reports/{TUESDAY}", "18:00", version="0", reflections="累", act="save")
    DailyReport.objects.unscoped("the test's own").filter(person=world.alice, day=TUESDAY).update(status="sent")
    answer = phone("/arrivals", "16:00", account=world.lotus.pk)
    assert answer.status_code == 422 and answer.json()["state"] == "refused"
    assert not _visits(world.alice).exists()


@pytest.mark.parametrize("whose", ["alices", "charlies"])
def test_an_id_that_somebody_has_is_refused_the_same_whoever_has_it(phone, world, whose):
    there = getattr(world, whose).visit.pk
    account = world.lotus.pk if whose == "alices" else world.maple.pk
    answers = [
        phone("/arrivals", "16:00", account=world.lotus.pk, id=there),
        phone("/calls", "16:00", account=world.lotus.pk, channel="phone", id=there),
        phone("/prospects", "16:00", name="新的", account=account),
    ]
    codes = [[(one["code"], one["field"]) for one in answer.json()["reasons"]] for answer in answers]
    assert codes == [[("kit.id.taken", "id")]] * 3


def test_an_id_that_is_none_is_refused(phone, world):
    answer = phone("/arrivals", "16:00", account=world.lotus.pk, id="x")
    assert answer.json()["reasons"][0]["field"] == "id" and not _visits(world.alice).exists()


def test_a_clock_a_day_off_is_corrected_by_its_error_and_the_superior_sees_it(phone, world, signed_in):
    answer = phone("/arrivals", "16:00", account=world.lotus.pk, off=NEXT)
    assert "clock is 1 d off" in answer.json()["said"][0]
    visit = _visits(world.alice).get()
    assert (visit.arrived_at, visit.claimed_at) == (tuesday("16:00"), tuesday("16:00") + NEXT)
    page = signed_in(world.bob).get(f"/visits/{visit.pk}").content.decode()
    assert "The phone's clock said" in page and "received" in page


def test_a_claim_that_cannot_be_is_shown_as_received(phone, world):
    phone("/arrivals", tuesday("16:00") - timedelta(days=30), account=world.lotus.pk)
    visit = Visit.objects.unscoped("the test's own").get(person=world.alice, left_at=None)
    assert visit.arrived_at == visit.received_at


def test_a_report_sent_in_time_without_signal_is_not_late(phone, world, signed_in):
    phone("/calls", "16:00", account=world.lotus.pk, channel="phone")
    answer = phone(f"/reports/{TUESDAY}", "18:00", version="0", reflections="順利", act="send")
    insisted = phone(
        f"/reports/{TUESDAY}", "18:00", version="0", reflections="順利", act="send",
        accepted=[value for _name, value in answer.json()["insist"]],
    ).json()  # fmt: skip
    assert insisted["state"] == "kept", insisted
    report = _one(DailyReport, person=world.alice, day=TUESDAY)
    assert "visits.warning.late" not in report.accepted
    assert (report.handed_in_at, report.claimed_at) == (tuesday("18:00"), tuesday("18:00"))
    assert report.sent_at > report.handed_in_at
    page = signed_in(world.bob).get(f"/reports/{report.pk}").content.decode()
    assert "sent 18:00" in page and "received" in page and "Late by" not in page


def test_what_a_report_is_warned_of_is_asked_and_nothing_is_kept_before(phone, world):
    phone("/calls", "16:00", account=world.lotus.pk, channel="phone")
    answer = phone(f"/reports/{TUESDAY}", "18:00", version="0", reflections="順利", act="send")
    assert answer.status_code == 422
    codes = [one["code"] for one in answer.json()["reasons"]]
    assert codes and answer.json()["insist"] == [["accepted", code] for code in codes]
    assert not DailyReport.objects.unscoped("the test's own").filter(person=world.alice, day=TUESDAY).exists()


def test_a_prospect_of_a_known_name_is_asked_about_once(phone, world):
    key, account, visit = uuid4(), uuid4(), uuid4()
    form = {"name": world.lotus.name, "account": account, "id": visit}
    asked = phone("/prospects", "16:00", **form).json()
    assert asked["state"] == "refused" and world.lotus.name in asked["reasons"][0]["text"]
    answers = [phone("/prospects", "16:00", key=key, **form, **dict(asked["insist"])).json() for _ in range(2)]
    assert answers[0] == answers[1] and answers[0]["record"] == {"id": str(visit), "version": 1}
    assert _one(Account, pk=account).name == world.lotus.name


def test_a_visit_changed_meanwhile_is_shown_beside_ones_own(phone, world):
    pk = uuid4()
    phone("/arrivals", "16:00", account=world.lotus.pk, id=pk)
    phone(f"/visits/{pk}", "16:10", version="1", result="talk", summary="桌上寫的", act="save")
    stale = phone(f"/visits/{pk}", "16:20", version="1", result="talk", summary="手機寫的", act="save")
    assert stale.status_code == 409 and stale.json()["state"] == "conflict"
    theirs = stale.json()["theirs"]
    assert (theirs["id"], theirs["version"], theirs["summary"]) == (str(pk), 2, "桌上寫的")
    kept = phone(f"/visits/{pk}", "16:20", version="1", version_now="2", result="talk", summary="手機寫的")
    assert kept.json()["record"] == {"id": str(pk), "version": 3}
    assert _one(Visit, pk=pk).summary == "手機寫的"


def test_a_report_and_an_expense_changed_meanwhile_are_shown_too(phone, world):
    phone(f"/reports/{TUESDAY}", "17:00", version="0", reflections="一", act="save")
    phone(f"/reports/{TUESDAY}", "17:10", version="1", reflections="二", act="save")
    stale = phone(f"/reports/{TUESDAY}", "17:20", version="1", reflections="三", act="save").json()
    assert (stale["state"], stale["theirs"]["version"], stale["theirs"]["reflections"]) == ("conflict", 2, "二")
    pk = uuid4()
    phone(f"/days/{TUESDAY}/expenses", "12:00", id=pk, kind="parking", amount="60")
    phone(f"/expenses/{pk}", "12:10", version="1", kind="parking", amount="70")
    stale = phone(f"/expenses/{pk}", "12:20", version="1", kind="parking", amount="80").json()
    assert (stale["state"], stale["theirs"]["amount"]) == ("conflict", "70")


def test_a_stop_changed_by_a_plan_of_another_version_is_shown(phone, world):
    phone(f"/plans/{TUESDAY}", "08:00", version="0", act="save", **_stop_of(world))
    Plan.objects.unscoped("the test's own").filter(person=world.alice, day=TUESDAY).update(status="approved")
    stop = _one(Stop, plan__person=world.alice, plan__day=TUESDAY)
    form = {"kind": "cancelled", "stop": stop.pk, "reason": "customer_cancelled"}
    stale = phone(f"/plans/{TUESDAY}/changes", "09:00", version="9", **form).json()
    assert stale["state"] == "conflict" and stale["theirs"]["stops"][0]["id"] == str(stop.pk)
    key = uuid4()
    answers = [phone(f"/plans/{TUESDAY}/changes", "09:00", key=key, version="1", **form).json() for _ in range(2)]
    assert answers[0] == answers[1] and answers[0]["record"]["version"] == 2, answers


def test_a_plan_sent_or_approved_meanwhile_is_shown_beside_ones_own(phone, world):
    phone(f"/plans/{TUESDAY}", "08:00", version="0", act="send", note="先送", **_stop_of(world))
    stale = phone(f"/plans/{TUESDAY}", "08:10", version="0", act="save", **_stop_of(world))
    assert stale.status_code == 409 and stale.json()["state"] == "conflict"
    theirs = stale.json()["theirs"]
    assert (theirs["status"], theirs["note"], theirs["stops"][0]["startsAt"]) == ("submitted", "先送", "10:00")
    version = str(theirs["version"])
    over = phone(f"/plans/{TUESDAY}", "08:10", version=version, act="replace", note="再送", **_stop_of(world)).json()
    assert over["state"] == "kept", over
    Plan.objects.unscoped("the test's own").filter(person=world.alice, day=TUESDAY).update(status="approved")
    version = str(over["record"]["version"])
    late = phone(f"/plans/{TUESDAY}", "08:20", version=version, act="save", **_stop_of(world)).json()
    assert (late["state"], late["theirs"]["status"]) == ("conflict", "approved")


def test_an_absence_is_entered_and_taken_back_under_the_id_the_phone_gave_it(phone, world):
    pk = uuid4()
    days = {"since": "2026-12-01", "until": "2026-12-02", "part": "day"}
    assert phone("/absences", "08:00", id=pk, kind="annual_leave", **days).json()["state"] == "kept"
    assert phone("/absences", "08:00", id=pk, kind="annual_leave", **days).json()["state"] == "refused"
    for _ in range(2):
        assert phone(f"/absences/{pk}/cancellation", "08:05").json()["state"] == "kept"
    assert _one(Absence, pk=pk).cancelled_by == world.alice


def _stop_of(world):
    return {"stop-1-account": world.lotus.pk, "stop-1-time": "10:00", "stop-1-purpose": "service"}


def test_a_picture_that_is_none_is_refused_at_its_field_and_draws_no_page(phone, world):
    none = SimpleUploadedFile("a.jpg", b"no picture")
    pk = uuid4()
    phone("/arrivals", "16:00", account=world.lotus.pk, id=pk)
    sent = [
        phone(f"/visits/{pk}/photos", "16:10", kind="shelf", photo=none),
        phone("/arrivals", "16:20", account=world.dawn.pk, shut="1", photo=SimpleUploadedFile("a.jpg", b"no")),
        phone(f"/days/{TUESDAY}/expenses", "12:00", kind="parking", amount="60", photo=SimpleUploadedFile("a", b"no")),
    ]
    assert [answer.json()["reasons"][0]["field"] for answer in sent] == ["photo"] * 3
    assert _visits(world.alice).count() == 1


def test_a_day_to_come_is_refused_in_words(phone, world):
    sent = [
        phone("/reports/2026-12-24", "18:00", version="0", reflections="嗨", act="save"),
        phone("/days/2026-12-24/expenses", "12:00", kind="parking", amount="60"),
    ]
    assert [answer.json()["state"] for answer in sent] == ["refused"] * 2


def test_the_rights_of_today_decide(phone, world):
    pk = uuid4()
    phone("/arrivals", "16:00", account=world.lotus.pk, id=pk)
    Account.objects.unscoped("the test's own").filter(pk=world.dawn.pk).update(owner=world.charlie)
    moved = phone("/arrivals", "16:30", account=world.dawn.pk)
    assert (moved.status_code, moved.json()) == (404, {"state": "gone"})
    Person.objects.unscoped("the test's own").filter(pk=world.alice.pk).update(is_active=False)
    after = phone(f"/visits/{pk}", "16:40", version="1", result="talk", act="save")
    assert (after.status_code, after.json()) == (401, {"state": "signed_out"})
    assert _visits(world.alice).count() == 1 and _one(Visit, pk=pk).version == 1
