"""Bringing rows in from files, for any room: nothing here names a noun.

`source.open_source` reads a file (`encodings`, `tables`, `workbook`) and maps its columns to fields (`mapping`);
`running.run` takes the rows through a room's `Importer` in transactions of at most 500 and answers an `ImportReport`.
A file that cannot be used raises `Refused`; a row that cannot be kept is rejected with every error it has.
"""
