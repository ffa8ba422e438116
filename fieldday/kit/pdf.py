"""Pages as a PDF: drawn by WeasyPrint in a process of its own, so that neither its time nor its memory is the server's.

What it needs of the machine (the Pango libraries, a Chinese font) may be missing: `missing()` names it.
"""

import ctypes.util
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from functools import lru_cache

from fieldday.kit.refusals import Refused

FONT = "Noto Sans CJK TC"
# The libraries that WeasyPrint loads, and the Debian packages that bring them.
LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
    "fontconfig": "libfontconfig1",
}
FONT_PACKAGE = "fonts-noto-cjk"
LONGEST = 150  # seconds
PATIENCE = 30  # seconds to wait for another's PDF
_ONE_AT_A_TIME = threading.BoundedSemaphore(1)
_CHILD = "from fieldday.kit.pdf_child import main; main()"


def missing() -> tuple[str, ...]:
    """The Debian packages without which no PDF can be made; asked anew until all are there."""
    found = _missing()
    if found:
        _missing.cache_clear()
    return found


@lru_cache(maxsize=1)
def _missing() -> tuple[str, ...]:
    packages = [package for name, package in LIBRARIES.items() if ctypes.util.find_library(name) is None]
    if not _font_is_there():
        packages.append(FONT_PACKAGE)
    return tuple(packages)


def _font_is_there() -> bool:
    command = shutil.which("fc-list")
    if not command:
        return True  # fontconfig without its tools: the drawing finds out
    families = subprocess.run([command, ":", "family"], capture_output=True, text=True, check=False)  # noqa: S603  # a fixed command
    return FONT in families.stdout


def make_pdf(documents: Sequence[str], styles: Sequence[str] = ()) -> bytes:
    """One PDF of several HTML documents, each with page numbers of its own. No address in them is ever loaded.

    Raises Refused: `kit.pdf.missing` names the packages to install, `kit.pdf.busy` and `kit.pdf.failed` to try again.
    """
    lacking = missing()
    if lacking:
        raise Refused("kit.pdf.missing", packages=" ".join(lacking))
    if not _ONE_AT_A_TIME.acquire(timeout=PATIENCE):
        raise Refused("kit.pdf.busy")
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-P", "-c", _CHILD],
            input=json.dumps({"documents": list(documents), "styles": list(styles)}).encode(),
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise Refused("kit.pdf.failed") from late
    finally:
        _ONE_AT_A_TIME.release()
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        sys.stderr.write(done.stderr.decode("utf-8", "replace")[-2000:])
        raise Refused("kit.pdf.failed")
    return done.stdout
