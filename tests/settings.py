"""The product's own settings, in a home that is thrown away, without what only costs time in a test."""

import atexit
import os
import shutil
import tempfile

# Before the settings are read: a test never sees this machine's data folder.
_HOME = tempfile.mkdtemp(prefix="fieldday-tests-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
os.environ["FIELDDAY_HOME"] = _HOME

from fieldday.config.settings import *  # noqa: E402, F403
from fieldday.config.settings import DATABASES, HOME, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, for a test may write from several threads as the server does; nothing in it need survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    _options = DATABASES["default"]["OPTIONS"]
    _options["init_command"] = _options.get("init_command", "").replace("synchronous=FULL", "synchronous=OFF")
# A thread of a test that ends keeps no connection open behind it.
DATABASES["default"]["CONN_MAX_AGE"] = 0

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Each test's browser looks for the file that it is asked for: looking all of them through takes longer than a page.
WHITENOISE_AUTOREFRESH = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
