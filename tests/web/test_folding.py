"""Templates whose fixed parts are drawn once a language say in each language, and of each reader, what they said."""

from django.template import Context, Template
from django.templatetags.i18n import TranslateNode
from django.utils.translation import override

from fieldday.web.folding import Fixed, fold

SOURCE = """{% load i18n %}<h1>{% translate "Customers" %} {% icon "plus" %}</h1>
{% if name %}<a href="{% url 'accounts' %}">{% translate "List" %}</a>{{ name }}
{% else %}{% translate "Nobody" %}{% endif %}
{% for one in several %}{% translate "Page" %}<b>{{ one }}</b>
{% blocktranslate %}Change{% endblocktranslate %}{% endfor %}
{% translate "Search" as search %}{% url 'account-new' as new %}<i>{{ search }}</i>{{ new }}{% translate name %}"""


def test_a_folded_template_draws_what_it_drew_in_every_language_again_and_again():
    plain, folded = Template(SOURCE), Template(SOURCE)
    fold(folded.nodelist)
    assert any(isinstance(node, Fixed) for node in folded.nodelist)
    assert len(folded.nodelist) < len(plain.nodelist)
    for language in ("zh-hant", "en", "zh-hans", "zh-hant"):
        for context in ({"name": "<&>", "several": [1, 2]}, {"several": []}, {"name": "List"}):
            with override(language):
                assert folded.render(Context(context)) == plain.render(Context(context))


def test_markup_by_itself_stays_as_it_is():
    template = Template("<p>")
    fold(template.nodelist)
    assert not any(isinstance(node, Fixed) for node in template.nodelist)


def test_the_catalogue_still_finds_the_words_of_folded_nodes():
    said = "{% load i18n %}<b>{% translate 'Save' %}</b>{% if x %}<i>{% translate 'Edit' %}</i>{% endif %}"
    template = Template(said)
    fold(template.nodelist)
    found = template.nodelist.get_nodes_by_type(TranslateNode)
    assert [str(node.filter_expression) for node in found] == ["'Save'", "'Edit'"]
