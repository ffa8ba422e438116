"""Write anew what customers are found by: for databases from before search, and after a rule of it changed."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import Account

AT_ONCE = 500
WHY = "everybody's customers are found"


def rewrite_search(*, progress: Callable[[int], None] | None = None) -> int:
    """Write the search rows and the keys of all customers, 500 in a transaction, each locked meanwhile; what stands
    right is left alone. Answers how many were looked at, erased and merged ones too."""
    done, last = 0, UUID(int=0)
    while True:
        with transaction.atomic():
            rows = Account.objects.unscoped(WHY).select_for_update(of=("self",), no_key=True)
            accounts = list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE])
            write_search_rows(accounts)
        if not accounts:
            return done
        done, last = done + len(accounts), accounts[-1].pk
        if progress:
            progress(done)
