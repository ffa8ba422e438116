"""Pictures are made anew: shrunk, upright, without what a phone writes beside them; what is none is refused by name."""

import io
import struct
import zlib

import pytest
from PIL import Image

from fieldday.kit import pictures
from fieldday.kit.pictures import picture_of
from fieldday.kit.refusals import Refused
from tests.pictures import photo_file, picture_bytes


def test_a_large_picture_is_shrunk_and_upright_and_says_nothing_of_its_phone():
    made = picture_of(photo_file(width=3200, height=1600, exif=True))
    assert (made.width, made.height) == (800, 1600)  # it lay on its side
    kept, small = Image.open(io.BytesIO(made.content)), Image.open(io.BytesIO(made.small))
    assert (kept.format, kept.size, small.size) == ("JPEG", (800, 1600), (160, 320))
    assert not kept.getexif() and b"PhoneMaker" not in made.content
    assert {"exif", "icc_profile", "comment"}.isdisjoint(kept.info)


def _told(width, height, orientation, *, broken=False):
    """A picture with a red left half, as a camera held that way writes it; `broken`: beside it stands a width that is
    a text."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    data, out = Image.Exif(), io.BytesIO()
    data[0x0112], data[0x010E] = orientation, "shelf"
    image.save(out, "JPEG", exif=data)
    content = out.getvalue()
    return content.replace(b"\x01\x0e", b"\x01\x00", 1) if broken else content


@pytest.mark.parametrize("broken", [False, True])
@pytest.mark.parametrize(
    ("orientation", "red"),
    [(1, "left"), (2, "right"), (3, "right"), (4, "left"), (5, "top"), (6, "top"), (7, "bottom"), (8, "bottom"),
     (9, "left")],
)  # fmt: skip
def test_a_picture_stands_as_it_was_held_whatever_else_its_camera_wrote(orientation, red, broken):
    made = Image.open(io.BytesIO(picture_of(photo_file("a.jpg", _told(80, 40, orientation, broken=broken))).content))
    wide, high = made.size
    assert (wide > high) == (red in {"left", "right"})
    places = {"left": (5, 20), "right": (wide - 5, 20), "top": (20, 5), "bottom": (20, high - 5)}
    colour = made.getpixel(places[red])
    assert colour[0] > 200 > 50 > colour[2], colour


def test_a_small_picture_is_not_blown_up():
    made = picture_of(photo_file(width=40, height=20))
    assert (made.width, made.height) == (40, 20)


@pytest.mark.parametrize(
    ("kind", "mode", "color"), [("PNG", "RGBA", (0, 0, 0, 0)), ("PNG", "P", 0), ("WEBP", "RGB", 1)]
)
def test_other_kinds_become_jpegs_and_what_is_clear_becomes_white(kind, mode, color):
    made = picture_of(photo_file("x.png", kind=kind, mode=mode, color=color))
    kept = Image.open(io.BytesIO(made.content))
    assert kept.format == "JPEG"
    if mode == "RGBA":
        assert min(kept.getpixel((5, 5))) > 250


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + bytes(100),
        b"%PDF-1.4 receipt",
        picture_bytes()[:200],
        picture_bytes(kind="PNG")[:40],
        picture_bytes(kind="BMP"),
    ],
)
def test_what_is_no_picture_is_refused_by_its_name(content):
    with pytest.raises(Refused) as refusal:
        picture_of(photo_file("收據.jpg", content))
    reason = refusal.value.reasons[0]
    assert (reason.code, reason.params["name"], reason.field) == ("kit.picture.not_one", "收據.jpg", "photo")


def test_a_picture_of_too_many_bytes_is_not_even_read(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)
    with pytest.raises(Refused) as refusal:
        picture_of(photo_file())
    assert refusal.value.code == "kit.picture.too_big"


def _bomb(side):
    """A PNG that says it is enormous, in a few bytes."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [8_000, 60_000])
def test_a_picture_that_unpacks_into_gigabytes_is_refused_unopened(side):
    with pytest.raises(Refused) as refusal:
        picture_of(photo_file("big.png", _bomb(side)))
    assert refusal.value.code in {"kit.picture.too_many_pixels", "kit.picture.not_one"}
