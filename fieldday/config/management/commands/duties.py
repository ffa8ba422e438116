"""`./run duties once`: do everything that runs by itself, one time."""

from typing import Any

from fieldday.cli.base import Command as Base
from fieldday.config.schedule import run_once
from fieldday.kit import clock


class Command(Base):
    help = "Run every duty of config/schedule.py once."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("how", choices=["once"])

    def act(self, **options: Any) -> None:
        for name, count in run_once(at=clock.now()).items():
            self.say(f"{name}: {count}")
