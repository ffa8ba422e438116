"""Words of a file that nobody understands: which, how often, and what they may mean."""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from fieldday.customers.models import Account
from fieldday.customers.questions.own_fields import choice_name, input_name, own_fields
from fieldday.people.models import ImportJob
from fieldday.people.questions.imports import unknown_words
from fieldday.people.questions.people import people_seen
from fieldday.web.office.contact_form import ROLE_WORDS
from fieldday.web.states import state_word

LEAVE = "-"  # leave the field alone; an empty choice is none


def meanings_shown(reader: Any, job: ImportJob, label: Callable[[str], str]) -> dict[str, Any]:
    """What the page of a checked file asks about words; nothing where all were understood and none was said before."""
    if job.state != "checked":
        return {}
    known = [(field, word, 0) for field, words in job.words.items() for word in words]
    asked = [*unknown_words(reader, job), *known]
    if not asked:
        return {}
    choices = {field: _choices(reader, field) for field in dict.fromkeys(field for field, _word, _count in asked)}
    words = [
        {
            "field": field,
            "label": label(field),
            "word": word,
            "count": count,
            "means": (job.words.get(field, {}).get(word, "") or LEAVE) if not count else "",
            "choices": choices[field],
        }
        for field, word, count in asked
    ]
    return {"meanings": words}


def meanings_said(post: QueryDict) -> list[tuple[str, str, str | None]]:
    """Field, word and what it means ("" leaves the field alone), None where nothing was chosen."""
    told = zip(post.getlist("field"), post.getlist("word"), post.getlist("means"), strict=False)
    return [(field, word, {"": None, LEAVE: ""}.get(means, means)) for field, word, means in told]


def _choices(reader: Any, field: str) -> list[tuple[str, str]]:
    """What a word of the field may mean."""
    if field == "kind":
        return [(kind, str(state_word("kind", kind))) for kind in Account.KINDS]
    if field == "status":
        return [(status, str(state_word("account", status))) for status in Account.STATUSES]
    if field == "contact_role":
        return [(role, str(word)) for role, word in ROLE_WORDS.items()]
    if field == "owner":
        return [(one.external_id, one.name) for one in people_seen(reader) if one.external_id]
    row = next((one for one in own_fields() if input_name(one.key) == field), None)
    return [(one["key"], choice_name(one)) for one in row.choices if not one.get("retired")] if row else []
