"""The WSGI application that the server loads. Under `./run` each worker also offers to drive the duties."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fieldday.config.settings")
application = get_wsgi_application()

from fieldday.customers.actions import looking  # noqa: E402  # after Django is set up
from fieldday.kit import clock  # noqa: E402

looking.start(now=clock.now)

if os.environ.get("FIELDDAY_DUTIES") == "1":
    from fieldday.config.schedule import LONG, OUTSIDE, SCHEDULE
    from fieldday.kit.duties import start

    start(SCHEDULE, now=clock.now)
    start(LONG, now=clock.now)
    start(OUTSIDE, now=clock.now)
