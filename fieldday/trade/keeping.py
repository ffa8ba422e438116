"""An order's amount is the sum of its lines, kept by the database itself: whoever writes lines, it is right at once.

Frozen, since a migration calls it. PostgreSQL adds up once a statement, SQLite with each line.
"""

from typing import Any

_SUM = "(SELECT COALESCE(SUM(amount), 0) FROM trade_orderline WHERE order_id = {order})"
_BACKFILL = f"UPDATE trade_order SET amount = {_SUM.format(order='trade_order.id')}"  # noqa: S608  # our own words
_TOUCHED = {"insert": ("new",), "delete": ("old",), "update": ("old", "new")}


def keep_amounts(apps: Any, schema_editor: Any) -> None:
    """Sum up what is there, and have the database keep it so."""
    schema_editor.execute(_BACKFILL)
    for act in _TOUCHED:
        for statement in _made(act, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)


def leave_amounts(apps: Any, schema_editor: Any) -> None:
    """The way back."""
    of_table = " ON trade_orderline" if schema_editor.connection.vendor == "postgresql" else ""
    for act in _TOUCHED:
        schema_editor.execute(f"DROP TRIGGER trade_amount_{act}{of_table}")
        if of_table:
            schema_editor.execute(f"DROP FUNCTION trade_amount_{act}()")


def _made(act: str, vendor: str) -> list[str]:
    name, touched = f"trade_amount_{act}", _TOUCHED[act]
    if vendor != "postgresql":
        columns = " OF amount, order_id" if act == "update" else ""
        does = " ".join(
            f"UPDATE trade_order SET amount = {_SUM.format(order=f'{row}.order_id')} WHERE id = {row}.order_id;"  # noqa: S608  # as above
            for row in touched
        )
        return [f"CREATE TRIGGER {name} AFTER {act.upper()}{columns} ON trade_orderline BEGIN {does} END"]
    tables = " ".join(f"{row.upper()} TABLE AS {row}_rows" for row in touched)
    orders = " UNION ".join(f"SELECT order_id FROM {row}_rows" for row in touched)  # noqa: S608  # as above
    does = f"{_BACKFILL} WHERE id IN ({orders});"
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {does} RETURN NULL; END $$",
        f"CREATE TRIGGER {name} AFTER {act.upper()} ON trade_orderline REFERENCING {tables} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]
