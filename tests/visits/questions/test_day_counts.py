"""The planned stops add up by what became of them, and what nothing proves says so."""

from fieldday.visits.actions.arrival import Where, arrive
from fieldday.visits.questions.day_facts import day_facts
from tests.world import MONDAY, NOW


def test_a_door_found_shut_without_proof_is_neither_carried_out_nor_simply_not_visited(world):
    far = Where(22.6, 120.3, 10.0)
    arrive(by=world.alice, stop_id=world.alices.stops[0].pk, at=NOW, shut=True, where=far)
    facts = day_facts(world.alice.pk, MONDAY)
    told = facts.told
    assert (told.visited, told.proven, told.unproven, told.missed) == (0, 0, 1, len(world.alices.stops) - 1)
    assert told.planned == facts.actuals.planned
    assert facts.actuals.missed == told.unproven + told.missed  # the figure that is signed, as ever
    assert facts.visits[0].shut_state == "unproven"


def test_a_door_found_shut_on_no_plan_stands_beside_the_sum(world):
    arrive(by=world.alice, account_id=world.dawn.pk, at=NOW, shut=True)
    facts = day_facts(world.alice.pk, MONDAY)
    assert (facts.shut_besides, facts.told.missed) == (1, facts.told.planned)
