"""The company's own fields and a customer's groups, wherever a form or a card shows them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from fieldday.customers.models import Account
from fieldday.customers.questions.groups import groups_of, groups_seen
from fieldday.customers.questions.own_fields import AskedField, ShownField, asked, input_name, own_fields, shown
from fieldday.web.templatetags.fieldday import full_day, money, quantity

register = template.Library()


@register.simple_tag(takes_context=True)
def own_form_fields(context: dict[str, Any], account: Account | None) -> list[AskedField]:
    """The own fields that a customer's form asks for: all kinds' and industries', since both can change on the form;
    what was typed stands in them."""
    values: Mapping[str, Any] = account.fields if account else {}
    found = []
    post = context["request"].POST
    for row in own_fields():
        kinds, industries = list(row.kinds) or [""], list(row.industries) or [""]
        (one,) = asked([row], values, kind=kinds[0], industry=industries[0])
        name = input_name(row.key)
        if name in post:
            one = AskedField(row, tuple(post.getlist(name)) if row.type == "choices" else post[name])
        found.append(one)
    return found


@register.simple_tag
def own_facts(account: Account) -> list[ShownField]:
    """The own fields of which a customer has a value, retired ones too. No query for one that has none."""
    return shown(own_fields(retired=True), account.fields) if account.fields else []


@register.filter
def own_value(one: ShownField) -> str:
    """A value as a card says it."""
    value = one.value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return str(money(value) if one.row.type == "money" else quantity(value))
    if isinstance(value, date):
        return str(full_day(value))
    return "、".join(value) if isinstance(value, tuple) else str(value or "")


@register.simple_tag(takes_context=True)
def account_groups(context: dict[str, Any], account: Account) -> dict[str, Any]:
    """The groups in sight that hold a customer, and those that do not. Two queries, one for a customer in none."""
    reader, card = context["request"].user, context.get("card")
    held = groups_of(reader, account) if card is None or "groups" in card.there else []
    kept = {row.pk for row in held}
    return {"held": held, "others": [(row.pk, row.name) for row in groups_seen(reader) if row.pk not in kept]}
