from django.db import models
from django.db.models import Q

from fieldday.kit.encryption import decrypt, encrypt
from fieldday.kit.querysets import SightManager

PURPOSE = "totp"


class Totp(models.Model):
    """A person's authenticator app: the secret it shares with us, kept encrypted; in force once confirmed."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="totp")
    secret = models.CharField(max_length=255)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)  # a code works once

    objects = SightManager()

    @classmethod
    def sight(cls, person: "models.Model") -> Q:
        """One's own alone, whoever one is."""
        return Q(person_id=person.pk)

    @property
    def shared(self) -> bytes | None:
        """What the app and we both know; None when the installation's own secret was lost."""
        return decrypt(self.secret, purpose=PURPOSE)

    @shared.setter
    def shared(self, secret: bytes) -> None:
        self.secret = encrypt(secret, purpose=PURPOSE)


class RecoveryCode(models.Model):
    """A code on paper that opens the second step once, for the day the phone is lost. Only its digest is kept."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = SightManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="people_recovery_code_once")]

    @classmethod
    def sight(cls, person: "models.Model") -> Q:
        """One's own alone."""
        return Q(person_id=person.pk)


class SecondStepTries(models.Model):
    """How often in a row a person's second step failed, from wherever: many in a row close it for a while."""

    person = models.OneToOneField("people.Person", primary_key=True, on_delete=models.CASCADE, related_name="+")
    failed = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    objects = SightManager()

    @classmethod
    def sight(cls, person: "models.Model") -> Q:
        """One's own alone."""
        return Q(person_id=person.pk)
