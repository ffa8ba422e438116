from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from fieldday.kit.fields import CoordinateField, MoneyField
from fieldday.kit.ids import new_id
from fieldday.kit.querysets import EVERYTHING, SightManager
from fieldday.kit.search import SearchRow
from fieldday.people import sight


class Account(models.Model):
    """A customer: a company, one of its shops, a dealer, or a person. Seen by its owner's line."""

    KINDS = ("company", "shop", "dealer", "person")
    STATUSES = ("prospect", "active", "dormant", "lost", "let_go")

    id = models.UUIDField(primary_key=True, default=new_id)
    external_id = models.CharField(max_length=60, null=True, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, default="company", choices=[(kind, kind) for kind in KINDS])
    status = models.CharField(max_length=16, default="active", choices=[(status, status) for status in STATUSES])
    tax_id = models.CharField(max_length=40, blank=True)
    tax_id_checks = models.BooleanField(default=True)  # false: kept as given, and flagged
    phone = models.CharField(max_length=60, blank=True)
    phone_checks = models.BooleanField(default=True)
    email = models.CharField(max_length=254, blank=True)
    address = models.CharField(max_length=250, blank=True)
    city = models.CharField(max_length=60, blank=True)
    area = models.ForeignKey("people.Area", null=True, on_delete=models.PROTECT, related_name="+")
    latitude = CoordinateField(null=True)
    longitude = CoordinateField(null=True)
    owner = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="accounts")
    credit_limit = MoneyField(null=True)
    source = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="branches")  # 母公司
    dealer = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="outlets")  # who serves it
    industry = models.CharField(max_length=60, blank=True)
    line_id = models.CharField(max_length=60, blank=True)
    potential = MoneyField(null=True)  # what it could buy in a year
    payment_terms = models.CharField(max_length=120, blank=True)  # 月結 60 天, 票期 …
    visit_hours = models.JSONField(default=dict, blank=True)  # {"0": [["09:00", "12:00"]]}: Monday is 0
    photo = models.CharField(max_length=200, blank=True)  # path of kit.files
    fields = models.JSONField(default=dict, blank=True)  # values of the company's own fields, by Field.key
    name_key = models.CharField(max_length=200, blank=True)  # what duplicates are found by: rules.dedupe
    phone_key = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    objects = SightManager()

    class Meta:
        indexes = [
            models.Index(fields=["name", "id", "owner"], name="customers_by_name"),  # a page in sight, without the rows
            models.Index(fields=["latitude", "longitude"], name="customers_by_place"),
            models.Index(fields=["owner", "name", "id"], name="customers_by_owner"),
            models.Index(fields=["area", "owner"], name="customers_by_area"),
            models.Index(fields=["status", "name", "id", "owner"], name="customers_by_status"),  # the board's columns
            models.Index(fields=["name_key"], name="customers_by_name_key", condition=~Q(name_key="")),
            models.Index(fields=["phone_key"], name="customers_by_phone_key", condition=~Q(phone_key="")),
            models.Index(fields=["tax_id"], name="customers_by_tax_id", condition=~Q(tax_id="")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(external_id=""), name="customers_external_id_or_none"),
            models.CheckConstraint(condition=~Q(name=""), name="customers_account_has_name"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="customers_both_coordinates",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def sight(cls, person: Any) -> Q:
        return sight.owner_is_seen(person)

    @property
    def place(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, when known."""
        if self.latitude is None or self.longitude is None:
            return None
        return float(self.latitude), float(self.longitude)


def through_account(person: Any, field: str = "account") -> Q:
    """Rows about a customer that `person` sees now. Asked row by row, since a join would read
    all customers for the rows of one day."""
    seen = sight.owner_is_seen(person)
    if seen is EVERYTHING:
        return EVERYTHING
    rows = Account.objects.unscoped("the customer that a row names")
    return Q(Exists(rows.filter(seen, pk=OuterRef(f"{field}_id"))))


def done_at_account(person: Any, path: str = "") -> Q:
    """Rows of what somebody did at a customer: seen by himself and his line, and by whoever sees the customer now.
    `path` leads to what names both, as "order__"."""
    customer = through_account(person, f"{path}account")
    return customer if customer is EVERYTHING else sight.person_is_seen(person, f"{path}person_id") | customer


class AccountSearch(SearchRow):
    """What an account is found by: name, number, phone, tax id, address."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="search")
