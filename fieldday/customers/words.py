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
        "customers.contact.moved": _("moved a contact in the order"),
        "customers.contact.unknown_role": _("Choose a role of the list."),
        "customers.contact.unknown_way": _("Choose what kind of way this is."),
        "customers.contact.too_many_ways": _("At most {most} further ways."),
        "customers.contact.not_a_link": _("A web page begins with https://."),
        "customers.contact.changed_meanwhile": _(
            "Somebody changed this contact while you were writing. Compare, then save again."
        ),
        "customers.account.negative_potential": _("A potential is nothing or more."),
        "customers.account.unknown_parent": _("Choose a parent company that you can see."),
        "customers.account.unknown_dealer": _("Choose a dealer that you can see."),
        "customers.account.parent_of_itself": _("A customer cannot belong to itself or to one of its own branches."),
        "customers.account.dealer_of_itself": _("A customer cannot be served by itself or by one that it serves."),
        "customers.account.row_rejected": _("“{name}” stands in row {row} of the file, which was rejected."),
        "customers.account.not_a_dealer": _("That customer is no dealer."),
        "customers.account.status_changed": _("changed how things stand"),
        "customers.account.similar": _(
            "{name} is there already and seems to be the same. If it is another customer, save all the same."
        ),
        "customers.status.without_reason": _("Say in a few words why."),
        "customers.hours.unreadable": _("Write hours such as 09:00–12:00 14:00–18:00, or 休 for a closed day."),
        "customers.hours.week_unreadable": _(
            "“{text}” are no visit hours. Write them such as 一-五 09:00-18:00; 六 09:00-12:00; 日 休."
        ),
        "customers.hours.overlap": _("These hours overlap: {text}"),
        "customers.hours.too_many": _("At most {most} ranges on one day."),
        "customers.place.added": _("added an address"),
        "customers.place.changed": _("changed an address"),
        "customers.place.removed": _("removed an address"),
        "customers.place.without_address": _("Write the address, or point at it on the map."),
        "customers.place.unknown_kind": _("Choose what kind of address this is."),
        "customers.anniversary.added": _("added a day that returns"),
        "customers.anniversary.changed": _("changed a day that returns"),
        "customers.anniversary.removed": _("removed a day that returns"),
        "customers.anniversary.unknown_kind": _("Choose what the day is."),
        "customers.anniversary.without_name": _("Say what the day is."),
        "customers.anniversary.not_a_day": _("There is no such day."),
        "customers.anniversary.not_a_year": _("A year is between {first} and {last}, or empty."),
        "customers.anniversary.without_leap_day": _("{year} has no 29 February: it is kept on the 28th."),
        "customers.anniversary.short_month": _("Month {month} of the lunar year {year} has 29 days: kept on its last."),
        "customers.anniversary.no_leap_month": _(
            "The lunar year {year} has no leap month {month}: kept in the ordinary month."
        ),
        "customers.note.written": _("wrote a note"),
        "customers.note.retired": _("marked a note as no longer true"),
        "customers.note.restored": _("marked a note as true again"),
        "customers.note.without_text": _("Write the note."),
        "customers.note.unknown_kind": _("Choose what kind of note this is."),
        "customers.note.not_yet": _("A note cannot be of a day to come."),
        "customers.note.kind.need": _("Need"),
        "customers.note.kind.habit": _("Habit"),
        "customers.note.kind.other": _("Worth knowing"),
        "customers.person.unknown": _("Choose one of the contacts of this customer."),
        "customers.attachment.added": _("attached a file"),
        "customers.attachment.removed": _("removed a file"),
        "customers.attachment.without_file": _("Choose a file."),
        "customers.attachment.empty": _("This file is empty."),
        "customers.attachment.too_big": _("This file is {megabytes} MB: at most {most} MB."),
        "customers.attachment.too_many": _("A customer keeps at most {most} files: remove one first."),
        "customers.attachment.proves": _("This file proves a consent: it stays as long as the consent is kept."),
        "customers.attachment.not_yours": _("Only who brought a file, his superiors and the office remove it."),
        "customers.photo.kept": _("set a photo"),
        "customers.photo.removed": _("removed the photo"),
        "customers.photo.without_file": _("Choose a photo."),
        "customers.contact.without_name": _("Write the contact's name."),
        "customers.tax_id.wrong": _("The check digit of this tax id does not fit. It is kept as it is."),
        "customers.phone.wrong": _("This does not look like a telephone number. It is kept as it is."),
        "customers.account.unimported": _("took an imported customer back"),
    }
)
