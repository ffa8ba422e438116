"""Pictures from phones: whatever comes is opened with care and made anew, so that what is kept is a plain JPEG.

Nothing of the file that came survives: no name, no place and time of taking (EXIF), no colour profile, no comment.
"""

import io
import warnings
from dataclasses import dataclass
from typing import Any

from PIL import Image, UnidentifiedImageError

from fieldday.kit import files
from fieldday.kit.files import MEGABYTE
from fieldday.kit.refusals import Refused

MOST_BYTES = 15 * 1024 * 1024  # of a picture as it comes; a phone sends a tenth of it, shrunk by its own script
MOST_PIXELS = 60_000_000  # more would take a quarter of a gigabyte to open
LONGEST_SIDE = 1600
SMALL_SIDE = 320  # of the little picture in a list
FORMATS = ("JPEG", "PNG", "WEBP")
ORIENTATION = 0x0112  # of EXIF; 1 is upright
TURNS: dict[Any, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SMALL = ".small"  # ends the name of the little picture's file, which lies beside the larger one's


@dataclass(frozen=True)
class Picture:
    """A picture made anew: two JPEGs, and the pixels of the larger one."""

    content: bytes
    small: bytes
    width: int
    height: int


def keep_picture(picture: Picture, folder: str) -> str:
    """Write the two files of a picture under `folder`; answers the larger one's path. Neither stays where the other
    cannot be written."""
    path = files.keep([picture.content], folder).path
    try:
        under, _slash, name = path.rpartition("/")
        files.keep([picture.small], under, name + SMALL)
    except BaseException:
        forget_picture(path)
        raise
    return path


def forget_picture(path: str) -> None:
    """Delete the two files of a picture; nothing for no path."""
    if path:
        files.forget(path)
        files.forget(path + SMALL)


def picture_of(upload: Any) -> Picture:
    """The picture in an upload, made anew. It takes a moment: doors call it before they open a transaction.

    Raises Refused at the field "photo": not a picture of a kind we read, too many bytes, too many pixels.
    """
    name = str(getattr(upload, "name", "") or "")[:80]
    if upload.size > MOST_BYTES:
        raise Refused(
            "kit.picture.too_big", field="photo", name=name, most=MOST_BYTES // MEGABYTE,
            megabytes=-(-upload.size // MEGABYTE),
        )  # fmt: skip
    upload.seek(0)
    content = b"".join(upload.chunks())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # strange metadata, which is dropped anyway; sizes are checked here
            return _made_anew(content, name)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise Refused("kit.picture.not_one", field="photo", name=name) from error


def _made_anew(content: bytes, name: str) -> Picture:
    with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:  # its header says so; nothing is unpacked yet
            raise Refused("kit.picture.too_many_pixels", field="photo", name=name, most=MOST_PIXELS // 1_000_000)
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read no larger than is needed
        image = _upright(opened)
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        image = _plain(image)
    small = image.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return Picture(_jpeg(image, 82), _jpeg(small, 75), image.width, image.height)


def _upright(image: Image.Image) -> Image.Image:
    """As it was held, by the one word that EXIF has for it; what else it says may be broken."""
    try:
        turn = TURNS.get(image.getexif().get(ORIENTATION))
    except Exception:  # the library stumbles over strange metadata in every way there is
        turn = None
    return image.transpose(turn) if turn is not None else image


def _plain(image: Image.Image) -> Image.Image:
    """On white, in plain colours, and nothing beside the pixels."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        image = Image.new("RGB", clear.size, "white")
        image.paste(clear, mask=clear.getchannel("A"))
    else:
        image = image.convert("RGB")
    image.info.clear()
    return image


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
