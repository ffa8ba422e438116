"""Every text a user reads, found where it is written: in compiled templates, Python sources and the client's."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polib
from django.template import engines
from django.template.base import FilterExpression
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

PLACEHOLDER = re.compile(r"\{(\w+)\}|%\((\w+)\)s")
# What gettext's functions are called, and which of their arguments are context, text and plural.
CALLS = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "_": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
}
# In the client: t("…"), one literal in double quotes; what else is called t is told by what stands before it.
CALLED = re.compile(r"(?<![\w.$])(?<!function )t\(\s*")
SAID = re.compile(r"""("(?:[^"\\\n]|\\.)*")\s*[,)]""")
INLINE = re.compile(r"""\b_\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\)""")


@dataclass
class Text:
    """One text to translate and the files that say it."""

    text: str
    context: str | None = None
    plural: str | None = None
    places: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text


class Unreadable(Exception):
    """A text that is made up at run time and so cannot be translated."""


def texts(root: Path) -> dict[tuple[str | None, str], Text]:
    """All texts under `root`, the package's folder, by context and text. Raises Unreadable."""
    found: dict[tuple[str | None, str], Text] = {}
    for place, one in (*_in_templates(root), *_in_sources(root), *_in_client(root.parent / "client" / "src")):
        kept = found.setdefault(one.key, one)
        kept.plural = kept.plural or one.plural
        kept.places.add(place)
    return found


def _in_templates(root: Path) -> Iterator[tuple[str, Text]]:
    for folder in sorted(root.glob("*/templates")):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            place, name = path.relative_to(root.parent).as_posix(), path.relative_to(folder).as_posix()
            template: Any = engines["django"].get_template(name)
            for node in template.template.nodelist.get_nodes_by_type((TranslateNode, BlockTranslateNode)):
                yield place, _of_node(node, place)
            for found in INLINE.finditer(path.read_text()):
                yield place, Text(found[1] or found[2])


def _of_node(node: Any, place: str) -> Text:
    context = _literal(node.message_context, place) if node.message_context else None
    if isinstance(node, TranslateNode):
        # A single per cent sign is doubled before it is looked up, as Django does.
        return Text(_literal(node.filter_expression, place).replace("%", "%%"), context)
    text = node.render_token_list(node.singular)[0]
    plural = node.render_token_list(node.plural)[0] if node.plural else None
    return Text(text, context, plural)


def _literal(expression: FilterExpression, place: str) -> str:
    literal = getattr(expression.var, "literal", expression.var)
    if not isinstance(literal, str):
        raise Unreadable(f"{place}: {expression.token}")
    return str(literal)


def _in_sources(root: Path) -> Iterator[tuple[str, Text]]:
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root.parent).as_posix()
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and (name := _name(node.func)) in CALLS:
                context, text, plural = (_argument(node, n, place) for n in CALLS[name])
                yield place, Text(text or "", context, plural)


def _in_client(root: Path) -> Iterator[tuple[str, Text]]:
    for path in sorted(root.rglob("*.ts")):
        place, source = path.relative_to(root.parents[1]).as_posix(), path.read_text()
        for text in client_texts(source, place):
            yield place, Text(text)


def client_texts(source: str, place: str) -> Iterator[str]:
    """The texts that a file of the client says by t("…"), in order. Raises Unreadable for one that is no literal.

    client/build.mjs reads them alike, for the words that the phone keeps.
    """
    for call in CALLED.finditer(source):
        before = source[source.rfind("\n", 0, call.start()) + 1 : call.start()]
        if before.lstrip().startswith(("//", "*", "/*")):
            continue  # a comment
        said = SAID.match(source, call.end())
        if said is None:
            line = source.count("\n", 0, call.start()) + 1
            raise Unreadable(f"{place}:{line}: {source[call.start() : call.end() + 40]}")
        yield json.loads(said[1])


def _name(function: ast.expr) -> str:
    return getattr(function, "id", "") or getattr(function, "attr", "")


def _argument(call: ast.Call, number: int | None, place: str) -> str | None:
    if number is None:
        return None
    value = call.args[number] if number < len(call.args) else None
    if not isinstance(value, ast.Constant) or not isinstance(value.value, str):
        raise Unreadable(f"{place}:{call.lineno}: {ast.unparse(call)}")
    return value.value


def lacks(catalogue: polib.POFile, wanted: dict[tuple[str | None, str], Text]) -> Iterator[str]:
    """What a language's catalogue is wanting, one sentence each: untranslated, doubtful, unequal, unused."""
    entries = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    for key, one in wanted.items():
        entry, where = entries.get(key), ", ".join(sorted(one.places))
        if entry is None or not all(translations(entry)):
            yield f"not translated: {one.text!r} ({where})"
        elif entry.fuzzy:
            yield f"doubtful (fuzzy): {one.text!r} ({where})"
        elif any(_placeholders(said) != _placeholders(one.plural or one.text) for said in translations(entry)):
            yield f"other placeholders: {one.text!r} against {translations(entry)} ({where})"
    for key, entry in entries.items():
        if key not in wanted:
            yield f"said nowhere: {entry.msgid!r}"


def translations(entry: polib.POEntry) -> list[str]:
    """What an entry is translated by: one text, or one for each plural form."""
    return list(entry.msgstr_plural.values()) or [""] if entry.msgid_plural else [entry.msgstr]


def _placeholders(text: str) -> set[str]:
    return {brace or percent for brace, percent in PLACEHOLDER.findall(text)}


def renew(
    catalogue: polib.POFile, wanted: dict[tuple[str | None, str], Text], given: dict[str, str]
) -> tuple[polib.POFile, list[str]]:
    """A catalogue of exactly the texts wanted, in order, with `given` {text: translation} taken over what was known.

    Answers it and the texts still without a translation.
    """
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    fresh, open_ones = polib.POFile(wrapwidth=110), []
    fresh.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": catalogue.metadata.get("Language", ""),
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for key in sorted(wanted, key=lambda key: (key[1], key[0] or "")):
        one, old = wanted[key], known.get(key)
        said = given.get(one.text) or (translations(old)[0] if old else "")
        entry = polib.POEntry(msgid=one.text, msgctxt=one.context, msgid_plural=one.plural or "")
        if one.plural:
            entry.msgstr_plural = {0: said}
        else:
            entry.msgstr = said
        fresh.append(entry)
        if not said:
            open_ones.append(one.text)
    return fresh, open_ones


def given_by(data: Any) -> dict[str, str]:
    """{text: translation} of a JSON file; `{code: {"en": …, "zh": …}}` and `{{ name }}` are read as well."""
    pairs = ((value["en"], value["zh"]) if isinstance(value, dict) else (text, value) for text, value in data.items())
    answer: dict[str, str] = {}
    for text, said in pairs:
        text, said = (re.sub(r"\{\{ ?(\w+) ?\}\}", r"%(\1)s", one) for one in (text, said))
        answer[text] = said
        if "%" in text and "%(" not in text and "%%" not in text:
            answer[text.replace("%", "%%")] = said.replace("%", "%%")
    return answer
