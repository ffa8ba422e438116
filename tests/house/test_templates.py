"""Templates: every form carries its key and its token, and nothing is said that cannot be translated or escaped."""

import re

import pytest

from tests.house.source import PACKAGE, REPOSITORY, name

pytestmark = pytest.mark.once

TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
NAMES = {"Fieldday", "nbsp", "Enter", "Esc", "QR"}  # the same in every language
FORM = re.compile(r"<form\b(?P<head>[^>]*)>(?P<body>.*?)</form>", re.DOTALL | re.IGNORECASE)
POSTS = re.compile(r"""method=["']post|hx-post=""", re.IGNORECASE)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_form_carries_its_token_and_its_key(path):
    for form in FORM.finditer(path.read_text()):
        if not POSTS.search(form["head"]):
            continue
        assert "{% csrf_token %}" in form["body"], form["head"]
        assert "{% form_key %}" in form["body"], f"a key of its own: {form['head']}"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_runs_or_is_marked_safe_in_a_template(path):
    text = path.read_text()
    assert not re.search(r"\|\s*safe\b", text), "|safe"
    assert not re.search(r"{%\s*autoescape off", text), "autoescape off"
    assert not re.search(r"""<[a-z][^>]*\son[a-z]+=["']""", text), "an inline handler, which the policy refuses"
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text), "inline script"
    assert not re.search(r"\sstyle=[\"']", text), "an inline style, which the policy refuses"
    assert "javascript:" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_bare_text_waits_for_translation(path):
    """Words outside {% translate %} would stay in one language."""
    text = path.read_text()
    for gone in (r"{% comment.*?endcomment %}", r"{% blocktranslate.*?{% endblocktranslate %}", r"<script.*?</script>",
                 r"<style.*?</style>", r"{#.*?#}", r"{%.*?%}", r"{{.*?}}", r"<!--.*?-->", r"<[^>]*>"):  # fmt: skip
        text = re.sub(gone, " ", text, flags=re.DOTALL)
    bare = [word for word in re.findall(r"[A-Za-z]{2,}|[\u4e00-\u9fff]+", text) if word not in NAMES]
    assert not bare, bare


LONGEST_LINE = 400  # characters; aim at 160
LONG_STILL = frozenset((REPOSITORY / "tests/house/long_templates.txt").read_text().splitlines())


def test_a_template_is_read_line_by_line():
    folder = PACKAGE / "web/templates/web"
    long = {
        path.relative_to(folder).as_posix()
        for path in TEMPLATES
        if max(map(len, path.read_text().splitlines()), default=0) > LONGEST_LINE
    }
    assert not long - LONG_STILL, f"break lines of more than {LONGEST_LINE} characters: {sorted(long - LONG_STILL)}"
