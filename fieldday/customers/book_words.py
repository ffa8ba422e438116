"""Codes in words of what comes in from address books and goes out as files."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "customers.vcard.charset": _("{name} is written in the charset “{charset}”, which cannot be read."),
        "customers.vcard.line_too_long": _("A line of this card is too long: at most {most} KB."),
        "customers.vcard.too_many_lines": _("This card has too many lines: at most {most}."),
        "customers.vcard.without_end": _("This card breaks off: its end is missing."),
        "customers.vcard.empty": _("This card names nobody: no name, company, phone or e-mail."),
        "customers.vcard.picture": _("The picture is only an address on the internet; it was left out."),
        "customers.vcard.day": _("“{text}” is no day that can be read; it was left out."),
        "customers.address_book.brought": _("brought an address book"),
        "customers.address_book.sorted": _("sorted an address book"),
        "customers.address_book.settled": _("settled an address book"),
        "customers.address_book.discarded": _("threw an address book away"),
        "customers.address_book.no_file": _("Choose the file with your contacts."),
        "customers.address_book.too_big": _("The file has {megabytes} MB; at most {most} MB can be read."),
        "customers.address_book.no_cards": _(
            "There is no contact in this file. A phone saves its contacts as a .vcf file; "
            "a CSV or Excel file works too."
        ),
        "customers.address_book.none_read": _("None of the file's contacts ({many}) can be read. The first of them:"),
        "customers.address_book.too_many": _("The file holds more than {most} contacts. Divide it."),
        "customers.address_book.over": _("This list was deleted. Bring the file once more."),
        "customers.address_book.nobody_chosen": _("Nobody is marked to be brought in."),
        "customers.address_book.unknown_choice": _("Choose bring in, private or leave out."),
        "customers.address_book.not_your_line": _("Choose somebody of your own line."),
        "customers.contact.imported": _("imported the contact"),
        "customers.contact.unimported": _("took an imported contact back"),
        "customers.account.brought": _("opened the customer with an imported contact"),
        "customers.account.unbrought": _("took back the customer of an imported contact"),
        "customers.contact.several_accounts": _("{count} customers are called “{name}”. Give the customer's number."),
        "customers.contact.not_an_email": _("“{text}” is not an e-mail address."),
        "customers.contact.not_a_day": _(
            "“{text}” is not a day. Write 1975-03-02, 3月2日, 農曆 08-15 or 農曆閏六月十五."
        ),
        "customers.contact.owner_not_yours": _("You can only bring customers in for yourself."),
        "customers.contact.exists": _("This contact is known already ({name})."),
        "customers.export.asked": _("asked for a file of customers"),
        "customers.export.finished": _("a file of customers was made"),
        "customers.export.removed": _("deleted a file of customers"),
        "customers.export.unknown_format": _("Choose the kind of file."),
        "customers.export.without_columns": _("Choose at least one column."),
        "customers.export.too_many_waiting": _("{most} files are being made for you already. Wait for one of them."),
    }
)
