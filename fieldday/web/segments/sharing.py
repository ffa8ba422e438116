"""With whom a group or a segment is shared, on its form."""

from typing import Any

from django.utils.translation import gettext as _

from fieldday.customers.models.shared import Shared


def shares(reader: Any, row: Shared | None) -> list[tuple[str, str]]:
    """(share, words) to choose from: a team's only where the one it belongs to is in a team."""
    owner = row.owner if row else reader
    alone = _("Only me") if owner.pk == reader.pk else _("Only %(name)s") % {"name": owner.name}
    team = [("team", _("My team (%(name)s)") % {"name": owner.team.name})] if owner.team else []
    return [("private", alone), *team, ("company", _("The whole company"))]
