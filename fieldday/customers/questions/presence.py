"""Which kinds of things there are at a customer, told by one question: a card asks for none of what is not there.

It says only that there are rows, whoever may see them; whoever then asks for them is shown what he may see.
"""

from functools import cache
from uuid import UUID

from django.db import connection, models

from fieldday.customers.models import (
    Account,
    AccountNote,
    Anniversary,
    Attachment,
    Candidate,
    Consent,
    FormerRefusal,
    GroupMember,
    Merge,
    Place,
    StatusChange,
)

# What it is called, where it lies, and the columns that name the customer; none: anything at all.
KINDS: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "notes": (AccountNote, ("account_id",)),
    "days": (Anniversary, ("account_id",)),
    "places": (Place, ("account_id",)),
    "attachments": (Attachment, ("account_id",)),
    "statuses": (StatusChange, ("account_id",)),
    "below": (Account, ("parent_id", "dealer_id")),
    "merges": (Merge, ("kept_id",)),
    "consents": (Consent, ("account_id",)),
    "former": (FormerRefusal, ()),
    "twins": (Candidate, ("one_id", "other_id")),
    "groups": (GroupMember, ("account_id",)),
}
ANYTHING = frozenset(KINDS)


def present_at(account_id: UUID) -> frozenset[str]:
    """The KINDS of which there is anything at this customer. One query."""
    sql, count = _question()
    pk = Account._meta.pk.get_db_prep_value(account_id, connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk] * count)
        (found,) = cursor.fetchall()
    return frozenset(name for name, there in zip(KINDS, found, strict=True) if there)


@cache
def _question() -> tuple[str, int]:
    """The question, and how often it names the customer."""
    parts, count = [], 0
    for model, names in KINDS.values():
        columns = [connection.ops.quote_name(name) for name in names]
        # each column by its own index: PostgreSQL reads the whole table for one condition over both
        looks = [f"EXISTS (SELECT 1 FROM {model._meta.db_table} WHERE {column} = %s)" for column in columns]  # noqa: S608  # our own names
        parts.append(" OR ".join(looks or [f"EXISTS (SELECT 1 FROM {model._meta.db_table})"]))  # noqa: S608  # as above
        count += len(columns)
    return f"SELECT {', '.join(parts)}", count
