"""What came of a visit: results, an order, a payment, notes, a next step, as a whole and in one transaction."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from fieldday.trade.actions.order_taking import LineInput
from fieldday.trade.models import Order, OrderLine, Payment
from fieldday.visits.actions.arrival import arrive
from fieldday.visits.actions.recording import VisitInput, record_visit
from fieldday.visits.models import MarketNote, Result
from tests.visits.checks import events, refused
from tests.world import MONDAY, NOW, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(world):
    return arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk)


def _record(world, visit, version=1, by=None, **said):
    return record_visit(by=by or world.alice, visit_id=visit.pk, version=version, said=VisitInput(**said), at=NOW)


def _line(product, quantity="2", price="100", off="0"):
    return LineInput(product.pk, Decimal(quantity), Decimal(price), Decimal(off))


def _orders(visit):
    return list(Order.objects.unscoped("a test").filter(result__visit=visit))


def _results(visit):
    rows = Result.objects.unscoped("a test").filter(visit=visit)
    return sorted(rows.values_list("code__code", flat=True))


def test_everything_at_once(world, visit):
    row = _record(
        world,
        visit,
        results=("quotation",),
        met_in_charge=True,
        summary="談新品",
        next_step="送報價單",
        next_step_on=TUESDAY,
        lines=(_line(world.soap, "3", "99.5", "10"), _line(world.tea, "1", "0")),
        collected=Decimal("1500.50"),
        method="支票",
        notes=(("promotion", "對面買一送一"), ("price", "  ")),
    )
    assert (row.version, row.met_in_charge, row.summary, row.next_step_on) == (2, True, "談新品", TUESDAY)
    assert _results(visit) == ["collection", "order", "quotation"]
    (order,) = _orders(visit)
    amounts = OrderLine.objects.unscoped("a test").filter(order=order).order_by("position")
    assert list(amounts.values_list("amount", flat=True)) == [Decimal("268.65"), Decimal(0)]
    assert (order.account, order.person, order.ordered_on, order.source) == (world.lotus, world.alice, MONDAY, "visit")
    payment = Payment.objects.visible_to(world.alice).get(result__visit=visit)
    assert (payment.amount, payment.method, payment.paid_on) == (Decimal("1500.50"), "支票", MONDAY)
    notes = MarketNote.objects.visible_to(world.alice).filter(visit=visit)
    assert [(note.kind.code, note.text) for note in notes] == [("promotion", "對面買一送一")]
    assert events("visits.visit.recorded", visit)[0].changes["results"] == ["quotation"]
    assert events("trade.order.taken", order)
    assert events("trade.payment.taken", payment)


def test_the_form_is_the_whole_what_is_not_in_it_is_taken_back(world, visit):
    _record(world, visit, lines=(_line(world.soap),), collected=Decimal(500), notes=(("price", "漲價"),))
    _record(world, visit, version=2, results=("talk",))
    assert _results(visit) == ["talk"]
    taken = Order.objects.visible_to(world.alice).get(account=world.lotus, ordered_on=MONDAY)
    assert taken.cancelled, "an order is called off, never deleted"
    assert not Payment.objects.visible_to(world.alice).filter(paid_on=MONDAY).exists()
    assert events("trade.order.cancelled", taken)
    assert len(events("trade.payment.cancelled")) == 1
    assert not MarketNote.objects.visible_to(world.alice).filter(visit=visit).exists()


def test_an_order_is_revised_in_place(world, visit):
    _record(world, visit, lines=(_line(world.soap),))
    (order,) = _orders(visit)
    _record(world, visit, version=2, lines=(_line(world.soap, "5"), _line(world.soap, "1")))
    assert [one.pk for one in _orders(visit)] == [order.pk]
    assert len(events("trade.order.revised", order)) == 1
    _record(world, visit, version=3, lines=(_line(world.soap, "5"), _line(world.soap, "1")))
    assert len(events("trade.order.revised", order)) == 1, "the same lines again are no revision"


def test_a_negative_quantity_is_a_return_line(world, visit):
    _record(world, visit, lines=(_line(world.soap, "2"), _line(world.tea, "-1", "250")))
    (order,) = _orders(visit)
    total = OrderLine.objects.unscoped("a test").filter(order=order).values_list("amount", flat=True)
    assert sum(total) == Decimal(-50)


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "Infinity"])
def test_a_payment_is_above_nothing(world, visit, amount):
    said = {"results": ("collection",), "collected": Decimal(amount)}
    code = "visits.result.collection_without_amount" if amount == "0" else "trade.payment.not_positive"
    with refused(code, field="amount"):
        _record(world, visit, lines=(_line(world.soap),), **said)


def test_unknown_codes_are_refused_or_left_out(world, visit):
    with refused("visits.result.unknown", field="results"):
        _record(world, visit, results=("talk", "made up"), lines=(_line(world.soap),))
    with refused("visits.result.unknown"):
        _record(world, visit, results=("promotion",))  # a note's kind is no result
    _record(world, visit, purposes=("service", "made up"), notes=(("made up", " "),))
    assert [code.code for code in visit.purposes.all()] == ["service"]


def test_what_was_heard_is_never_dropped_with_its_kind(world, visit):
    with refused("visits.note.unknown_kind", field="note-2"):
        _record(world, visit, notes=(("promotion", "買一送一"), ("made up", "漲價了")))
    assert not MarketNote.objects.unscoped("a test").filter(visit=visit).exists()


def test_a_product_that_is_sold_no_more_is_not_ordered(world, visit):
    world.tea.retired = True
    world.tea.save()
    with refused("trade.line.retired_product", field="line-2"):
        _record(world, visit, lines=(_line(world.soap), _line(world.tea)))
    with refused("trade.line.without_product", field="line-1"):
        _record(world, visit, lines=(LineInput(987654, Decimal(1), Decimal(1)),))


def test_every_fault_of_the_lines_stands_at_its_line(world, visit):
    with refused("trade.line.without_quantity", field="line-1"):
        _record(world, visit, lines=(_line(world.soap, "0"),))
    with refused("trade.line.negative_price", field="line-2"):
        _record(world, visit, lines=(_line(world.soap), _line(world.tea, "1", "-1")))
    with refused("trade.line.discount_out_of_range", field="line-1"):
        _record(world, visit, lines=(_line(world.soap, off="101"),))


def test_a_tick_that_says_more_than_was_filled_in_is_asked_back(world, visit):
    with refused("visits.result.order_without_lines", field="lines"):
        _record(world, visit, results=("order",))
    with refused("visits.next_step.in_the_past", field="next_step_on"):
        _record(world, visit, next_step="再訪", next_step_on=date(2026, 11, 22))
    with refused("visits.next_step.without_words", field="next_step"):
        _record(world, visit, next_step_on=TUESDAY)


def test_a_place_found_shut_has_no_results(world):
    visit = arrive(by=world.alice, at=NOW, stop_id=world.alices.stops[0].pk, shut=True)
    with refused("visits.visit.was_shut", field="results"):
        _record(world, visit, results=("talk",))
    assert _record(world, visit, summary="公休").summary == "公休"


def test_a_stale_page_overwrites_nothing(world, visit):
    _record(world, visit, summary="一")
    with refused("visits.visit.changed_meanwhile"):
        _record(world, visit, version=1, summary="二")


@pytest.mark.parametrize(("by", "code"), [("bob", "people.not_yours"), ("charlie", "people.not_found")])
def test_nobody_writes_in_anothers_visit(world, visit, by, code):
    with refused(code):
        _record(world, visit, by=world.people[by], summary="不是我")


def test_a_closed_day_takes_no_more(world):
    with refused("visits.report.awaits_signature"):
        _record(world, world.alices.visit, summary="補一句")


def test_yesterdays_visit_may_be_completed_until_the_report_is_sent(world, visit):
    row = record_visit(
        by=world.alice, visit_id=visit.pk, version=1, said=VisitInput(summary="補"), at=NOW + timedelta(days=1)
    )
    assert row.summary == "補"


def test_an_amount_that_is_emptied_takes_its_result_back(world, visit):
    _record(world, visit, collected=Decimal(1500))
    assert _results(visit) == ["collection"], "the amount ticked it by itself"
    _record(world, visit, version=2, results=("collection", "talk"))
    assert _results(visit) == ["talk"]
    assert not Payment.objects.unscoped("a test").filter(person=world.alice, amount=1500).exists()


def test_a_slip_of_the_finger_is_neither_collected_nor_ordered(world, visit):
    with refused("trade.payment.absurd", field="amount"):
        _record(world, visit, collected=Decimal(9_999_999_999))
    with refused("trade.line.too_large", field="line-1"):
        _record(world, visit, lines=(_line(world.soap, "9999999"),))
    many = tuple(_line(world.soap, "600000") for _ in range(2))
    with refused("trade.order.too_large", field="lines"):
        _record(world, visit, lines=many)
    assert not _orders(visit)
