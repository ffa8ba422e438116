"""Kit's own codes in words: what a cell or a form field says, and what may be wrong with a file."""

from django.utils.translation import gettext_lazy as _

from fieldday.kit.words import register

register(
    {
        "kit.id.taken": _("This was already written down. Open the page again to see what holds."),
        "kit.amount.not_an_amount": _(
            "“{text}” is no amount. Write it like 1234.50 or 1,234.50, in the company's currency."
        ),
        "kit.amount.too_large": _("“{text}” is too large: {limit} is the most. Check the number of digits."),
        "kit.day.not_a_day": _("“{text}” is no day. Write it like 2026-11-03 or 115/11/3."),
        "kit.day.strange_year": _("“{text}”: the year should lie between {first} and {last}."),
        "kit.day.ambiguous": _(
            "“{text}” can be read as two different days. Write the year first, with all its digits: 2026-11-03."
        ),
        "kit.coordinate.not_a_coordinate": _("“{text}” is no coordinate. Write degrees with decimals, like 25.0331."),
        "kit.coordinate.out_of_range": _(
            "“{text}” is beyond {limit} degrees. Check whether latitude and longitude are in each other's place."
        ),
        "kit.number.not_a_number": _("“{text}” is no number. Write digits only, like 1234 or 12.5."),
        "kit.number.too_large": _("“{text}” is too large: {limit} is the most. Check the number of digits."),
        "kit.pdf.missing": _(
            "This computer cannot make a PDF yet: {packages} is not installed. Print the page instead, or ask whoever"
            " runs Fieldday to install it."
        ),
        "kit.pdf.busy": _("Another PDF is being made. Try again in a minute."),
        "kit.pdf.failed": _("The PDF could not be made. Print the page instead, or try again."),
        "kit.backup.exists": _("{path} exists already. Choose another name: a backup is never overwritten."),
        "kit.backup.tool_failed": _("{tool} failed: {said}"),
        "kit.backup.unreadable": _("{path} is no backup that can be read."),
        "kit.backup.damaged": _("The backup is damaged: {names}. Nothing was restored."),
        "kit.backup.other_engine": _(
            "The backup was made on {engine}. Point DATABASE_URL to an empty database of that kind."
        ),
        "kit.backup.not_empty": _(
            "There is a database here already. Restore into an empty FIELDDAY_HOME and an empty database."
        ),
        "kit.form.changed_meanwhile": _("This was changed meanwhile. Open it again to see what stands now."),
        # a file that cannot be used
        "kit.import.no_file": _("There is no file “{file}” to read."),
        "kit.import.folder": _("“{file}” is a folder. Name a file in it."),
        "kit.import.file_too_big": _(
            "The file has {megabytes} MB; at most {most} MB can be imported at once. Split it into several files."
        ),
        "kit.import.empty": _("The file is empty: it has no line with column names."),
        "kit.import.encoding": _(
            "The file is not text in UTF-8, UTF-16 or Big5. Save it as “CSV UTF-8” or as an Excel workbook (.xlsx)."
        ),
        "kit.import.quotes": _(
            "The quotation marks near line {line} do not pair up, so it is not clear where cells end. Nothing was read."
        ),
        "kit.import.cell_too_long": _("A cell near line {line} is longer than {most} characters. Nothing was read."),
        "kit.import.too_many_rows": _("The file has more than {most} rows. Split it into several files."),
        "kit.import.too_many_columns": _("A row has {many} columns, and {most} is the most."),
        "kit.import.too_many_cells": _("The sheet has {many} cells, and {most} is the most. Save it as CSV."),
        "kit.import.workbook": _("The file is packed like an Excel workbook (.xlsx), but cannot be read as one."),
        "kit.import.old_workbook": _(
            "The file is an old Excel workbook (.xls) or is protected by a password. Save it as .xlsx without one."
        ),
        "kit.import.workbook_too_heavy": _(
            "The workbook takes too much memory or time to unpack. Save the sheet as CSV and import that."
        ),
        "kit.import.map_unreadable": _("The map file “{file}” cannot be read as TOML: {why}"),
        "kit.import.map_not_text": _(
            'The map must give “{name}” a column in quotes: {name} = "Column" or {name} = "{Column A} {Column B}".'
        ),
        "kit.import.unknown_field": _("There is no field “{name}”. The fields are: {fields}."),
        "kit.import.no_column": _("The file has no column “{name}”. Its columns are: {columns}."),
        "kit.import.column_twice": _("The column “{name}” stands in the file more than once. Rename one of them."),
        "kit.import.no_key": _(
            "No column gives “{name}”, by which rows are told apart. Name a column so, or use a map."
            " The file's columns are: {columns}."
        ),
        "kit.import.no_needed_column": _(
            "Nothing could be imported: no column gives “{name}”, which every new row needs."
            " Name a column so, or use a map."
        ),
        # a row that cannot be kept
        "kit.import.surplus": _(
            "The row has more cells than there are columns. Put quotation marks around a cell that holds the separator."
        ),
        "kit.import.needed": _("This is empty, and a new row needs it."),
        "kit.import.repeated": _("“{key}” stands in row {first} already. Only the first row of a key is taken."),
        "kit.import.too_long": _("The text has {many} characters, and {most} is the most."),
        "kit.import.negative": _("“{text}” is below zero."),
        "kit.import.not_one_of": _("“{text}” is not known here. Use one of: {words}."),
        # pictures
        "kit.picture.not_one": _("“{name}” is no picture that can be read. Take a JPEG, PNG or WebP."),
        "kit.picture.too_big": _("“{name}” has {megabytes} MB, and {most} MB is the most for a picture."),
        "kit.picture.too_many_pixels": _(
            "“{name}” has too many pixels: at most {most} million. Take it at a lower resolution."
        ),
    }
)
