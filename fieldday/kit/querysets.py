"""One sight: rows come only after `.visible_to(person)` or `.unscoped("reason")`; anything else raises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from django.db import models
from django.db.models import Q

# Every row, said in a model's `sight`. Not an empty Q: that one vanishes from an OR, and would leave the other side
# alone to decide. By itself it narrows nothing, and no query is made to look.
EVERYTHING = Q(pk__isnull=False)


class NotScoped(RuntimeError):
    """A query was about to run without saying for whom. Call `.visible_to(person)` or `.unscoped("reason")`."""


class SightQuerySet(models.QuerySet):
    """A queryset that refuses to touch the database until it was told whose eyes look."""

    _opened = False

    def visible_to(self, person: Any) -> Self:
        """The rows that `person` may see now; nothing at all for nobody."""
        if person is None or getattr(person, "pk", None) is None:
            return self.none()._open()
        seen = self.model.sight(person)  # type: ignore[attr-defined]  # each sighted model has it
        rows = self._chain() if seen is EVERYTHING else self.filter(seen)  # type: ignore[attr-defined]  # Django's own
        return rows._open()

    def unscoped(self, reason: str) -> Self:
        """Every row, for a verb, a duty or a reading that has checked by other means; `reason` says which."""
        if not reason.strip():
            raise NotScoped("unscoped() wants a reason")
        return self._chain()._open()  # type: ignore[attr-defined]  # Django's own, not in the stubs

    def _open(self) -> Self:
        self._opened = True
        return self

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]  # Django's own, not in the stubs
        clone._opened = self._opened
        return clone

    def _require(self) -> None:
        if not self._opened:
            raise NotScoped(f"{self.model.__name__}: say visible_to(person) or unscoped(reason)")

    def _fetch_all(self) -> None:
        self._require()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        self._require()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._require()
        return super().count()

    def exists(self) -> bool:
        self._require()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._require()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._require()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._require()
        return super().delete()

    def explain(self, *args: Any, **kwargs: Any) -> str:
        self._require()
        return super().explain(*args, **kwargs)

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        self._require()
        return super().resolve_expression(*args, **kwargs)

    def aiterator(self, *args: Any, **kwargs: Any) -> Any:
        self._require()
        return super().aiterator(*args, **kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        self._require()
        return super().raw(*args, **kwargs)

    def __or__(self, other: Any) -> Self:
        self._require_all(other)
        return super().__or__(other)

    def __and__(self, other: Any) -> Self:
        self._require_all(other)
        return super().__and__(other)

    def __xor__(self, other: Any) -> Self:
        self._require_all(other)
        return super().__xor__(other)

    def _combinator_query(self, combinator: str, *others: Any, all: bool = False) -> Self:
        # union, intersection and difference: the others' rows come out under this one's name
        self._require_all(*others)
        return super()._combinator_query(combinator, *others, all=all)  # type: ignore[misc]  # as above

    def _require_all(self, *others: Any) -> None:
        for rows in (self, *others):
            if isinstance(rows, SightQuerySet):
                rows._require()


SightManager = models.Manager.from_queryset(SightQuerySet, class_name="SightManager")
