"""Who points at a row: asked before it is taken out of use, so that nothing is left pointing at nothing."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet


def references(row: Any) -> Iterator[tuple[str, QuerySet]]:
    """(label of the model, its rows that point at `row`) for every foreign key of any room, hidden ones too.

    Counting is for verbs that have found the row itself: sight is not asked, and the rows are not for showing.
    """
    for relation in row._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            model = relation.related_model
            yield model._meta.label, model._base_manager.filter(**{relation.field.name: row})
