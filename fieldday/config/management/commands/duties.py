"""`./run duties once`: do everything that runs by itself, one time."""

import os
from typing import Any

from django.core.management.base import CommandError

from fieldday.cli.base import UNUSABLE
from fieldday.cli.base import Command as Base
from fieldday.config.schedule import duty_of, run_once
from fieldday.kit import clock


class Command(Base):
    help = "Run every duty of config/schedule.py once."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("how", choices=["once"])
        parser.add_argument("--only", help="one duty alone, by its name, behind all else that works")

    def act(self, *, only: str | None = None, **options: Any) -> None:
        if only is not None:
            try:
                duty = duty_of(only)
            except KeyError:
                raise CommandError(f"There is no duty named {only}.", returncode=UNUSABLE) from None
            os.nice(10)  # pages go first
            duty(at=clock.now())
            return
        for name, count in run_once(at=clock.now()).items():
            self.say(f"{name}: {count}")
