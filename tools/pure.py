"""A pytest plugin for the rules: importing Django, or a database driver, fails on the spot."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType

OUT_OF_REACH = {"django", "psycopg", "sqlite3", "_sqlite3"}


class Refuse(MetaPathFinder):
    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        if fullname.partition(".")[0] in OUT_OF_REACH:
            raise ImportError(f"rules are pure: {fullname} is out of their reach")


sys.meta_path.insert(0, Refuse())
