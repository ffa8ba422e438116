"""Templates: every form carries its key and its token, and nothing is said that cannot be translated or escaped."""

import re

import pytest

from tests.house.source import PACKAGE, REPOSITORY, name

pytestmark = pytest.mark.once

TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
NAMES = {"Fieldday", "nbsp", "Enter", "Esc", "QR"}  # the same in every language
FORM = re.compile(r"<form\b(?P<head>[^>]*)>(?P<body>.*?)</form>", re.DOTALL | re.IGNORECASE)
POSTS = re.compile(r"""method=["']post|hx-post=""", re.IGNORECASE)


REFUSED = {
    r"\|\s*safe\b": "|safe",
    r"{%\s*autoescape off": "autoescape off",
    r"""<[a-z][^>]*\son[a-z]+=["']""": "an inline handler, which the policy refuses",
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)": "inline script",
    r"\sstyle=[\"']": "an inline style, which the policy refuses",
    r"javascript:": "an address that runs",
}
TRANSLATED = (r"{% comment.*?endcomment %}", r"{% blocktranslate.*?{% endblocktranslate %}", r"<script.*?</script>",
              r"<style.*?</style>", r"{#.*?#}", r"{%.*?%}", r"{{.*?}}", r"<!--.*?-->", r"<[^>]*>")  # fmt: skip


def test_every_form_carries_its_token_and_its_key():
    faults = []
    for path in TEMPLATES:
        for form in FORM.finditer(path.read_text()):
            for said in ("{% csrf_token %}", "{% form_key %}"):
                if POSTS.search(form["head"]) and said not in form["body"]:
                    faults.append(f"{name(path)}: no {said} in the form {form['head']}")
    assert not faults, "\n" + "\n".join(faults)


def test_nothing_runs_or_is_marked_safe_in_a_template():
    faults = []
    for path in TEMPLATES:
        text = path.read_text()
        faults += [f"{name(path)}: {what}" for pattern, what in REFUSED.items() if re.search(pattern, text)]
    assert not faults, "\n" + "\n".join(faults)


def test_no_bare_text_waits_for_translation():
    """Words outside {% translate %} would stay in one language."""
    faults = []
    for path in TEMPLATES:
        text = path.read_text()
        for gone in TRANSLATED:
            text = re.sub(gone, " ", text, flags=re.DOTALL)
        bare = [word for word in re.findall(r"[A-Za-z]{2,}|[\u4e00-\u9fff]+", text) if word not in NAMES]
        if bare:
            faults.append(f"{name(path)}: {bare}")
    assert not faults, "\n" + "\n".join(faults)


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
