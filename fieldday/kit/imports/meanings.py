"""What the words of a file mean here: `{"kind": {"診所": "shop"}}`; one that means nothing leaves its field alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from fieldday.kit.imports.source import Row
from fieldday.rules.text import fold

LONGEST = 40  # characters of a word; longer ones are texts, and what is said about them is cut there
MOST_WORDS = 500  # that a file keeps

Meanings = Mapping[str, Mapping[str, str]]


def meant(rows: Iterable[Row], meanings: Meanings) -> Iterator[Row]:
    """The rows with the words of their cells put into ours, compared as search compares texts."""
    known = {field: {fold(word): means for word, means in words.items()} for field, words in meanings.items()}
    for row in rows:
        said = {
            field: words[key]
            for field, words in known.items()
            if (cell := row.cells.get(field)) and len(cell) <= LONGEST and (key := fold(cell)) in words
        }
        yield replace(row, cells={**row.cells, **said}) if said else row
