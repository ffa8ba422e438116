"""The product's own settings, but that a password costs nothing: some sixty people sign in to the phone's server."""

from fieldday.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
