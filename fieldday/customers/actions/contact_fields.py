"""What a file of contacts may bring."""

import json

from fieldday.customers.actions.contact_beside import days_cell
from fieldday.customers.models import Contact
from fieldday.kit.imports import cells
from fieldday.kit.imports.cells import Field
from fieldday.rules.fields import yes_or_no
from fieldday.rules.text import looks_like_mail
from fieldday.rules.verdict import Unreadable

ROLES = {
    **{role: role for role in Contact.ROLES},
    **dict.fromkeys(("老闆", "負責人", "老闆／負責人", "所有人"), "owner"),
    **dict.fromkeys(("決策", "決策者", "決策人", "主管"), "decides"),
    **dict.fromkeys(("採購", "採購人員", "訂貨"), "buys"),
    **dict.fromkeys(("會計", "付款", "會計付款", "財務", "财务付款", "Pays the bills"), "pays"),
    **dict.fromkeys(("收貨", "倉管", "Takes the goods in"), "receives"),
    **dict.fromkeys(("使用者", "使用", "用戶", "Uses the goods"), "uses"),
    **dict.fromkeys(("其他", "Something else"), "other"),
}
KNOWN = ("update", "fill", "skip", "create")  # what to do with a contact who is there already


def fields(currency: str = "TWD") -> tuple[Field, ...]:
    """What a file of contacts may bring. The inner ones come from a sorted address book only."""
    return (
        Field("name", cells.text(120), needed=True, key=True),
        Field("account", cells.text(200)),
        Field("title", cells.text(120)),
        Field("role", cells.word(ROLES)),
        Field("in_charge", yes_or_no),
        Field("mobile", cells.text(60)),
        Field("phone", cells.text(60)),
        Field("email", _email),
        Field("line_id", cells.text(60)),
        Field("birthday", days_cell),
        Field("anniversary", days_cell),
        Field("address", cells.text(250)),
        Field("home_address", cells.text(250)),
        Field("note", cells.text(4000)),
        Field("owner", cells.text(60)),
        Field("uid", cells.text(255)),
        Field("more", json.loads, inner=True),
        Field("photo", cells.text(120), inner=True),
        Field("known", cells.word({one: one for one in KNOWN}), inner=True),
        Field("kind", cells.word({"person": "person", "company": "company"}), inner=True),
    )


def _email(cell: str) -> str:
    if not looks_like_mail(cell):
        raise Unreadable("customers.contact.not_an_email", text=cell[:60])
    return cells.text(254)(cell)
