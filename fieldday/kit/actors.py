"""Who writes when nobody is signed in: the command line and the duties act as the system."""

from typing import Any


class System:
    """The actor behind commands and duties: no row of its own, may do whatever a policy gives to anybody."""

    pk = None
    id = None
    name = "system"
    is_authenticated = False

    def __repr__(self) -> str:
        return "SYSTEM"


SYSTEM = System()


def is_system(actor: Any) -> bool:
    return isinstance(actor, System)
