"""Kinds of files and their fields as a page names them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# name, what it is for, icon
KINDS: dict[str, tuple[Any, Any, str]] = {
    "people": (_("Staff"), _("Who works here and who reports to whom"), "id-badge-2"),
    "areas": (_("Areas"), _("The parts of the market"), "map-2"),
    "accounts": (_("Customers"), _("With owners, areas and the person to talk to"), "building-store"),
    "contacts": (_("Contacts"), _("From a phone's address book, or a file"), "address-book"),
    "products": (_("Products"), _("With prices and costs"), "package"),
    "orders": (_("Customer orders"), _("Their heads; lines have a file of their own"), "shopping-cart"),
    "order-lines": (_("Order lines"), _("What stands on known orders"), "list-numbers"),
    "payments": (_("Payments"), _("What customers paid"), "cash"),
    "targets": (_("Targets"), _("What people are to reach in a month"), "target"),
}
STATES: dict[str, tuple[Any, str, str]] = {
    "uploaded": (_("Columns to be named"), "info", "columns"),
    "checking": (_("Being checked"), "info", "hourglass"),
    "checked": (_("Checked, not brought in yet"), "wait", "checkbox"),
    "running": (_("Being brought in"), "info", "hourglass"),
    "done": (_("Brought in"), "good", "circle-check"),
    "failed": (_("Could not be used"), "bad", "alert-circle"),
    "undoing": (_("Being taken back"), "info", "hourglass"),
    "undone": (_("Taken back"), "plain", "arrow-back-up"),
    "discarded": (_("Discarded"), "plain", "trash"),
}
_FIELDS: dict[str, Any] = {
    "external_id": _("Number"),
    "name": _("Name"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "reports_to": _("Reports to (number)"),
    "role": _("Role"),
    "title": _("Title"),
    "team": _("Team"),
    "area": _("Area"),
    "parent": _("Lies in"),
    "kind": _("Kind"),
    "status": _("Status"),
    "tax_id": _("Tax id"),
    "address": _("Address"),
    "city": _("City"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "owner": _("Looked after by (number)"),
    "credit_limit": _("Credit limit"),
    "source": _("Source"),
    "note": _("Note"),
    "contact_name": _("Contact person"),
    "contact_title": _("Contact's title"),
    "contact_phone": _("Contact's phone"),
    "contact_mobile": _("Contact's mobile"),
    "contact_email": _("Contact's e-mail"),
    "contact_line_id": _("Contact's LINE id"),
    "contact_role": _("Contact's role"),
    "industry": _("Industry"),
    "potential": _("Potential a year"),
    "payment_terms": _("Payment terms"),
    "visit_hours": _("Visit hours"),
    "dealer": _("Dealer (number)"),
    "mobile": _("Mobile"),
    "line_id": _("LINE id"),
    "in_charge": _("In charge (yes or no)"),
    "uid": _("Number in the address book"),
    "birthday": _("Birthday"),
    "anniversary": _("Anniversary"),
    "home_address": _("Home address"),
    "category": _("Category"),
    "brand": _("Brand"),
    "unit": _("Unit"),
    "cost": _("Cost"),
    "price": _("Price"),
    "account": _("Customer (number)"),
    "person": _("Salesperson (number)"),
    "ordered_on": _("Day of the order"),
    "line": _("Line"),
    "order": _("Order (number)"),
    "product": _("Product (number)"),
    "quantity": _("Quantity"),
    "unit_price": _("Unit price"),
    "discount_percent": _("Discount in per cent"),
    "paid_on": _("Day of the payment"),
    "amount": _("Amount"),
    "method": _("Way of payment"),
    "metric": _("Metric"),
    "month": _("Month"),
}
_OWN: dict[tuple[str, str], Any] = {
    ("people", "external_id"): _("Sign-in name"),
    ("people", "name"): _("Name of the person"),
    ("areas", "external_id"): _("Area number"),
    ("areas", "name"): _("Area's name"),
    ("accounts", "external_id"): _("Customer number"),
    ("accounts", "name"): _("Customer's name"),
    ("accounts", "parent"): _("Parent company (number)"),
    ("contacts", "name"): _("Name of the person"),
    ("contacts", "account"): _("Customer (name or number)"),
    ("products", "external_id"): _("Product number"),
    ("products", "name"): _("Product name"),
    ("orders", "external_id"): _("Order number"),
    ("payments", "external_id"): _("Payment number"),
}
# Fields that may be put together from two columns: a street and a lane, a family name and a given name.
TWO_COLUMNS = frozenset({"name", "address", "contact_name", "note"})


def field_name(kind: str, field: str) -> str:
    """A field of a kind of files in the reader's language."""
    return str(_OWN.get((kind, field)) or _FIELDS.get(field, field))
