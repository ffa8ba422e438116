"""`./run backup FILE`: everything in one file, while the program runs."""

from pathlib import Path
from typing import Any

from django.conf import settings

from fieldday.cli.base import Command as Base
from fieldday.kit import clock
from fieldday.kit.backup import back_up


class Command(Base):
    help = "Write database, files and secret into one file; the program may go on running."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)

    def act(self, *, file: Path, **options: Any) -> None:
        manifest = back_up(file.expanduser().resolve(), home=settings.HOME, at=clock.now())
        self.answer(f"{file}: {sum(manifest['counts'].values())} rows, {len(manifest['files'])} files")
