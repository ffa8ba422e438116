"""Finding rows by any part of a name: grams pick the candidates, the folded text confirms them."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Lower, Replace
from django.db.models.lookups import IContains, Lookup

from fieldday.rules import text


class GramsField(models.TextField):
    """Grams separated by blanks; `field__holds=[…]` is answered by the index that the migration made."""


@GramsField.register_lookup
class Holds(Lookup):
    """Rows whose grams hold all of the given ones: GIN on PostgreSQL, FTS5 on SQLite."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"string_to_array({column}, ' ') @> %s::text[]", [*params, list(self.rhs)]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        quote = connection.ops.quote_name
        model = self.lhs.target.model
        index = quote(model._meta.db_table + "_fts")
        row = f"{quote(self.lhs.alias)}.{quote(model._meta.pk.column)}"
        phrase = " AND ".join(f'"{gram}"' for gram in self.rhs)
        return f"{row} IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)", [phrase]  # noqa: S608  # quoted names


@models.CharField.register_lookup
class Begins(Lookup):
    """Rows whose text begins with the given one, letter by letter, answered by the column's index on both databases."""

    lookup_name = "begins"

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, connection.ops.prep_for_like_query(self.rhs) + "%"]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", [*params, self.rhs, *params, f"{self.rhs}\U0010ffff"]


def holds_folded(column: str, word: str) -> IContains:
    """Whether a short text of a small table holds a folded word: blanks, case and 臺 are as search compares them."""
    plain = Replace(Replace(Lower(F(column)), Value(" "), Value("")), Value("臺"), Value("台"))
    return IContains(plain, word)


class SearchRow(models.Model):
    """What one row is found by: its folded texts, and their 1- and 2-grams (`rules.text`).

    A concrete row points to its noun and asks for its index with `gram_index` in a migration.
    """

    plain = models.TextField()
    grams = GramsField()

    class Meta:
        abstract = True


def search_values(*texts: str) -> dict[str, str]:
    """The columns of a SearchRow for a noun that is found by `texts`."""
    plain, grams = text.keys(*texts)
    return {"plain": plain, "grams": " ".join(grams)}


def found(rows: QuerySet, query: str) -> QuerySet:
    """Narrow `rows` (of a SearchRow model) to those that hold every word of `query` in one of their texts."""
    return found_words(rows, [text.fold(word) for word in query.split()])


def found_words(rows: QuerySet, words: Iterable[str]) -> QuerySet:
    """The same for words that are folded already."""
    for word in words:
        grams = text.wanted(word)
        if grams:
            rows = rows.filter(grams__holds=grams, plain__contains=word)
    return rows


def gram_index_sql(table: str, vendor: str) -> tuple[list[str], list[str]]:
    """SQL that makes and drops the index of a search table; frozen, since migrations call it."""
    if vendor == "postgresql":
        make = f"CREATE INDEX {table}_grams ON {table} USING gin (string_to_array(grams, ' '))"
        return [make], [f"DROP INDEX {table}_grams"]
    fts = f"{table}_fts"
    gone = f"INSERT INTO {fts}({fts}, rowid, grams) VALUES ('delete', old.id, old.grams);"  # noqa: S608
    come = f"INSERT INTO {fts}(rowid, grams) VALUES (new.id, new.grams);"  # noqa: S608
    return [
        f"CREATE VIRTUAL TABLE {fts} USING fts5("
        f"grams, content='{table}', content_rowid='id', detail='none', tokenize='ascii')",
        f"CREATE TRIGGER {fts}_insert AFTER INSERT ON {table} BEGIN {come} END",
        f"CREATE TRIGGER {fts}_delete AFTER DELETE ON {table} BEGIN {gone} END",
        f"CREATE TRIGGER {fts}_update AFTER UPDATE ON {table} BEGIN {gone} {come} END",
    ], [f"DROP TABLE {fts}"]
