"""The customers room's codes in words."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "customers.account.imported": _("imported the customer"),
        "customers.account.unknown": _("No customer has the external_id “{name}”. Import the customers first."),
        "customers.account.opened": _("opened the customer"),
        "customers.account.changed": _("changed the customer"),
        "customers.account.changed_meanwhile": _(
            "Somebody changed this customer while you were writing. Compare, then save again."
        ),
        "customers.account.without_name": _("A customer needs a name."),
        "customers.account.too_long": _("That is too long: at most {most} characters."),
        "customers.account.unknown_kind": _("Choose what kind of customer this is."),
        "customers.account.unknown_status": _("Choose how things stand with this customer."),
        "customers.account.not_an_email": _("This is not an e-mail address, such as name@example.com."),
        "customers.account.half_a_place": _("A place needs latitude and longitude, such as 25.0330, 121.5654."),
        "customers.account.negative_credit": _("A credit limit is nothing or more."),
        "customers.account.without_owner": _("Choose who looks after this customer."),
        "customers.account.unknown_owner": _("Choose somebody of your own line."),
        "customers.account.unknown_area": _("Choose an area that you work in."),
        "customers.account.credit_not_yours": _("The credit limit is set by a manager or the office."),
        "customers.account.number_taken": _("The number {number} is another customer's."),
        "customers.contact.added": _("added a contact"),
        "customers.contact.changed": _("changed a contact"),
        "customers.contact.removed": _("removed a contact"),
        "customers.contact.without_name": _("Write the contact's name."),
        "customers.tax_id.wrong": _("The check digit of this tax id does not fit. It is kept as it is."),
        "customers.phone.wrong": _("This does not look like a telephone number. It is kept as it is."),
        "customers.account.unimported": _("took an imported customer back"),
    }
)
