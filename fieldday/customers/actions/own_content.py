"""What a form says of the company's own fields, beside the columns of an account."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fieldday.customers.models import Account
from fieldday.customers.questions.own_fields import as_rule, input_name, own_fields
from fieldday.people.questions.company import the_company
from fieldday.rules.fields import judge
from fieldday.rules.verdict import Reason

Said = Mapping[str, str | Sequence[str]]


def judge_own(columns: dict[str, Any], said: Said | None, present: Account | None) -> list[Reason]:
    """Put the values into `columns["fields"]`; what stands against them, at their inputs. Who said nothing of them
    (None) leaves them as they are, needed or not."""
    if said is None:
        return []
    judged = judge(
        [as_rule(row) for row in own_fields()],
        said,
        kind=columns["kind"],
        industry=columns["industry"],
        present=present.fields if present else None,
        currency=the_company().currency,
    )
    columns["fields"] = judged.values
    return [replace(reason, field=input_name(reason.field)) for reason in judged.reasons]
