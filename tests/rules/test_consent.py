"""Refusal wins: over silence, over consent of the same day, over a consent of somebody else, over one without proof."""

from datetime import date, timedelta
from itertools import product

import pytest

from fieldday.rules.consent import ACCOUNT, ALL, CHANNELS, FORMER, MASS, PERSON, Statement, may_reach, refused_channels

DAY = date(2026, 11, 23)
BEFORE, EARLIER = DAY - timedelta(1), DAY - timedelta(30)


def no(channel="sms", day=BEFORE, of=PERSON):
    return Statement(channel, False, day, of)


def yes(channel="sms", day=BEFORE, of=PERSON, proof=True):
    return Statement(channel, True, day, of, proof)


def codes(reach):
    return [reason.code.removeprefix("customers.reach.") for reason in reach.reasons]


@pytest.mark.parametrize("channel", CHANNELS)
def test_where_nothing_was_said_nothing_is_sent_to_many_and_one_call_needs_a_relation(channel):
    many = may_reach(channel, [], DAY, mass=True, relation=True)
    assert not many.allowed and codes(many) == ["nothing_said"] and not many.refused
    one = may_reach(channel, [], DAY, mass=False, relation=True)
    assert one.allowed and codes(one) == ["relation"]
    assert codes(may_reach(channel, [], DAY, mass=False)) == ["no_relation"]
    assert may_reach(channel, [], DAY, relation=True).allowed == (channel not in MASS)


def test_consent_needs_proof_and_a_day_that_has_come():
    assert may_reach("sms", [yes()], DAY).allowed
    assert may_reach("sms", [yes(ALL)], DAY).allowed
    assert may_reach("sms", [yes(day=DAY)], DAY).allowed
    assert not may_reach("sms", [yes(proof=False)], DAY).allowed
    assert not may_reach("sms", [yes(day=DAY + timedelta(1))], DAY).allowed
    assert not may_reach("sms", [yes("email")], DAY).allowed
    assert not may_reach("sms", [yes(of=ACCOUNT)], DAY).allowed


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        ([no(), yes(day=DAY)], True),
        ([no(day=DAY), yes(day=DAY)], False),  # of one day: the refusal
        ([no(), yes(day=DAY, proof=False)], False),
        ([yes(day=EARLIER), no()], False),
        ([no(), yes(ALL, day=DAY)], False),  # what was refused by name is taken back by name
        ([no(ALL), yes(day=DAY)], True),
        ([no(ALL), yes(ALL, day=DAY)], True),
        ([no(ALL), no(), yes(ALL, day=DAY)], False),
        ([no(ALL), yes("email", day=DAY)], False),
        ([no(day=DAY + timedelta(9))], False),
        ([no(day=DAY + timedelta(9)), yes(day=DAY)], False),
        ([no(), yes(day=DAY, of=ACCOUNT)], False),
        ([no(of=ACCOUNT), yes(day=DAY)], False),
        ([no(of=ACCOUNT), yes(day=DAY, of=ACCOUNT)], False),  # not refused any more, but he has not agreed
        ([no(of=ACCOUNT), yes(day=DAY, of=ACCOUNT), yes(day=DAY)], True),
        ([no(of=FORMER)], False),
        ([no(of=FORMER), yes(day=DAY)], True),
        ([no(of=FORMER, day=DAY), yes(day=DAY)], False),
        ([no("email")], False),
    ],
)
def test_what_takes_a_refusal_back(said, allowed):
    for order in (said, said[::-1]):
        assert may_reach("sms", order, DAY).allowed is allowed


def test_a_refusal_taken_back_by_the_customer_leaves_silence():
    said = [no("phone", of=ACCOUNT), yes("phone", day=DAY, of=ACCOUNT)]
    assert codes(may_reach("phone", said, DAY, relation=True)) == ["relation"]
    assert not may_reach("phone", said, DAY, relation=True).refused


def test_every_refusal_is_named_the_customers_first():
    said = [no("sms"), no(ALL), no("sms", of=ACCOUNT), no("sms", EARLIER, of=ACCOUNT)]
    reach = may_reach("sms", said, DAY)
    assert codes(reach) == ["account_refused", "refused_all", "refused"] and reach.refused
    assert reach.by == no("sms", of=ACCOUNT)


def test_no_set_of_statements_lets_a_standing_refusal_of_today_pass():
    """Whatever else was said up to today, who refuses today is not reached today."""
    others = [
        Statement(channel, given, day, of, True)
        for channel, given, day, of in product(("sms", ALL), (True, False), (EARLIER, DAY), (PERSON, ACCOUNT))
    ]
    for channel, of in product(("sms", ALL), (PERSON, ACCOUNT, FORMER)):
        for k in range(len(others)):
            assert not may_reach("sms", [*others[k:], no(channel, DAY, of), *others[:k]], DAY, mass=False).allowed


def test_the_channels_that_are_refused():
    assert refused_channels([no("phone"), yes("sms")], DAY) == ("phone",)
    assert refused_channels([no(ALL), yes("sms", DAY)], DAY) == ("phone", "email", "line", "post")
    with pytest.raises(ValueError, match="pigeon"):
        may_reach("pigeon", [], DAY)
