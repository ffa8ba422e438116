from typing import Any

from django.db import models
from django.db.models import Q

from fieldday.customers.models.account import Account, through_account
from fieldday.customers.models.shared import Shared
from fieldday.kit.querysets import SightManager


class Group(Shared):
    """A free group 分組 of customers, put together by hand; groups nest, and a group holds what its groups hold."""

    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="groups")


class GroupMember(models.Model):
    """A customer in a group. Seen with the customer."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SightManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "account"], name="customers_once_in_a_group")]

    @classmethod
    def sight(cls, person: Any) -> Q:
        return through_account(person)
