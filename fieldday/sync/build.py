"""Which build of the phone's page this server gives out, and what a phone keeps of it to open without a line."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as in_words  # of texts that the client names

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
# What the page is made of, as the client's build names it.
ASSETS = ("early.js", "phone.js", "app.css", "icons.svg", "mark.svg")
ICONS = {"icon-192.png": "192x192", "icon-512.png": "512x512"}
MASKABLE = "icon-maskable-512.png"
TOUCH = "icon-touch-180.png"
WORKER, TEXTS, FILES = "sw.js", "words.json", "phone.json"


@cache
def asset(name: str) -> bytes | None:
    """A file of the client's build as this process found it first; None where there is none."""
    for folder in (settings.ASSETS, settings.STATIC_ROOT):
        path = Path(folder) / name
        if path.is_file():
            return path.read_bytes()
    return None


def scripts() -> dict[str, list[str]]:
    """The files that phone.js fetches, by address: what it needs at once, and the screens that come later. Each is
    named by what is in it, and asked for by the name it has in the build."""
    said = json.loads(asset(FILES) or b"{}")
    return {when: [f"{settings.STATIC_URL}{name}" for name in said.get(when, ())] for when in ("first", "later")}


@cache
def words_of(language: str) -> dict[str, str]:
    """The texts of the phone's screens in a language, by their English; those without a translation are left out."""
    said = json.loads(asset(TEXTS) or b"[]")
    with translation.override(language):
        found = {text: in_words(text) for text in said if text}
    return {text: word for text, word in found.items() if word != text}


@cache
def build() -> str:
    """The name of this build: another one as soon as anything that a phone keeps of the page is another."""
    total = hashlib.sha256(str(get_template("sync/shell.html").template.source).encode())  # type: ignore[attr-defined]
    for name in (*ASSETS, FILES, WORKER, *ICONS, TOUCH):  # phone.js and FILES name all it fetches
        total.update(name.encode() + (asset(name) or b""))
    for language in LANGUAGES:
        total.update(json.dumps(words_of(language), sort_keys=True).encode())
    return total.hexdigest()[:12]


def words_address(language: str) -> str:
    """Where a language's texts of this build are."""
    return f"{reverse('phone-words', args=[language])}?build={build()}"


def kept() -> list[str]:
    """What the service worker keeps, so that the page opens without a line."""
    icons = (*ICONS, TOUCH)
    return [
        reverse("phone"),
        *(static(name) for name in (*ASSETS, *icons)),
        *(address for addresses in scripts().values() for address in addresses),
        *(words_address(language) for language in LANGUAGES),
    ]
