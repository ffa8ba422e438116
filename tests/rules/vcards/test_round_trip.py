"""What is written is read again as it was, and nothing makes the reader fall over."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fieldday.rules.text import clean, clean_lines
from fieldday.rules.vcards import VERSIONS, Address, Card, Day, Picture, Way, read_cards, write_card

text = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=120).map(clean)
word = text.filter(lambda one: not one.startswith(("tel:", "mailto:", "_$!<", "urn:uuid:")) and ";ext=" not in one)
some = word.filter(bool)
chinese = st.text("王李張陳林黃吳劉許功蓋碁", min_size=1, max_size=3)
PLAIN = {"MOBILE", "IPHONE", "WORK", "HOME", "HOMEPAGE"}
label = word.filter(lambda one: one.upper() not in PLAIN and one not in {"Anniversary", "Other", "other"})
phones = st.builds(Way, some, st.sampled_from(("mobile", "work", "home", "fax", "other")), label, st.booleans())
mails = st.builds(Way, some, st.sampled_from(("work", "home", "other")), label, st.booleans())
solar = st.dates().filter(lambda day: 1800 <= day.year < 2200)
days = st.one_of(
    st.builds(lambda day, known: Day(day.month, day.day, day.year if known else None), solar, st.booleans()),
    st.builds(
        lambda month, day, year, leap: Day(month, day, year, True, leap),
        st.integers(1, 12), st.integers(1, 30), st.none() | st.integers(1800, 2199), st.booleans(),
    ),
    st.builds(lambda day, name: Day(day.month, day.day, day.year, kind="other", label=name), solar, label),
    st.builds(lambda day: Day(day.month, day.day, day.year, kind="wedding"), solar),
)  # fmt: skip


def unique(values, key=lambda one: one):
    return st.lists(values, max_size=3, unique_by=key).map(tuple)


cards = st.builds(
    Card,
    number=st.just(1),
    name=some,
    org=word,
    department=word,
    title=word,
    phones=unique(phones, lambda way: way.value),
    emails=unique(mails, lambda way: way.value.casefold()),
    line_id=word.filter(lambda one: not one.lower().startswith(("line:", "x-apple:", "xmpp:"))),
    addresses=unique(
        st.builds(Address, some, word, st.sampled_from(("work", "home", "other")), label), lambda one: one.text
    ),
    days=unique(days),
    note=st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=300).map(clean_lines),
    urls=unique(some),
    picture=st.none() | st.builds(Picture, st.binary(max_size=400)),
    uid=word,
)


@given(card=cards, version=st.sampled_from(VERSIONS))
@settings(max_examples=300, deadline=None)
def test_what_is_written_is_read_again(card: Card, version: str) -> None:
    written = write_card(card, version)
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    (found,) = read_cards(written.encode())
    assert isinstance(found, Card)
    assert found.remarks == ()
    for name in ("name", "org", "department", "title", "phones", "emails", "line_id", "addresses", "note", "urls",
                 "picture", "uid"):  # fmt: skip
        assert getattr(found, name) == getattr(card, name), name
    assert set(found.days) == set(card.days)
    assert found.version == version


@given(family=chinese, given=chinese, version=st.sampled_from(VERSIONS))
def test_a_chinese_name_is_family_first(family: str, given: str, version: str) -> None:
    card = Card(1, f"{given} {family}", family=family, given=given)
    (found,) = read_cards(write_card(card, version).encode())
    assert isinstance(found, Card)
    assert (found.name, found.family, found.given) == (family + given, family, given)


@given(st.binary(max_size=2000))
@example(b"BEGIN:VCARD\nFN;ENCODING=BASE64:%%%\nEND:VCARD")
@example(b"BEGIN:VCARD\nX-ANDROID-CUSTOM:;\nX-ANDROID-CUSTOM:vnd.x/contact_event\nFN:a\nEND:VCARD")
@example(b'BEGIN:VCARD\n;:\n"\n:;;=\nN;=;,":;;\nFN;CHARSET=:x\nEND:VCARD')
def test_nothing_makes_the_reader_fall_over(content: bytes) -> None:
    list(read_cards(content))
    list(read_cards(b"BEGIN:VCARD\nVERSION:2.1\n" + content + b"\nEND:VCARD\n"))
