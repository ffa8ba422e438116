"""Phones whose server is killed and whose power is cut: nothing that was acknowledged is lost."""

import shutil

import pytest
from django.db import connections

from benchmarks.outbox import cutting
from benchmarks.outbox.killing import victim
from benchmarks.outbox.people import make_people
from benchmarks.outbox.runs import runs


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_server_that_is_killed_beside_its_forms_loses_and_doubles_nothing():
    people, product = make_people(3)
    connections.close_all()  # none is shared with the processes that are forked
    with victim() as server:
        tally = runs(people, product, server, loud=False)
    assert tally.kills > 3 and tally.found.kept > 15
    assert not tally.found.faults, tally.found.faults


@pytest.mark.once
@pytest.mark.skipif(not shutil.which("strace"), reason="strace watches what is written")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_power_cut_takes_nothing_that_was_acknowledged(tmp_path):
    cutting.keep_base(tmp_path / "base", make_people(2))
    cut = cutting.cuts(tmp_path / "base", 12, full=True)
    assert cut.forms > 15 and cut.acknowledged > 50
    assert (cut.lost, cut.broken) == (0, 0)
