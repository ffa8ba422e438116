"""One settings file. What an installation may change comes from the environment and is listed in docs/operations.md."""

import os
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from fieldday.config.database import database
from fieldday.config.home import REPOSITORY, folder, home, secret

HOME = home()
SECRET_KEY = secret("secret_key")
DEBUG = False

PORT = int(os.environ.get("FIELDDAY_PORT", "8000"))
# The outside address people use, e.g. https://fieldday.example.com; empty while only this machine uses it.
PUBLIC_URL = os.environ.get("FIELDDAY_URL", "").rstrip("/")
_HOSTS = [h.strip() for h in os.environ.get("FIELDDAY_HOSTS", "").split(",") if h.strip()]
if PUBLIC_URL:
    _HOSTS.append(PUBLIC_URL.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0])
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *_HOSTS]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []
_HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
if _HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
    "fieldday.kit",
    "fieldday.trail",
    "fieldday.people",
    "fieldday.customers",
    "fieldday.trade",
    "fieldday.visits",
    "fieldday.notices",
    "fieldday.readings",
    "fieldday.web",
    "fieldday.sync",
    "fieldday.cli",
    "fieldday.demo",
    "fieldday.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads by chance, so that a page's length tells nothing of its token
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "fieldday.web.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fieldday.web.middleware.PersonMiddleware",
    "fieldday.web.searching.opened.OpenedMiddleware",
    "fieldday.web.middleware.RanOutMiddleware",
    "fieldday.kit.doors.DeclaredRoutesOnly",
    "fieldday.web.security.gate.SecurityMiddleware",
    "fieldday.web.middleware.OutboxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "fieldday.config.urls"
WSGI_APPLICATION = "fieldday.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("fieldday.web.folding.Loader", ["django.template.loaders.app_directories.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "fieldday.web.context.frame",
            ],
            "builtins": ["fieldday.web.templatetags.fieldday"],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "fieldday.people.backend.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
SESSION_ENGINE = "fieldday.people.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_FAILURE_VIEW = "fieldday.web.errors.without_token"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "fieldday.people.backend.counted_name"
AXES_LOCKOUT_TEMPLATE = "web/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True

# Signing in through the company's own provider (OpenID Connect); off while the issuer is empty.
OIDC_ISSUER = os.environ.get("FIELDDAY_OIDC_ISSUER", "")
OIDC_CLIENT_ID = os.environ.get("FIELDDAY_OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = os.environ.get("FIELDDAY_OIDC_CLIENT_SECRET", "")
OIDC_NAME = os.environ.get("FIELDDAY_OIDC_NAME", "")
# The claim that says who it is: `email` (verified ones only), or one that holds the sign-in name.
OIDC_CLAIM = os.environ.get("FIELDDAY_OIDC_CLAIM", "email")

# The company's mail server, e.g. smtp://user:password@mail.example.com:587; no mail is sent while it is empty.
MAIL_SERVER = os.environ.get("FIELDDAY_SMTP", "")
MAIL_FROM = os.environ.get("FIELDDAY_MAIL_FROM", "")

LANGUAGE_CODE = "zh-hant"
LANGUAGES = [
    ("zh-hant", _("Traditional Chinese")),
    ("zh-hans", _("Simplified Chinese")),
    ("en", _("English")),
]
LOCALE_PATHS = [REPOSITORY / "fieldday" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("FIELDDAY_TIME_ZONE", "Asia/Taipei")

STATIC_URL = "/static/"
ASSETS = os.environ.get("FIELDDAY_ASSETS", str(REPOSITORY / "build" / "assets"))
STATICFILES_DIRS = [ASSETS] if os.path.isdir(ASSETS) else []
STATIC_ROOT = os.environ.get("FIELDDAY_STATIC", str(REPOSITORY / "build" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Raster map tiles, e.g. https://tiles.example.com/{z}/{x}/{y}.png; empty draws markers and route on a plain ground.
MAP_TILES = os.environ.get("FIELDDAY_MAP_TILES", "")
_TILE_ORIGIN = ["/".join(MAP_TILES.replace("{s}", "*").split("/", 3)[:3])] if MAP_TILES else []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        # Leaflet positions its layers by style attributes set from script, which style-src does not govern.
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", *_TILE_ORIGIN],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
FILE_UPLOAD_HANDLERS = [
    "fieldday.kit.files.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_TEMP_DIR = folder("incoming")  # beside the files, so that a large upload fills no other disk
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
SILENCED_SYSTEM_CHECKS = [
    "security.W004",
    "security.W008",
    "security.W011",
    "security.W012",
    "security.W016",
]  # plain HTTP

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "axes": {"level": "ERROR"}},
}
