from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models


class Session(AbstractBaseSession):
    """One browser in which a person is signed in, from where he may be signed out. Its key is never shown: `handle` is.

    Without a person: somebody on the way in.
    """

    handle = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="sessions")
    device = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects = BaseSessionManager()

    class Meta(AbstractBaseSession.Meta):
        abstract = False
