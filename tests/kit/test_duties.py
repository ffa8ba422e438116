"""A duty's turn is taken by one process; a failure stops no other."""

from datetime import UTC, datetime, timedelta

from fieldday.kit.duties import claim, tick

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_a_turn_is_taken_once_until_it_is_due_again(db):
    assert claim("a", 60, at=NOW)
    assert not claim("a", 60, at=NOW + timedelta(seconds=59))
    assert claim("a", 60, at=NOW + timedelta(seconds=60))


def test_a_duty_that_fails_is_logged_and_the_next_one_runs(db, caplog):
    def broken(*, at):
        raise RuntimeError("no")

    assert tick((("broken", 60, broken), ("fine", 60, lambda at: 7)), at=NOW) == {"fine": 7}
    assert "broken" in caplog.text
