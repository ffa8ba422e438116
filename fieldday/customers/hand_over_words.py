"""Hand-overs in words: refusals, why a customer stayed, verbs."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "customers.hand_over.asked": _("asked for a hand-over of customers"),
        "customers.hand_over.done": _("handed customers over"),
        "customers.hand_over.taken_back": _("took a hand-over back"),
        "customers.hand_over.undone": _("gave customers back"),
        "customers.account.handed_over": _("handed the customer over"),
        "customers.account.handed_back": _("gave the customer back"),
        "customers.hand_over.nothing": _("Nothing would change: choose customers, and who takes them over."),
        "customers.hand_over.too_many": _("At most {most} customers at once. Narrow the choice."),
        "customers.hand_over.day_past": _("A hand-over begins today or later."),
        "customers.hand_over.day_far": _("Choose a day within the next year."),
        "customers.hand_over.note_long": _("At most {most} characters."),
        "customers.hand_over.nobody": _("Choose who takes the customers over."),
        "customers.hand_over.other_now": _(
            "The customers are not the same any more as when you looked. Look at the preview again, then hand over."
        ),
        "customers.hand_over.not_yours": _(
            "A hand-over is taken back by who asked for it, his superior or the office."
        ),
        "customers.hand_over.not_now": _("This hand-over is being done, or was taken back already."),
        "customers.hand_over.kept_moved": _("has another owner meanwhile"),
        "customers.hand_over.kept_unseen": _("out of sight of who asked for it"),
        "customers.hand_over.kept_left": _("the new owner does not work here any more"),
        "customers.hand_over.kept_lived": _("something happened since: stays with the new owner"),
    }
)
