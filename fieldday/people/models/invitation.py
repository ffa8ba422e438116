from django.db import models


class Invitation(models.Model):
    """A link by which a person sets a password, once, in time. Only the digest of its token is kept."""

    person = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    # person is empty on the one link that makes the first administrator of an installation
