from django.db import models
from django.db.models import Q

from fieldday.kit.querysets import SightManager


class Passkey(models.Model):
    """A key in a person's phone, computer or security key, by which he signs in (WebAuthn); its public half."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_id = models.CharField(max_length=1400, unique=True)  # base64url; the standard allows 1,023 bytes
    credential = models.BinaryField()  # AAGUID, id and public key, as the authenticator attested them
    sign_count = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    objects = SightManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="people_passkey_has_name")]

    @classmethod
    def sight(cls, person: "models.Model") -> Q:
        """One's own alone, whoever one is."""
        return Q(person_id=person.pk)
