"""What came of a visit is kept with it, in the rule's words, by the database itself: whoever writes its results, they
are there at once.

Frozen, since a migration calls it. PostgreSQL gathers once a statement, SQLite with each row.
"""

from typing import Any

_WORDS = {"postgresql": "STRING_AGG(word, ' ' ORDER BY word)", "sqlite": "GROUP_CONCAT(word, ' ')"}
_GATHERED = (
    "UPDATE visits_visit SET outcomes = (SELECT COALESCE({words}, '') FROM (SELECT DISTINCT c.counts_as AS word "
    "FROM visits_result r JOIN visits_code c ON c.id = r.code_id WHERE r.visit_id = visits_visit.id ORDER BY 1) w)"
)
_OF_CODE = "WHERE id IN (SELECT visit_id FROM visits_result WHERE code_id = new.id)"
_MOVED = (
    "old_rows o JOIN new_rows n ON n.id = o.id "
    "WHERE o.visit_id <> n.visit_id OR o.code_id <> n.code_id"
)  # fmt: skip
_OF_RESULTS = {
    "insert": ("NEW TABLE AS new_rows", "SELECT visit_id FROM new_rows"),
    "delete": ("OLD TABLE AS old_rows", "SELECT visit_id FROM old_rows"),
    "update": (
        "OLD TABLE AS old_rows NEW TABLE AS new_rows",
        f"SELECT o.visit_id FROM {_MOVED} UNION SELECT n.visit_id FROM {_MOVED}",  # noqa: S608  # our own words
    ),
}
_TOUCHED = {"insert": ("new",), "delete": ("old",), "update": ("old", "new")}


def keep_outcomes(apps: Any, schema_editor: Any) -> None:
    """Gather what is there, and have the database keep it so."""
    vendor = schema_editor.connection.vendor
    gather = _GATHERED.format(words=_WORDS[vendor])
    schema_editor.execute(f"{gather} WHERE id IN (SELECT visit_id FROM visits_result)")  # noqa: S608  # our own words
    made = _postgresql(gather) if vendor == "postgresql" else _sqlite(gather)
    for statement in made:
        schema_editor.execute(statement, params=None)


def leave_outcomes(apps: Any, schema_editor: Any) -> None:
    """The way back."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for act, table in (*((act, "result") for act in _TOUCHED), ("code", "code")):
        schema_editor.execute(f"DROP TRIGGER visits_outcomes_{act}" + f" ON visits_{table}" * postgresql)
        if postgresql:
            schema_editor.execute(f"DROP FUNCTION visits_outcomes_{act}()")


def _sqlite(gather: str) -> list[str]:
    made = []
    for act, rows in _TOUCHED.items():
        columns = " OF visit_id, code_id" if act == "update" else ""
        does = " ".join(f"{gather} WHERE id = {row}.visit_id;" for row in rows)
        made.append(
            f"CREATE TRIGGER visits_outcomes_{act} AFTER {act.upper()}{columns} ON visits_result BEGIN {does} END"
        )
    return [
        *made,
        "CREATE TRIGGER visits_outcomes_code AFTER UPDATE OF counts_as ON visits_code "
        f"WHEN old.counts_as <> new.counts_as BEGIN {gather} {_OF_CODE}; END",
    ]


def _postgresql(gather: str) -> list[str]:
    made = []
    for act, (tables, visits) in _OF_RESULTS.items():
        made += [
            _function(act, f"{gather} WHERE id IN ({visits})"),
            f"CREATE TRIGGER visits_outcomes_{act} AFTER {act.upper()} ON visits_result REFERENCING {tables} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION visits_outcomes_{act}()",
        ]
    return [
        *made,
        _function("code", f"{gather} {_OF_CODE}"),
        "CREATE TRIGGER visits_outcomes_code AFTER UPDATE OF counts_as ON visits_code FOR EACH ROW "
        "WHEN (old.counts_as <> new.counts_as) EXECUTE FUNCTION visits_outcomes_code()",
    ]


def _function(act: str, does: str) -> str:
    return (
        f"CREATE FUNCTION visits_outcomes_{act}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {does}; RETURN NULL; END $$"
    )
