"""The columns of the customers' list: which there are, and those that an address asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import fields as fields_of
from typing import Any

from fieldday.customers.questions.listing import AccountFilter
from fieldday.customers.questions.own_fields import input_name
from fieldday.rules.segment_fields import OWN as FILTER

USUAL = ("number", "area", "owner", "visit", "order", "year", "status", "kind", "city", "phone")
MORE = ("address", "tax_id", "email", "line_id", "industry", "source", "potential", "payment_terms", "opened")
KNOWN = frozenset((*USUAL, *MORE))
OWN = input_name("")
MOST = 30
SHAPES = ("list", "board", "map")


def columns_said(said: Iterable[str]) -> tuple[str, ...]:
    """The columns that an address or a form names, each once, in its order; what is unknown acts as if absent.
    An own field may be gone: a page shows those that there are."""
    names = (name.strip() for text in said for name in text.split(","))
    return tuple(dict.fromkeys(name[:60] for name in names if name in KNOWN or _own(name)))[:MOST]


def own_keys(columns: Iterable[str]) -> list[str]:
    """The keys of the own fields among columns."""
    return [name.removeprefix(OWN) for name in columns if _own(name)]


def view_said(params: Any) -> dict[str, Any]:
    """What an address says of a list, as a view keeps it: filters, columns, order and shape."""
    wanted = AccountFilter.of(params)
    names = {field.name: "q" if field.name == "search" else field.name for field in fields_of(AccountFilter)}
    del names["own"]
    filters = {name: getattr(wanted, field) for field, name in names.items() if getattr(wanted, field)}
    filters |= {FILTER + key: text for key, text in wanted.own}
    shape = params.get("shape", "")
    return {
        "filters": filters,
        "columns": list(columns_said(_all(params, "columns"))),
        "sort": params.get("sort", "")[:20],
        "shape": shape if shape in SHAPES else "list",
    }


def parameters(said: Mapping[str, Any]) -> dict[str, str]:
    """The address's parameters that say it again; what is usual is left out."""
    found = {str(name): str(text) for name, text in dict(said.get("filters") or {}).items()}
    if columns := columns_said(said.get("columns") or ()):
        found["columns"] = ",".join(columns)
    if (sort := str(said.get("sort") or "name")) != "name":
        found["sort"] = sort
    if (shape := said.get("shape")) in SHAPES[1:]:
        found["shape"] = str(shape)
    return found


def _own(name: str) -> bool:
    return name.startswith(OWN) and len(name) > len(OWN)


def _all(params: Any, name: str) -> list[str]:
    return params.getlist(name) if hasattr(params, "getlist") else [params.get(name, "")]
