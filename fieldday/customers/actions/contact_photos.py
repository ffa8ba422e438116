"""Pictures that come with contacts: staged as they came, made anew when the contact is brought in."""

import io
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from fieldday.customers.actions.portraits import FOLDER
from fieldday.kit import files
from fieldday.kit.imports.drafts import Draft
from fieldday.kit.pictures import keep_picture, picture_of
from fieldday.kit.refusals import Refused

STAGED = "contact-photos/staged"


class _Upload:
    """Bytes as `picture_of` takes them."""

    name = None

    def __init__(self, content: bytes) -> None:
        self.size = len(content)
        self._content = io.BytesIO(content)
        self.seek, self.chunks = self._content.seek, lambda: [self._content.read()]


def stage(content: bytes) -> str:
    """Keep the bytes of a picture until its contact is brought in; answers where."""
    return files.keep([content], STAGED).path


def keep_photos(drafts: Iterable[Draft], at: datetime) -> None:
    """Make the pictures of the drafts anew and name them in `values`. What is no picture is left out."""
    for draft in drafts:
        staged = draft.values.pop("photo", "")
        if not staged.startswith(f"{STAGED}/") or (draft.row is not None and draft.row.photo):
            continue
        came = files.path_of(staged)
        if not came.is_file():
            continue
        try:
            picture = picture_of(_Upload(came.read_bytes()))
        except Refused:
            continue
        draft.values["photo"] = keep_picture(picture, f"{FOLDER}/{at:%Y-%m}")
        transaction.on_commit(lambda staged=staged: files.forget(staged))
