"""Pictures for tests: drawn on the spot, with everything a phone writes into them."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SIDEWAYS = 6  # EXIF: the top of the picture lies to the right


def picture_bytes(width=40, height=20, *, kind="JPEG", exif=False, mode="RGB", color="red"):
    image = Image.new(mode, (width, height), color)
    out = io.BytesIO()
    more = {}
    if exif:
        data = Image.Exif()
        data[0x0112] = SIDEWAYS
        data[0x010F] = "PhoneMaker"
        data.get_ifd(0x8825)[1] = "N"  # where it was taken
        more["exif"] = data
    image.save(out, kind, **more)
    return out.getvalue()


def photo_file(name="shelf.jpg", content=None, **drawn):
    """An upload of a picture, or of `content` that calls itself one."""
    return SimpleUploadedFile(name, content if content is not None else picture_bytes(**drawn), "image/jpeg")
