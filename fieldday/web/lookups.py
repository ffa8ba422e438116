"""Templates whose variables are looked up without detours: the same answers as Django's, at half the price.

Django tries each name as a key first and takes an exception for an attribute, and lists all attributes of None to learn
that one is missing. A page asks some four thousand names, most of them attributes of plain rows. When a template is
loaded, its nodes become these, which draw the same.
"""

from functools import lru_cache
from html import escape
from typing import Any
from uuid import UUID

from django.template.base import FilterExpression, Node, Variable, VariableDoesNotExist, VariableNode
from django.template.base import render_value_in_context as drawn
from django.template.context import BaseContext
from django.template.defaulttags import URLNode
from django.template.smartif import TokenBase
from django.templatetags.i18n import BlockTranslateNode
from django.urls import reverse
from django.utils.safestring import SafeString

NO_ITEM = (TypeError, AttributeError, KeyError, ValueError, IndexError)
CALLED = Variable("called")
STAND_IN = UUID(int=1)


class Looked(Variable):
    """A variable: an entry of the context, and of it an item or an attribute, and so on."""

    __slots__ = ()

    def _resolve_lookup(self, context: Any) -> Any:
        lookups: Any = self.lookups
        if not isinstance(context, BaseContext):
            return super()._resolve_lookup(context)  # type: ignore[misc]  # Django's own, not in the stubs
        for entries in reversed(context.dicts):  # type: ignore[attr-defined]  # as above
            if lookups[0] in entries:
                current = entries[lookups[0]]
                break
        else:
            if hasattr(context, lookups[0]):
                return super()._resolve_lookup(context)  # type: ignore[misc]  # as above
            raise _missing(lookups[0], context)
        try:
            if callable(current):
                current = _called(current, context)
            for bit in lookups[1:]:
                current = _of(current, bit)
                if callable(current):
                    current = _called(current, context)
        except Exception as error:
            if getattr(error, "silent_variable_failure", False):
                return context.template.engine.string_if_invalid  # type: ignore[attr-defined]  # bound while drawing
            raise
        return current


def _of(current: Any, bit: str) -> Any:
    """The item of that name, else the attribute, else the item of that number."""
    if current is None:
        raise _missing(bit, current)
    if hasattr(type(current), "__getitem__"):
        try:
            return current[bit]
        except NO_ITEM:
            pass
    try:
        return getattr(current, bit)
    except (TypeError, AttributeError):
        if bit in dir(current):
            raise  # by a property
    try:
        return current[int(bit)]
    except (TypeError, KeyError, ValueError, IndexError):
        raise _missing(bit, current) from None


def _missing(bit: str, current: Any) -> VariableDoesNotExist:
    return VariableDoesNotExist("Failed lookup for key [%s] in %r", (bit, current))  # type: ignore[arg-type]


def _called(current: Any, context: Any) -> Any:
    """What Django makes of something to be called; not all of it is."""
    with context.push(called=current):
        return CALLED._resolve_lookup(context)  # type: ignore[attr-defined]  # Django's own, not in the stubs


class Shown(VariableNode):
    """A variable on the page: most are plain texts, which are not asked for their language or time zone."""

    def render(self, context: Any) -> Any:
        value = self.filter_expression.resolve(context)
        kind = value.__class__
        if kind is str and context.autoescape:
            return escape(value)
        return value if kind is SafeString else drawn(value, context)


class Told(BlockTranslateNode):
    """A text with figures or names in it, whose msgid is put together once."""

    said: dict[bool, tuple[str, list[str]]]

    def render_token_list(self, tokens: Any) -> tuple[str, list[str]]:
        kept, plural = self.__dict__.setdefault("said", {}), tokens is self.plural
        if plural not in kept:
            kept[plural] = super().render_token_list(tokens)
        msgid, names = kept[plural]
        return msgid, list(names)


class Linked(URLNode):
    """The address of a noun by its id: Django makes it once, and each id goes in where the stand-in's stood."""

    def render(self, context: Any) -> str:
        ids = [arg.resolve(context) for arg in self.args] if not self.kwargs and not self.asvar else []
        if len(ids) != 1 or ids[0].__class__ is not UUID:
            return str(super().render(context))
        return _address(self.view_name.resolve(context)).replace(str(STAND_IN), str(ids[0]))


@lru_cache(maxsize=1000)
def _address(name: str) -> str:
    return escape(reverse(name, args=[STAND_IN]))


SWIFT: dict[type, type] = {VariableNode: Shown, BlockTranslateNode: Told, URLNode: Linked, Variable: Looked}


def quicken(part: Any) -> None:
    """Make a loaded template's nodes and variables the ones above, in all that they hold."""
    if isinstance(part, list | tuple):
        for each in part:
            quicken(each)
    elif isinstance(part, dict):
        quicken(list(part.values()))
    elif isinstance(part, FilterExpression):
        quicken([part.var, [arguments for _filter, arguments in part.filters]])
    elif isinstance(part, TokenBase):
        quicken([part.first, part.second, getattr(part, "value", None)])
    elif isinstance(part, Node):
        quicken(list(vars(part).values()))
    if type(part) in SWIFT and getattr(part, "lookups", True) is not None:
        part.__class__ = SWIFT[type(part)]
