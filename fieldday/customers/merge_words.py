"""Duplicates and merging in words: why two customers are probably one, and what may stand against a merge."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register, say

register(
    {
        "customers.duplicate.name_same": _("the same name"),
        "customers.duplicate.name_alike": _("names alike"),
        "customers.duplicate.name_holds": _("one name holds the other"),
        "customers.duplicate.name_other": _("quite different names"),
        "customers.duplicate.place_other": _("another city in the name"),
        "customers.duplicate.form_other": _("another form of business"),
        "customers.duplicate.branch_apart": _("two branches"),
        "customers.duplicate.branch_part": _("one may be a branch of the other"),
        "customers.duplicate.number_same": _("the same customer number"),
        "customers.duplicate.tax_id_same": _("the same tax id"),
        "customers.duplicate.tax_id_other": _("different tax ids"),
        "customers.duplicate.phone_same": _("the same phone"),
        "customers.duplicate.email_same": _("the same e-mail"),
        "customers.duplicate.address_same": _("the same address"),
        "customers.duplicate.address_house": _("the same house, another floor"),
        "customers.duplicate.address_part": _("the same address, one of them cut short"),
        "customers.duplicate.address_other": _("different addresses"),
        "customers.duplicate.distance_near": _("less than 40 m apart"),
        "customers.duplicate.distance_far": _("more than 600 m apart"),
        "customers.duplicates.nothing_to_compare": _(
            "No column holds a name, a tax id or a phone. Name the columns in a map."
        ),
        "kit.import.twin": _("This row may be a customer who is there already."),
        "customers.account.merged": _("merged two customers"),
        "customers.merge.undone": _("took a merge apart again"),
        "customers.account.told_apart": _("found two customers not to be the same"),
        "customers.duplicates.asked_for": _("had all customers looked through for duplicates"),
        "customers.merge.with_itself": _("A customer cannot be merged with itself."),
        "customers.merge.changed_meanwhile": _(
            "One of the two was changed while you were comparing. Compare again, then merge."
        ),
        "customers.merge.changed_since": _(
            "The customer was changed since the merge: it can no longer be taken apart by a click."
        ),
        "customers.merge.not_the_latest": _("Another merge came after this one. Take that one apart first."),
        "customers.merge.undone_already": _("This merge was taken apart already."),
        "customers.merge.number_taken": _(
            "The number {number} of the customer that went is another customer's by now: it cannot come back."
        ),
        "customers.merge.in_the_way": _("Something at both customers stands only once: {noun}. They cannot be merged."),
        "customers.merge.unknown_contact": _("One of the two contacts is there no more. Compare again."),
        "customers.merge.unknown_choice": _("Choose one of the two values."),
    }
)


def why_duplicate(code: str) -> str:
    """A reason for or against in words."""
    return say(code)
