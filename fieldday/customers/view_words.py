"""The codes of saved views and of bulk edits in words."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "customers.view.added": _("saved a view of the customers"),
        "customers.view.changed": _("changed a view of the customers"),
        "customers.view.removed": _("removed a view of the customers"),
        "customers.view.chosen": _("chose what the customers' list opens with"),
        "customers.view.columns_kept": _("chose the columns of the customers' list"),
        "customers.view.too_many": _("You have {most} views already. Remove one first."),
        "customers.view.name_taken": _("There is a view “{name}” already."),
        "customers.bulk_edit.asked": _("changed many customers"),
        "customers.bulk_edit.reversed": _("took a change of many customers back"),
        "customers.bulk.nothing_chosen": _("Choose what to change."),
        "customers.bulk.unknown_group": _("Choose a group from the list."),
        "customers.bulk.too_many": _("At most {most} customers at once. Narrow the list first."),
        "customers.bulk.begun_already": _("This change was begun already."),
        "customers.bulk.nothing_to_do": _("There is nothing to change."),
        "customers.bulk.not_done": _("Only a change that is done can be taken back."),
        "customers.bulk.changed_since": _("Somebody changed it after the preview."),
        "customers.bulk.touched_since": _("Somebody changed it afterwards."),
        "customers.bulk.out_of_sight": _("It is looked after by others by now, or gone."),
        "customers.bulk.field_not_asked": _("Customers of this kind or industry do not have this field."),
    }
)
