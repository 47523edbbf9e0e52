"""Misago as the suite runs it: its own development settings, another database, and no worker beside it."""

import os
from urllib.parse import urlsplit

from devproject.settings import *  # noqa: F403

_database = urlsplit(os.environ["DATABASE"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": _database.hostname,
        "PORT": _database.port,
        "USER": _database.username,
        "NAME": _database.path.strip("/"),
    }
}
DEBUG = False
MEDIA_ROOT = os.environ["MEDIA"]
# Tasks are carried out where they are asked for, so that no broker is wanted.
CELERY_TASK_ALWAYS_EAGER = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
