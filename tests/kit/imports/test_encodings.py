"""A file's encoding is found strictly: what decodes only halfway is refused, never guessed."""

import io

import pytest

from fieldday.kit.imports.encodings import encoding_of
from fieldday.kit.refusals import Refused

TEXT = "external_id,name\nC1,蓮花藥局\nC2,青松大藥局（台中）\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("big5", "cp950"),
        ("cp950", "cp950"),
    ],
)
def test_each_encoding_is_found_and_reads_the_text(encoding, found):
    file = io.BytesIO(TEXT.encode(encoding))
    assert encoding_of(file) == found
    assert file.read().decode(found) == TEXT


def test_what_lies_past_the_first_megabyte_counts_too():
    assert encoding_of(io.BytesIO(b"name\n" * 300_000 + "藥局".encode("cp950"))) == "cp950"
    assert encoding_of(io.BytesIO(("藥" * 700_000).encode())) == "utf-8"  # a character lies across the pieces


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\x80\x81\x00\x9f",
        b"name\nCaf\xe9\n",  # a western encoding
        b"name\nFr\xe9d\xe9rique\n",  # one that Big5 would read as rare characters
        b"name\nA\x00B\n",  # a zero byte in text
        TEXT.encode("utf-16")[:-1],
        TEXT.encode("utf-32"),
        b"\xef\xbb\xbfname\n\xff\n",
        "名稱\n".encode() + "藥局".encode("cp950"),  # two encodings in one file
    ],
)
def test_what_is_none_of_them_is_refused(content):
    with pytest.raises(Refused) as refused:
        encoding_of(io.BytesIO(content))
    assert refused.value.code == "kit.import.encoding"
