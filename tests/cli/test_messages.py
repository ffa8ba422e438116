"""The catalogue: every text is found where it is written, and what a language lacks is named."""

from io import StringIO

import polib
import pytest
from django.core.management import call_command

from fieldday.cli.catalogue import Text, Unreadable, client_texts, given_by, lacks, renew, texts
from fieldday.cli.management.commands.messages import compile_catalogue
from tests.house.source import PACKAGE

SOURCE = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext

pytestmark = pytest.mark.once
A = _("one" " text")
B = gettext_lazy("{name} is here")
C = ngettext("a row", "%(count)s rows", 3)
D = pgettext("month", "May")
"""


def _package(tmp_path, source):
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "words.py").write_text(source)
    return tmp_path


def test_texts_are_found_in_sources(tmp_path):
    found = texts(_package(tmp_path, SOURCE))
    assert set(found) == {(None, "one text"), (None, "{name} is here"), (None, "a row"), ("month", "May")}
    assert found[None, "a row"].plural == "%(count)s rows"


def test_a_text_made_up_at_run_time_is_named(tmp_path):
    with pytest.raises(Unreadable, match=r"words\.py:1"):
        texts(_package(tmp_path, "_(f'hello {name}')"))


def test_texts_are_found_in_the_client():
    source = """
    // a comment may say t("Example") too
    import { t } from "./words";
    export function t(text: string): string {}
    const a = html`<b>${t("Ring {name}", { name })}</b>` + t(
      "said \\"so\\"",
    );
    chart("no text"); x.t("neither");
    """
    assert list(client_texts(source, "x.ts")) == ["Ring {name}", 'said "so"']


@pytest.mark.parametrize("call", ["t(words)", "t(`made ${up}`)", "t('single')", 't("two" + "texts")'])
def test_a_text_of_the_client_made_up_at_run_time_is_named(call):
    with pytest.raises(Unreadable, match=r"x\.ts:2"):
        list(client_texts(f"\nconst a = {call};", "x.ts"))


def test_the_phones_words_are_in_the_catalogue():
    phone = {one.text for one in texts(PACKAGE).values() if any("client/src/phone" in place for place in one.places)}
    assert "Everything is sent." in phone


def test_texts_are_found_in_the_houses_own_templates():
    found = texts(PACKAGE)
    places = {place for one in found.values() for place in one.places}
    assert any(place.endswith(".html") for place in places) and any(place.endswith("words.py") for place in places)
    assert (None, "Sign in") in found


def _catalogue(**said):
    catalogue = polib.POFile()
    for text, translation in said.items():
        catalogue.append(polib.POEntry(msgid=text, msgstr=translation))
    return catalogue


def _lacks(catalogue, *wanted):
    return [sentence.split(":")[0] for sentence in lacks(catalogue, {one.key: one for one in map(Text, wanted)})]


def test_what_is_wanting_is_named():
    assert _lacks(_catalogue(a="甲"), "a") == []
    assert _lacks(_catalogue(), "a") == ["not translated"]
    assert _lacks(_catalogue(a=""), "a") == ["not translated"]
    assert _lacks(_catalogue(a="甲", b="乙"), "a") == ["said nowhere"]
    catalogue = _catalogue(a="甲")
    catalogue[0].flags.append("fuzzy")
    assert _lacks(catalogue, "a") == ["doubtful (fuzzy)"]


@pytest.mark.parametrize(
    ("text", "said", "fits"),
    [
        ("{n} rows", "{n} 筆", True), ("{n} of {all}", "共 {all} 筆，第 {n} 筆", True), ("{n} rows", "幾筆", False),
        ("rows", "{n} 筆", False), ("%(n)s rows", "%(n)s 筆", True), ("%(n)s rows", "%(m)s 筆", False),
        ("100%% {n}", "{n} 100%%", True),
    ],
)  # fmt: skip
def test_placeholders_are_the_same_on_both_sides(text, said, fits):
    assert _lacks(_catalogue(**{text: said}), text) == ([] if fits else ["other placeholders"])


def test_renewing_keeps_takes_in_and_drops():
    old = _catalogue(kept="留", gone="走", changed="舊")
    fresh, missing = renew(old, {one.key: one for one in map(Text, ("kept", "changed", "new", "open"))}, {
        "changed": "新", "new": "來", "elsewhere": "別處",
    })  # fmt: skip
    assert {entry.msgid: entry.msgstr for entry in fresh} == {"kept": "留", "changed": "新", "new": "來", "open": ""}
    assert missing == ["open"]
    assert [entry.msgid for entry in fresh] == ["changed", "kept", "new", "open"]


def test_translations_are_read_as_people_write_them():
    assert given_by({"{{ n }} rows": "{{ n }} 筆"}) == {"%(n)s rows": "%(n)s 筆"}
    assert given_by({"x.y.z": {"en": "Hello", "zh": "你好"}}) == {"Hello": "你好"}
    assert given_by({"100% sure": "100% 確定"})["100%% sure"] == "100%% 確定"


def test_compiling_is_done_once_and_again_when_the_source_is_newer(tmp_path):
    import os

    source, target = tmp_path / "django.po", tmp_path / "django.mo"
    _catalogue(a="甲").save(str(source))
    compile_catalogue(source)
    made = target.stat().st_mtime_ns
    compile_catalogue(source)
    assert target.stat().st_mtime_ns == made
    os.utime(source, (target.stat().st_mtime + 5,) * 2)
    compile_catalogue(source)
    assert target.stat().st_mtime_ns != made and polib.mofile(str(target))[0].msgstr == "甲"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["django.mo", "django.po"]


def test_compile_is_quiet():
    out = StringIO()
    call_command("messages", "compile", stdout=out)
    assert out.getvalue() == ""
