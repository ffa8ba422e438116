"""Two acts at the same moment, each in a thread with a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection


def race(*acts: Callable[[], Any]) -> tuple[list[Any], list[Exception]]:
    """Start every act at once; what came of those that went through, and what the others raised."""
    start, won, lost = Barrier(len(acts)), [], []

    def run(act: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            won.append(act())
        except Exception as error:
            lost.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return won, lost
