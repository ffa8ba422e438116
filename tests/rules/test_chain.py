"""The chain of a paper: any change of what was done shows, at the act where it was made."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldday.rules import digest
from fieldday.rules.chain import (
    PLAN_HEAD,
    Link,
    Paper,
    check,
    code_of,
    differences,
    digests_of_code,
    read_code,
)

START = datetime(2026, 11, 20, 10, tzinfo=UTC)


def links(*acts, **contents):
    """A sound chain of these acts, an hour apart; `contents` by act."""
    previous, found = "", []
    for number, act in enumerate(acts):
        value = {"act": act, "content": contents.get(act)}
        made = digest.chain(previous, value)
        found.append(Link(act, START + timedelta(hours=number), previous, made, value))
        previous = made
    return found


def codes(chain):
    return [(number, fault.code.removeprefix("visits.chain.")) for number, fault in chain.faults]


@pytest.mark.parametrize(
    ("kind", "acts", "state"),
    [
        ("plan", (), "draft"),
        ("plan", ("submitted", "returned", "submitted", "approved", "deviated", "deviated"), "approved"),
        ("plan", ("submitted", "withdrawn"), "draft"),
        ("report", ("sent", "signed", "countersigned", "answered"), "signed"),
        ("report", ("sent", "signed", "reopened", "sent", "signed"), "signed"),
        ("report", ("sent", "signed", "reopened"), "returned"),
    ],
)
def test_a_sound_chain_verifies(kind, acts, state):
    assert check(Paper(kind, state), links(*acts)).ok


def test_the_state_is_where_the_acts_lead():
    assert codes(check(Paper("report", "signed"), links("sent"))) == [(0, "wrong_state")]
    assert codes(check(Paper("plan", "approved"), links("submitted", "deviated"))) == [
        (2, "impossible"),
        (0, "wrong_state"),
    ]


@given(st.integers(0, 3), st.sampled_from(["value", "digest", "previous", "gone"]))
def test_any_change_is_found_where_it_was_made(at, what):
    sound = links("sent", "signed", "answered", "answered")
    link = sound[at]
    if what == "gone":
        changed = [*sound[:at], *sound[at + 1 :]]
    else:
        other = {"value": {**link.value, "by": 9}, "digest": "0" * 64, "previous": "0" * 64}[what]
        changed = [*sound[:at], Link(**{**vars(link), what: other}), *sound[at + 1 :]]
    found = check(Paper("report", "signed"), changed, told=[one.digest for one in sound])
    assert not found.ok
    assert what == "gone" or found.acts[at]


def test_an_act_that_the_trail_knows_cannot_be_cut_off_the_end():
    whole = links("sent", "signed")
    told = [link.digest for link in whole]
    assert check(Paper("report", "signed"), whole, told=told).ok
    assert codes(check(Paper("report", "sent"), whole[:1], told=told)) == [(0, "act_missing")]


def test_a_report_names_the_plans_latest_act_of_its_time():
    plan = links("submitted", "approved")
    sent = {PLAN_HEAD: plan[1].digest}
    later = Link("sent", START + timedelta(hours=9), "", "", {"act": "sent", "content": sent})
    report = [Link(later.act, later.at, "", digest.chain("", later.value), later.value)]
    paper = Paper("report", "sent")
    assert check(paper, report, plan).ok
    assert codes(check(paper, report, [*plan, *links("a", "b", "deviated")[2:]])) == [(1, "plan_earlier")]
    assert codes(check(paper, report, plan[:1])) == [(1, "plan_unknown")]


def test_the_frozen_copy_and_the_judgements_are_those_that_were_signed():
    said = {"facts": {"a": 1}, "judgements": [{"visit": "v", "says": "good", "note": ""}]}
    chain = links("sent", "signed", signed=said)
    right = {"frozen": {"facts": {"a": 1}}, "judged": {"v": ("good", "")}}
    assert check(Paper("report", "signed", **right), chain).ok
    assert codes(check(Paper("report", "signed", **{**right, "frozen": {"facts": {"a": 2}}}), chain)) == [
        (0, "frozen_differs")
    ]
    assert codes(check(Paper("report", "signed", **{**right, "judged": {}}), chain)) == [(0, "judged_differs")]


def test_what_differs_is_told_by_row_and_field():
    before = {"visits": [{"id": 1, "ordered": "5"}, {"id": 2, "ordered": "1"}], "note": "x", "area": "N"}
    now = {
        "visits": [{"id": 1, "ordered": "7", "fresh": 1}, {"id": 3, "ordered": "2"}],
        "note": "x",
        "area": "S",
        "new": 1,
    }
    found = {one.where: (one.before, one.now) for one in differences(before, now, unheeded={"area"})}
    assert found == {
        ("visits", "1", "ordered"): ("5", "7"),
        ("visits", "2"): ({"id": 2, "ordered": "1"}, None),
        ("visits", "3"): (None, {"id": 3, "ordered": "2"}),
    }
    assert differences(before, before) == ()


@given(st.binary(min_size=32, max_size=32))
def test_a_code_is_read_however_it_is_typed_and_finds_its_digest(raw):
    full = raw.hex()
    code = code_of(full)
    low, high = digests_of_code(code)
    assert len(code) == 11 and low <= full <= high and code_of(low) == code_of(high) == code
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("0", "O").replace("1", "l")):
        assert read_code(typed) == code


@pytest.mark.parametrize("typed", ["", "7K3QX", "7K3QX-9M2R!", "U" * 10, "7K3QX-9M2RTT", "七" * 10])
def test_what_is_no_code_is_none(typed):
    assert read_code(typed) == ""
