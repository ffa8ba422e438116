"""`./run messages compile | check | update`: the texts of the screens, language by language."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import CommandError

from fieldday.cli.base import Plain
from fieldday.cli.catalogue import Unreadable, given_by, lacks, renew, texts

LOCALE = Path(settings.LOCALE_PATHS[0])


class Command(Plain):
    help = "Compile the translations, check that they are complete, or take in new texts and translations."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("what", choices=["compile", "check", "update"])
        parser.add_argument("files", nargs="*", help='update: JSON files of {"English text": "translation"}')
        parser.add_argument("--language", default="zh_Hant", help="update: whose translations the files hold")

    def handle(self, *, what: str, files: list[str], language: str, **options: Any) -> None:
        try:
            if what == "compile":
                for source in _sources():
                    compile_catalogue(source)
            elif what == "check":
                self._check()
            else:
                self._update(LOCALE / language / "LC_MESSAGES" / "django.po", files)
        except Unreadable as error:
            raise CommandError(f"not a literal text, so it cannot be translated: {error}") from error

    def _check(self) -> None:
        wanted, wanting = texts(LOCALE.parent), 0
        for source in _sources():
            for sentence in lacks(polib.pofile(str(source)), wanted):
                self.stdout.write(f"{source.parts[-3]}: {sentence}")
                wanting += 1
        if wanting:
            raise CommandError(f"{wanting} to mend", returncode=1)

    def _update(self, source: Path, files: list[str]) -> None:
        given: dict[str, str] = {}
        for name in files:
            given |= given_by(json.loads(Path(name).read_text()))
        old = polib.pofile(str(source)) if source.exists() else polib.POFile()
        old.metadata.setdefault("Language", source.parts[-3])
        fresh, missing = renew(old, texts(LOCALE.parent), given)
        source.parent.mkdir(parents=True, exist_ok=True)
        fresh.save(str(source))
        compile_catalogue(source)
        for text in missing:
            self.stdout.write(json.dumps(text, ensure_ascii=False))
        print(f"{len(fresh)} texts, {len(missing)} without a translation", file=sys.stderr)  # noqa: T201  # progress


def _sources() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def compile_catalogue(source: Path) -> None:
    """Write the .mo of a .po unless it is newer; in one step, for a server may be reading it."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return
    unfinished = target.with_suffix(f".{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(unfinished))
    unfinished.replace(target)
