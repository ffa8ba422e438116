"""`./run restore FILE`: a backup into an empty home."""

from pathlib import Path
from typing import Any

from django.conf import settings

from fieldday.cli.base import Command as Base
from fieldday.kit.backup import counts, restore


class Command(Base):
    help = "Put a backup into an empty FIELDDAY_HOME (and an empty database); compares what came with what was kept."
    needs_database = False

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)

    def act(self, *, file: Path, **options: Any) -> None:
        manifest = restore(file.expanduser().resolve(), home=settings.HOME)
        if counts() != manifest["counts"]:
            raise SystemExit("the restored rows are not those of the backup")
        self.answer(f"restored {sum(manifest['counts'].values())} rows as of {manifest['at']}")
