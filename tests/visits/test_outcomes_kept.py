"""What came of a visit is kept with it in the rule's words, whoever writes its results and however."""

from collections import defaultdict

import pytest

from fieldday.kit.bulk import insert
from fieldday.visits.models import Code, Result, Visit
from tests.world import MONDAY, moment

pytestmark = pytest.mark.django_db
WHY = "a test"


def _visit(world, hour: int) -> Visit:
    at = moment(MONDAY, hour)
    return Visit.objects.create(account=world.lotus, person=world.alice, day=MONDAY, arrived_at=at, left_at=at)


def _kept(made: Visit) -> set[str]:
    return set(Visit.objects.unscoped(WHY).get(pk=made.pk).outcomes.split())


def _code(counts_as: str) -> Code:
    return Code.objects.filter(kind="result", counts_as=counts_as)[0]


def _results(made: Visit, *words: str) -> list[Result]:
    return [Result(visit=made, code=_code(word)) for word in words]


def test_results_written_changed_moved_and_deleted_in_any_way_are_kept_at_once(world):
    one, two = (_visit(world, hour) for hour in (9, 10))
    insert(_results(one, "talk", "sample"))
    Result.objects.bulk_create([*_results(one, "quotation"), *_results(two, "talk")])
    assert (_kept(one), _kept(two)) == ({"talk", "sample", "quotation"}, {"talk"})
    rows = Result.objects.unscoped(WHY)
    rows.filter(visit=one, code=_code("talk")).update(code=_code("placement"))
    assert _kept(one) == {"placement", "sample", "quotation"}
    rows.filter(visit=one, code=_code("sample")).update(visit=two)
    assert (_kept(one), _kept(two)) == ({"placement", "quotation"}, {"talk", "sample"})
    for row in rows.filter(visit=one):
        row.delete()
    assert _kept(one) == set()


def test_what_a_code_counts_as_is_kept_as_it_is_now(world):
    made = _visit(world, 9)
    insert(_results(made, "talk"))
    Code.objects.filter(pk=_code("talk").pk).update(counts_as="opportunity")
    assert _kept(made) == {"opportunity"}


def test_saving_a_visit_as_it_was_read_leaves_what_came_of_it_meanwhile(world):
    made = _visit(world, 9)
    insert(_results(made, "talk"))
    made.summary = "Talked."
    made.save()
    assert _kept(made) == {"talk"}


def test_every_visit_of_the_world_agrees_with_its_results(world):
    came = defaultdict(set)
    for made, word in Result.objects.unscoped(WHY).values_list("visit_id", "code__counts_as"):
        came[made].add(word)
    for row in Visit.objects.unscoped(WHY):
        assert set(row.outcomes.split()) == came[row.pk]
    assert Visit.objects.unscoped(WHY).exclude(outcomes="").exists()
