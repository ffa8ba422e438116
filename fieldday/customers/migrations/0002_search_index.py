"""The index that search by any part of a name leans on: GIN on PostgreSQL, FTS5 on SQLite."""

from django.db import migrations

from fieldday.kit.search import gram_index_sql

TABLE = "customers_accountsearch"


def make(apps, schema_editor):
    for statement in gram_index_sql(TABLE, schema_editor.connection.vendor)[0]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in gram_index_sql(TABLE, schema_editor.connection.vendor)[1]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
