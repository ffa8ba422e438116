"""How fast this machine is: a Django without anything of Fieldday's, whose one view reads one row by its key.

`python -m benchmarks.yardstick PORT` serves it as Fieldday is served, on the database of `DATABASE_URL`: what it costs
tells how fast the machine is on which the rest was measured.
"""

import os
import sys

from django.apps import apps
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import path
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from fieldday.config.database import database
from fieldday.config.home import home


def _row(request: HttpRequest) -> HttpResponse:
    return HttpResponse(apps.get_model("benchmarks", "Row").objects.get(pk=int(request.GET["pk"])).name)


urlpatterns = [path("", _row)]


def _application() -> WSGIHandler:
    settings.configure(
        DATABASES={"default": database(os.environ["DATABASE_URL"], home())}, INSTALLED_APPS=["benchmarks"],
        ROOT_URLCONF="benchmarks.yardstick", ALLOWED_HOSTS=["*"],
    )  # fmt: skip
    apps.populate(settings.INSTALLED_APPS)
    columns = {"name": models.TextField(), "id": models.BigAutoField(primary_key=True), "__module__": __name__}
    meta = type("Meta", (), {"app_label": "benchmarks", "db_table": "people_person", "managed": False})
    type("Row", (models.Model,), {**columns, "Meta": meta})
    return WSGIHandler()


if __name__ == "__main__":
    Granian(
        "benchmarks.yardstick:application", "127.0.0.1", int(sys.argv[1]), interface=Interfaces.WSGI, workers=2,
        blocking_threads=4, websockets=False, log_level=LogLevels.warning,
    ).serve()  # fmt: skip
else:
    application = _application()
