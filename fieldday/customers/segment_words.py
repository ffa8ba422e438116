"""The codes of own fields, groups and segments in words."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "customers.field.added": _("added a field"),
        "customers.field.changed": _("changed a field"),
        "customers.field.ordered": _("moved a field"),
        "customers.field.retired": _("took a field out of use"),
        "customers.field.restored": _("brought a field back"),
        "customers.field.needed": _("This has to be filled in."),
        "customers.field.too_long": _("That is too long: at most {most} characters."),
        "customers.field.not_a_choice": _("“{text}” is none of the choices: {names}."),
        "customers.field.one_choice": _("Choose one only."),
        "customers.field.not_yes_or_no": _("“{text}” is neither yes nor no."),
        "customers.field.not_a_link": _("“{text}” is no address of a web page, such as https://example.com."),
        "customers.field.without_name": _("Name the field in Traditional Chinese."),
        "customers.field.unknown_type": _("Choose what the field holds."),
        "customers.field.without_choices": _("Write the choices, one on each line."),
        "customers.field.choice_twice": _("The choice “{name}” stands there twice."),
        "customers.field.too_many_choices": _("At most {most} choices."),
        "customers.field.not_a_measure": _("Only a number or an amount can be a value measure."),
        "customers.field.unknown_kind": _("Choose kinds of customers from the list."),
        "customers.field.too_many": _("There are {most} fields already. Take one out of use first."),
        "customers.field.name_taken": _("Another field is called “{name}” already."),
        "customers.field.type_in_use": _(
            "{count} customers have a value, so what the field holds stays as it is. Add a new field instead."
        ),
        "customers.shared.not_yours": _("Only {name} and his line may change this."),
        "customers.shared.without_name": _("Give it a name."),
        "customers.shared.unknown_share": _("Choose who sees it."),
        "customers.shared.without_team": _(
            "The one it belongs to is in no team. Share it with the company, or keep it."
        ),
        "customers.group.added": _("made a group"),
        "customers.group.changed": _("changed a group"),
        "customers.group.removed": _("removed a group"),
        "customers.group.joined": _("put customers into a group"),
        "customers.group.left": _("took customers out of a group"),
        "customers.group.holds_groups": _("{count} groups lie in it. Move or remove them first."),
        "customers.group.asked_for": _("{count} segments ask for this group. Change them first."),
        "customers.group.nobody_chosen": _("Choose at least one customer."),
        "customers.group.too_many": _("At most {most} customers at once."),
        "customers.group.parent_unknown": _("Choose a group from the list."),
        "customers.group.ring": _("A group cannot lie in itself: {ring}."),
        "customers.group.inner_more_shared": _(
            "A group in it is shared with more people. Share that one with fewer first."
        ),
        "customers.group.parent_less_shared": _("“{name}” is shared with fewer people than this group would be."),
        "customers.group.too_deep": _("Groups lie in one another at most {most} deep."),
        "customers.group.name_taken": _("There is a group “{name}” here already."),
        "customers.segment.added": _("saved a segment"),
        "customers.segment.changed": _("changed a segment"),
        "customers.segment.removed": _("removed a segment"),
        "customers.segment.viewed": _("{count} saved views show this segment. Change them first."),
        "customers.segment.group_less_shared": _(
            "Not everybody who would see the segment sees the groups it asks for: {names}. Share these first."
        ),
        "customers.segment.malformed": _("This condition cannot be read. Remove it and add it again."),
        "customers.segment.without_conditions": _("Add at least one condition."),
        "customers.segment.too_deep": _("Conditions lie in one another at most {most} deep."),
        "customers.segment.too_many": _("At most {most} conditions."),
        "customers.segment.unknown_field": _("Nothing is known of what this condition asks for. Remove it."),
        "customers.segment.unknown_op": _("Choose how this condition compares."),
        "customers.segment.without_value": _("Say what this condition asks for."),
        "customers.segment.unknown_value": _("Choose from the list what this condition asks for."),
        "customers.segment.not_a_number": _("Write a number, such as 12000."),
        "customers.segment.too_large": _("This is too large: {limit} is the most. Check the number of digits."),
        "customers.segment.not_a_day": _("Write a day, such as 2026-11-23."),
        "customers.segment.not_days": _("Write how many days, from 1 to {most}."),
        "customers.segment.upside_down": _("The first has to come before the second."),
        "customers.segment.too_long": _("That is too long: at most {most}."),
    }
)
