"""The words and shapes that every page shares."""

import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from fieldday.config.home import REPOSITORY
from fieldday.web.states import ROLES, STATES
from fieldday.web.templatetags import fieldday as tags

TODAY = date(2026, 11, 23)
ICONS = (REPOSITORY / "client" / "icons.txt").read_text().splitlines()
SPRITE = {line for line in ICONS if line and not line.startswith("#")}


def _render(text, **context):
    request = RequestFactory().get("/accounts", {"q": "藥局", "page": "3"})
    return Template(text).render(Context({"request": request, **context}))


def test_every_icon_is_in_the_sprite():
    used = {state.icon for state in STATES.values()}
    for path in (REPOSITORY / "fieldday").glob("*/templates/**/*.html"):
        text = path.read_text()
        used |= set(re.findall(r"""{% (?:icon|nav_link "[\w-]+") "([\w-]+)\"""", text))
        used |= set(re.findall(r"""empty.html" with icon="([\w-]+)\"""", text))
    assert not used - SPRITE


def test_no_icon_is_in_the_sprite_for_nothing():
    """Every phone loads the sprite."""
    sources = [*(REPOSITORY / "fieldday").rglob("*.py"), *(REPOSITORY / "fieldday").rglob("*.html")]
    sources += (REPOSITORY / "client" / "src").rglob("*.ts")
    named = {word for path in sources for word in re.findall(r"""["']([a-z][a-z0-9-]*)(?=["'])""", path.read_text())}
    assert not SPRITE - named


def test_a_state_is_a_word_and_a_shape_in_both_languages():
    for language in ("zh-hant", "en"):
        with translation.override(language):
            for kind, value in STATES:
                pill = tags.state_pill(kind, value)
                assert "<svg" in pill
                assert tags.state_name(value, kind) in pill
    with translation.override("zh-hant"):
        words = [str(word) for word in [*ROLES.values(), *(state.word for state in STATES.values())]]
        assert not [word for word in words if not re.search(r"[\u4e00-\u9fff]", word)]
    assert "&lt;b&gt;" in tags.state_pill("plan", "<b>")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, "今天"),
        (date(2026, 11, 22), "昨天"),
        (date(2026, 11, 21), "2 天前"),
        (date(2026, 8, 16), "99 天前"),
        (date(2026, 8, 15), "2026-08-15"),
        (date(2026, 11, 24), "2026-11-24"),
        (None, "—"),
    ],
)
def test_how_long_ago(day, said):
    with translation.override("zh-hant"):
        assert tags.ago(day, TODAY) == said


def test_amounts_as_people_say_them():
    with translation.override("zh-hant"):
        said = [tags.wan(Decimal(value)) for value in ("9999.5", "10000", "1234567", "12345678", "-50000")]
        assert said == ["10,000", "1.0 萬", "123.5 萬", "1,235 萬", "-5.0 萬"]
    with translation.override("en"):
        assert tags.wan(Decimal(1234567)) == "1,234,567"
    assert tags.money(Decimal("1234.5")) == "1,234.50"


def test_a_bar_never_leaves_its_ground():
    assert 'width="100.0%"' in tags.bar(15, 10)
    assert 'width="0.0%"' in tags.bar(5, 0)
    assert 'x="68.0%"' in tags.bar(60, 100, pace=68)
    assert "style=" not in tags.bar(60, 100, pace=68)


def test_a_menu_leaves_out_what_is_not_there():
    assert _render('{% nav_link "no-such-page" "home" "x" %}') == ""
    request = SimpleNamespace(resolver_match=SimpleNamespace(url_name="account-edit"))
    entry = _render('{% nav_link "accounts" "home" "Customers" count=3 also="account*" %}', request=request)
    assert 'aria-current="true"' in entry
    assert ">3<" in entry


def test_an_address_changes_one_parameter_and_keeps_the_others():
    assert "page=4" in _render("{% query page=4 %}")
    assert "page" not in _render("{% query page='' %}")
    assert _render('{% kept_query "page" %}') == '<input type="hidden" name="q" value="藥局">'


def test_a_number_is_dialled_without_its_extension():
    assert tags.tel("02-2345-6789 分機 12") == "tel:+886223456789"
    assert tags.tel('"><script>') == "tel:"


def test_an_address_names_its_city_once():
    def whole(city, address):
        return tags.whole_address(SimpleNamespace(city=city, address=address))

    assert whole("台中市", "台中市西屯路 1 號") == "台中市西屯路 1 號"
    assert whole("台中市", "西屯路 1 號") == "台中市西屯路 1 號"
    assert whole("台中市", "403 臺中市西屯路 1 號") == "403 臺中市西屯路 1 號"
    assert whole("Madrid", "C/ Moralzarzal, 86") == "Madrid, C/ Moralzarzal, 86"
    assert whole("", "") == ""
