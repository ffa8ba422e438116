"""By what right: own papers, the line's, a principal's, the root's own."""

from datetime import timedelta

import pytest

from fieldday.kit.actors import SYSTEM
from fieldday.kit.policy import ROLES, Scope, read_table
from fieldday.kit.refusals import Refused
from fieldday.people.authority import authorise
from fieldday.people.models import Person
from tests.world import MONDAY, TUESDAY, moment

HEADER = "verb rep supervisor manager director assistant administrator auditor\n"
POLICY = read_table(
    HEADER
    + """
    t.paper.written  own  own  own  own  own  own  -
    t.paper.signed   line line line line line line -
    t.thing.seen     sight sight sight sight sight sight sight
    t.house.changed  -    -    -    -    all  all  -
    """
)


def _fresh(person):
    return Person.objects.unscoped("a request loads its person afresh").get(pk=person.pk)


def _code(verb, by, author=None, **more):
    with pytest.raises(Refused) as refused:
        authorise(POLICY, verb, by=by, author=author, **more)
    return refused.value.code


def test_only_the_writer_touches_his_own(world):
    authorise(POLICY, "t.paper.written", by=world.alice, author=world.alice)
    for other in (world.adam, world.bob, world.diana, world.ada):
        assert _code("t.paper.written", other, world.alice) == "people.not_yours"


def test_everybody_above_in_the_line_signs_and_nobody_else(world):
    for superior in (world.bob, world.mona, world.diana):
        right = authorise(POLICY, "t.paper.signed", by=superior, author=world.alice)
        assert (right.on_behalf_of, right.self_signed) == (None, False)
    for other in (world.carol, world.charlie, world.adam, world.dora, world.oscar, world.ada):
        assert _code("t.paper.signed", other, world.alice) == "visits.signoff.not_in_line"
    assert _code("t.paper.signed", world.uma, world.alice) == "people.not_allowed"


def test_nobody_signs_his_own_paper_but_the_root_and_that_is_marked(world):
    for person in (world.alice, world.bob, world.mona):
        assert _code("t.paper.signed", person, person) == "visits.signoff.own_paper"
    assert authorise(POLICY, "t.paper.signed", by=world.diana, author=world.diana).self_signed


def test_a_deputy_signs_in_his_principals_name_on_those_days_only(world, at_time):
    for day, may in ((MONDAY, False), (TUESDAY, True), (TUESDAY + timedelta(1), True), (TUESDAY + timedelta(2), False)):
        at_time(moment(day))
        dora = _fresh(world.dora)
        if may:
            assert authorise(POLICY, "t.paper.signed", by=dora, author=world.alice).on_behalf_of == world.bob
            assert _code("t.paper.signed", dora, dora) == "visits.signoff.own_paper"
            assert _code("t.paper.signed", dora, world.bob) == "visits.signoff.not_in_line"
            assert _code("t.paper.signed", dora, world.charlie) == "visits.signoff.not_in_line"
        else:
            assert _code("t.paper.signed", dora, world.alice) == "visits.signoff.not_in_line"


def test_a_day_begins_at_midnight_of_the_company(world, at_time):
    at_time("2026-11-23 23:59:59")
    assert _code("t.paper.signed", _fresh(world.dora), world.alice) == "visits.signoff.not_in_line"
    at_time("2026-11-24 00:00:00")
    authorise(POLICY, "t.paper.signed", by=_fresh(world.dora), author=world.alice)


def test_being_a_deputy_is_not_handed_on(world, at_time):
    from fieldday.people.models import Deputy

    Deputy.objects.create(principal=world.dora, deputy=world.charlie, since=TUESDAY, until=TUESDAY)
    at_time(moment(TUESDAY))
    assert _code("t.paper.signed", _fresh(world.charlie), world.alice) == "visits.signoff.not_in_line"


def test_what_is_out_of_sight_is_missing(world):
    with pytest.raises(Refused) as refused:
        authorise(POLICY, "t.paper.signed", by=world.bob, author=world.charlie, seen=False)
    assert refused.value.missing
    with pytest.raises(Refused) as refused:
        authorise(POLICY, "t.house.changed", by=world.alice, seen=False)
    assert refused.value.missing, "told before the role is looked at, so that a foreign id tells nothing"


def test_who_left_may_do_nothing(world):
    world.alice.is_active = False
    assert _code("t.paper.written", world.alice, world.alice) == "people.not_allowed"
    assert _code("t.thing.seen", world.alice) == "people.not_allowed"


def test_the_system_may_do_what_a_policy_knows(world):
    authorise(POLICY, "t.house.changed", by=SYSTEM)
    authorise(POLICY, "t.paper.signed", by=SYSTEM, author=world.alice)


@pytest.mark.parametrize("role", ROLES)
def test_the_table_is_read_as_it_stands(role):
    assert POLICY.scope("t.house.changed", role) is (
        Scope.ALL if role in {"assistant", "administrator"} else Scope.NOBODY
    )
    assert POLICY.scope("t.thing.seen", role) is Scope.SIGHT
    assert POLICY.scope("t.thing.seen", "stranger") is Scope.NOBODY
    with pytest.raises(KeyError):
        POLICY.scope("t.no.verb", role)


@pytest.mark.parametrize(
    "table",
    [
        "verb rep\nx own",
        HEADER + "t.a.b own",
        HEADER + "t.a.b own own own own own own own own",
        HEADER + "t.a.b mine own own own own own own",
        HEADER + "t.a.b - - - - - - -\nt.a.b - - - - - - -",
    ],
)
def test_a_table_that_is_none_is_refused(table):
    with pytest.raises(ValueError, match=r".+"):
        read_table(table)
