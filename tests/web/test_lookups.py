"""Quickened templates draw what Django's own draw: of rows, of what is missing, of what is called, of what fails."""

from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Template, VariableDoesNotExist
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from fieldday.web.lookups import Looked, Shown, Told, quicken

ID = UUID(int=7)


@dataclass
class Row:
    """A row with all that a template may meet."""

    name: str = "<&>"
    n: int = 1234567
    none: None = None
    words: list[str] = field(default_factory=lambda: ["a", "b"])
    named: dict[str, str] = field(default_factory=lambda: {"items": "an item", "0": "nought"})
    id: UUID = ID

    def said(self) -> str:
        return "said"

    def wants(self, one: str) -> str:
        return one

    def delete(self) -> str:
        return "gone"

    delete.alters_data = True  # type: ignore[attr-defined]  # as Django's own has it

    @property
    def lost(self) -> str:
        raise ObjectDoesNotExist

    @property
    def broken(self) -> str:
        return self.nothing_of_the_kind  # type: ignore[attr-defined,no-any-return]  # that is the point


SHOWN = (
    "row.name", "row.n", "row.none", "row.none.name", "row.nothing", "row.words", "row.words.1", "row.words.9",
    "row.named.items", "row.named.keys", "row.named.0", "row.named.none", "row.said", "row.said.upper", "row.wants",
    "row.delete", "row.lost", "nothing", "nothing.name", "safe", "late", "called", "called.name", "row.name|upper",
    "nothing|default:row.name", "row|default:1", "autoescape", "row.name.upper", "number", "forloop.counter",
)  # fmt: skip
WITH = """{% for one in row.words %}{{ forloop.counter }}{{ one }}
{% if one == "a" and row.n > 3 %}x{% endif %}{% endfor %}
{% with other=row.named %}{{ other.items }}{% endwith %}{% if nothing.at.all %}x{% else %}y{% endif %}
{% if not row.none and row.said == "said" %}z{% endif %}{% load i18n %}
{% blocktranslate trimmed with name=row.name count=row.n %}
  {{ name }} has {{ count }}, 100%, {{ late }}{% endblocktranslate %}
{% blocktranslate count n=row.n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}{% translate late %}
{% autoescape off %}{{ row.name }}{% endautoescape %}{{ row.name }}
{% url 'visit' row.id %}{% url 'visit' row.id as at %}{% url 'visit' pk=row.id %}
{{ at }}{% url 'report-day' day %}"""


def _both(source: str) -> tuple[Template, Template]:
    plain, quick = Template(source), Template(source)
    quicken(quick.nodelist)
    return plain, quick


def _context() -> Context:
    said = {"row": Row(), "safe": mark_safe("<b>"), "late": gettext_lazy("Customers"), "called": Row, "number": 2.5}
    return Context({**said, "day": "2026-11-24"})


@pytest.mark.parametrize("source", [*("{{ " + name + " }}" for name in SHOWN), WITH])
def test_a_quickened_template_draws_what_django_draws(source):
    plain, quick = _both(source)
    for language in ("zh-hant", "en"):
        with override(language):
            drawn = quick.render(_context())
            assert drawn == plain.render(_context()) == quick.render(_context())


def test_what_a_property_fails_with_comes_out():
    plain, quick = _both("{{ row.broken }}")
    for one in (plain, quick):
        with pytest.raises(AttributeError, match="nothing_of_the_kind"):
            one.render(_context())


def test_an_argument_that_is_missing_is_missing():
    plain, quick = _both("{{ row.name|default:nothing.here }}{{ nothing|default:nothing.here }}")
    for one in (plain, quick):
        with pytest.raises(VariableDoesNotExist):
            one.render(_context())


def test_all_kinds_are_quickened_wherever_they_stand():
    _plain, quick = _both("{% if a.b|default:c.d == e %}{{ f }}{% endif %}" + WITH)
    condition, inner = quick.nodelist[0].conditions_nodelists[0]
    assert isinstance(condition.first.value.var, Looked)
    assert isinstance(condition.first.value.filters[0][1][0][1], Looked)
    assert isinstance(condition.second.value.var, Looked) and isinstance(inner[0], Shown)
    assert any(isinstance(node, Told) for node in quick.nodelist)
