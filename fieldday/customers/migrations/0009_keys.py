from django.db import migrations

from fieldday.rules.company_names import name_key
from fieldday.rules.dedupe import phone_key

AT_ONCE = 2000


def keys(apps, schema_editor):
    """Give every account and contact that is there the keys by which duplicates are found."""
    quote = schema_editor.connection.ops.quote_name
    account, contact = (apps.get_model("customers", name)._meta.db_table for name in ("Account", "Contact"))
    _fill(schema_editor.connection, quote(account), {"name_key": ("name", name_key), "phone_key": ("phone", phone_key)})
    _fill(
        schema_editor.connection,
        quote(contact),
        {"phone_key": ("phone", phone_key), "mobile_key": ("mobile", phone_key)},
    )


def _fill(connection, table, columns):
    sources = ", ".join(source for source, _key in columns.values())
    wanted = ", ".join(f"{name} = %s" for name in columns)
    with connection.cursor() as reader:
        reader.execute(f"SELECT id, {sources} FROM {table}")  # noqa: S608  # names of ours
        rows = reader.fetchall()
    with connection.cursor() as writer:
        for first in range(0, len(rows), AT_ONCE):
            found = (
                [*(key(text) for (_source, key), text in zip(columns.values(), texts, strict=True)), pk]
                for pk, *texts in rows[first : first + AT_ONCE]
            )
            changed = [values for values in found if any(values[:-1])]
            if changed:
                writer.executemany(f"UPDATE {table} SET {wanted} WHERE id = %s", changed)  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0008_duplicates"),
    ]

    operations = [
        migrations.RunPython(keys, migrations.RunPython.noop, elidable=True),
    ]
