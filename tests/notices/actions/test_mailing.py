"""Mails go out once, in their person's words, through a server that may refuse, stumble or fall silent."""

from datetime import timedelta

import pytest

from fieldday.kit.mail import check_mail, server
from fieldday.notices.actions import mailing
from fieldday.notices.actions.choosing import choose_mail
from fieldday.notices.actions.mailing import LEASE, send_mails
from fieldday.notices.actions.reading import read_notice
from fieldday.notices.giving import News, give
from fieldday.notices.models import Delivery
from fieldday.people.models import Person
from fieldday.rules.reminding import MOST_TRIES
from fieldday.visits.actions.plan_approval import return_plan
from tests.notices.told import rows, tell
from tests.racing import race
from tests.smtp_sink import smtp_sink
from tests.world import NOW, build

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(seconds=20)


def change(person, **columns):
    Person.objects.unscoped("a test's own").filter(pk=person.pk).update(**columns)


@pytest.fixture
def sink(settings):
    with smtp_sink() as open_sink:
        settings.MAIL_SERVER = f"smtp://127.0.0.1:{open_sink.port}"
        settings.MAIL_FROM = "fieldday@tiny.example"
        settings.PUBLIC_URL = "https://field.tiny.example"
        yield open_sink


@pytest.fixture
def returned(world, sink):
    """Alice's plan is returned, and she has been told."""
    change(world.alice, email="alice@tiny.example", language="zh-hant")
    return_plan(by=world.bob, plan_id=world.alices.plan.pk, version=1, at=NOW, comment="請補拜訪目的")
    tell()
    return rows(world.alice)[0]


def delivery(**more):
    return Delivery.objects.unscoped("the test looks behind the duty").get(**more)


def test_a_mail_says_it_in_the_receivers_language_with_a_link_to_the_notice(returned, sink):
    assert send_mails(at=LATER) == 1
    (mail,) = sink.taken
    assert sink.to == ["alice@tiny.example"]
    assert mail["Subject"] == "Fieldday：Bob 退回了您 11 月 23 日（一）的拜訪計畫。"
    assert mail.get_content_type() == "text/plain"
    text = mail.get_content()
    assert "請補拜訪目的" in text and f"https://field.tiny.example/notices/{returned.pk}" in text
    assert "https://field.tiny.example/notices/mail" in text
    assert mail["Message-ID"] == f"<{returned.pk}@field.tiny.example>"
    assert mail["From"] == "Fieldday <fieldday@tiny.example>"
    assert (delivery().state, delivery().sent_at) == ("sent", LATER)
    assert send_mails(at=LATER) == 0 and len(sink.taken) == 1


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "退回了您"), ("en", "returned your plan for Mon 23 Nov")])
def test_each_in_his_own_language(language, word, world, returned, sink):
    change(world.alice, language=language)
    send_mails(at=LATER)
    assert word in sink.taken[0]["Subject"]
    assert ("拜访计划" in sink.taken[0]["Subject"]) is (language == "zh-hans")


def test_without_a_server_nothing_is_written_down_and_nothing_is_sent(world, settings):
    settings.MAIL_SERVER = settings.MAIL_FROM = ""
    change(world.alice, email="alice@tiny.example")
    return_plan(by=world.bob, plan_id=world.alices.plan.pk, version=1, at=NOW, comment="請補目的")
    tell()
    assert rows(world.alice) and send_mails(at=LATER) == 0
    assert not Delivery.objects.unscoped("a test's own").exists()


def test_only_what_somebody_chose_goes_out(world, sink):
    change(world.alice, email="alice@tiny.example")
    choose_mail(by=world.alice, kinds=["plan_approved"], at=NOW)
    return_plan(by=world.bob, plan_id=world.alices.plan.pk, version=1, at=NOW, comment="請補目的")
    tell()
    assert send_mails(at=LATER) == 0 and not Delivery.objects.unscoped("a test's own").exists()


@pytest.mark.parametrize(
    ("columns", "fault"),
    [({"is_active": False}, "left"), ({"email": ""}, "no_address")],
)
def test_who_has_left_or_has_no_address_gets_nothing(columns, fault, world, returned, sink):
    change(world.alice, **columns)
    assert send_mails(at=LATER) == 0
    assert (delivery().state, delivery().fault, sink.connections) == ("dropped", fault, 0)


def test_what_was_read_inside_is_not_sent_any_more(world, returned, sink):
    read_notice(by=world.alice, notice_id=returned.pk, at=NOW)
    assert send_mails(at=LATER) == 0 and delivery().fault == "read"


def test_a_reminder_is_not_sent_after_its_deadline(world, sink):
    change(world.alice, email="alice@tiny.example")
    params = {"day": "2026-11-23", "due": (NOW + timedelta(minutes=5)).isoformat()}
    give([News(world.alice.pk, "due", "plan_reminder", NOW, params)], at=NOW)
    assert send_mails(at=NOW + timedelta(minutes=6)) == 0 and delivery().fault == "stale"


def test_an_address_that_the_server_never_takes_is_given_up_and_shown(world, returned, sink, signed_in):
    sink.answers["RCPT"] = ["550 no such mailbox"]
    assert send_mails(at=LATER) == 0
    assert (delivery().state, delivery().fault, delivery().tries) == ("failed", "smtp_550", 1)
    assert (
        "寄不出去"
        in signed_in(Person.objects.unscoped("fresh").get(pk=world.alice.pk)).get("/notices").content.decode()
    )


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "BODY"])
def test_a_server_that_cannot_now_is_asked_again_later(stage, returned, sink):
    sink.answers[stage] = ["451 later"]
    assert send_mails(at=LATER) == 0
    assert (delivery().state, delivery().fault) == ("waiting", "smtp_451")
    assert send_mails(at=LATER + timedelta(seconds=30)) == 0, "not yet"
    assert send_mails(at=LATER + timedelta(seconds=90)) == 1
    assert [mail["Message-ID"] for mail in sink.taken] == [f"<{returned.pk}@field.tiny.example>"]


def test_a_server_that_is_away_is_tried_until_one_gives_up(returned, sink, settings):
    settings.MAIL_SERVER = "smtp://127.0.0.1:1"
    at = LATER
    for _ in range(MOST_TRIES):
        send_mails(at=at)
        at += timedelta(hours=13)
    assert (delivery().state, delivery().fault, delivery().tries) == ("failed", "connection", MOST_TRIES)


def test_one_fault_holds_up_no_other(world, returned, sink):
    change(world.charlie, email="charlie@tiny.example")
    return_plan(by=world.carol, plan_id=world.charlies.plan.pk, version=1, at=NOW, comment="請補目的")
    tell()
    sink.answers["RCPT"] = ["550 no"]
    assert send_mails(at=LATER) == 1
    assert sink.to == ["charlie@tiny.example"] and sink.connections == 1


def test_killed_after_the_server_said_yes_it_goes_again_under_the_same_id(returned, sink, monkeypatch):
    """The lease keeps others away until it runs out; then the mail is sent again, and can be known for a repeat."""

    class Killed(BaseException):
        pass

    def killed(*args, **facts):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(mailing, "_note", killed)
        with pytest.raises(Killed):
            send_mails(at=LATER)
    assert len(sink.taken) == 1 and delivery().state == "waiting"
    assert send_mails(at=LATER + LEASE) == 0, "somebody may still be at it"
    assert send_mails(at=LATER + LEASE + timedelta(seconds=1)) == 1
    first, second = sink.taken
    assert first["Message-ID"] == second["Message-ID"] and delivery().state == "sent"


def test_a_line_that_breaks_before_the_yes_is_a_fault_like_any_other(returned, sink):
    sink.answers["BODY"] = ["take and hang up"]
    assert send_mails(at=LATER) == 0 and delivery().fault == "connection"
    assert send_mails(at=LATER + timedelta(minutes=2)) == 1
    assert len({mail["Message-ID"] for mail in sink.taken}) == 1 and len(sink.taken) == 2


@pytest.mark.parametrize(
    "address", ["alice@tiny.example, eve@evil.example", "a\r\nBcc: eve@evil.example", "no-address"]
)
def test_an_address_carries_nothing_else_into_the_mail(address, world, returned, sink):
    change(world.alice, email=address)
    assert send_mails(at=LATER) == 0
    assert (delivery().state, delivery().fault, sink.to) == ("failed", "address", [])


def test_a_name_in_a_subject_makes_no_header(world, returned, sink):
    change(world.bob, name="Bob\r\nBcc: eve@evil.example")
    assert send_mails(at=LATER) == 1
    assert sink.to == ["alice@tiny.example"] and sink.taken[0]["Bcc"] is None


def test_a_password_goes_to_a_server_that_asks_for_one(returned, sink, settings):
    settings.MAIL_SERVER = f"smtp://user:p%40ss@127.0.0.1:{sink.port}"
    assert send_mails(at=LATER) == 1 and len(sink.signed_in) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_send_each_mail_once(settings, at_time):
    at_time(NOW)
    world = build()
    with smtp_sink() as sink:
        settings.MAIL_SERVER, settings.MAIL_FROM = f"smtp://127.0.0.1:{sink.port}", "fieldday@tiny.example"
        people = [world.alice, world.adam, world.bob, world.charlie]
        for person in people:
            change(person, email=f"{person.external_id}@tiny.example")
        give([News(one.pk, f"n{n}", "deputy", NOW, {"act": "appointed", "deputy": world.dora.pk})
              for one in people for n in range(4)], at=NOW)  # fmt: skip
        won, lost = race(lambda: send_mails(at=LATER), lambda: send_mails(at=LATER))
    assert not lost and sum(won) == 16
    assert len({mail["Message-ID"] for mail in sink.taken}) == len(sink.taken) == 16


def test_the_settings_are_checked(settings):
    settings.MAIL_SERVER, settings.MAIL_FROM, settings.PUBLIC_URL = "", "", ""
    assert check_mail() == []
    settings.MAIL_SERVER = "http://mail.example"
    assert [one.id for one in check_mail()] == ["kit.E001", "kit.E002", "kit.W001"]
    settings.MAIL_SERVER, settings.MAIL_FROM = "smtps://u:p@mail.example", "a@example.com"
    settings.PUBLIC_URL = "https://x.example"
    assert check_mail() == [] and server(settings.MAIL_SERVER).port == 465
