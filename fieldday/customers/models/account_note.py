from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.account import Account, through_account
from fieldday.customers.models.contact import Contact
from fieldday.kit.ids import new_id
from fieldday.kit.querysets import SightManager


class AccountNote(models.Model):
    """A need, a habit or another thing worth knowing of a customer, with the day it was learnt, written on the card;
    what is learnt at a visit is a MarketNote of that visit."""

    KINDS = ("need", "habit", "other")

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notes")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=16, default="other", choices=[(kind, kind) for kind in KINDS])
    text = models.TextField()
    day = models.DateField()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired = models.BooleanField(default=False)  # holds no more

    objects = SightManager()

    class Meta:
        ordering = ["-day", "-at"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="customers_note_says_something")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return through_account(person)
