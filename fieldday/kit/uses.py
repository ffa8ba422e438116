"""Who points at a row: asked before it is taken out of use, so that nothing is left pointing at nothing.

Counting is for verbs and questions that have found the row itself: sight is not asked, the rows are not for showing.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Count, Model, QuerySet


def references(row: Any) -> Iterator[tuple[str, QuerySet]]:
    """(label of the model, its rows that point at `row`) for every foreign key of any room, hidden ones too."""
    for field, rows in _pointing(type(row)):
        yield rows.model._meta.label, rows.filter(**{field: row.pk})


def counts(model: type[Model], ids: Collection[Any]) -> dict[Any, int]:
    """How many rows of any room point at each of `ids`; one query for each foreign key to the model."""
    return {pk: sum(by_label.values()) for pk, by_label in counts_by_label(model, ids).items()}


def counts_by_label(model: type[Model], ids: Collection[Any]) -> dict[Any, dict[str, int]]:
    """The same, apart for each model that points: {id: {label: count}}."""
    found: dict[Any, dict[str, int]] = {}
    for field, rows in _pointing(model):
        label = rows.model._meta.label
        for pk, count in rows.filter(**{f"{field}__in": ids}).order_by().values_list(field).annotate(Count("pk")):
            by_label = found.setdefault(pk, {})
            by_label[label] = by_label.get(label, 0) + count
    return found


def _pointing(model: type[Model]) -> Iterator[tuple[str, QuerySet]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation.field.attname, relation.related_model._base_manager.all()  # type: ignore[union-attr]
