"""What else narrows a hand-over's choice, brought along from a list: said in words, each to be dropped."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from fieldday.customers.models import Account
from fieldday.customers.questions.listing import FLAGS, AccountFilter
from fieldday.rules.segment_fields import OWN
from fieldday.web import states

Said = tuple[str, str, str]  # a parameter, its value, and what it asks for in words


def narrowed_by(params: QueryDict) -> list[Said]:
    """The conditions of an address that the page has no field for, those alone that narrow anything."""
    wanted = AccountFilter.of({name: params.get(name) or "" for name in params})
    flags = {
        "no_place": _("without a place on the map"),
        "tax_id": _("tax id does not check"),
        "phone": _("phone does not check"),
        "no_owner": _("nobody looks after"),
    }
    said: list[Said] = []
    if wanted.search.strip():
        said.append(("q", wanted.search, _("found by “%(text)s”") % {"text": wanted.search.strip()}))
    if wanted.kind in Account.KINDS:
        said.append(("kind", wanted.kind, states.state_word("kind", wanted.kind)))
    if wanted.status in Account.STATUSES:
        said.append(("status", wanted.status, states.state_word("account", wanted.status)))
    if wanted.flag in FLAGS:
        said.append(("flag", wanted.flag, flags[wanted.flag]))
    if wanted.days_unvisited:
        said.append(("unvisited", wanted.unvisited, _("not for %(days)s days") % {"days": wanted.days_unvisited}))
    if wanted.box:
        said.append(("box", wanted.box, _("in the rectangle drawn on the map")))
    return said + [(OWN + key, text, _("own fields: %(text)s") % {"text": text}) for key, text in wanted.own]
