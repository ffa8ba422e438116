"""One row for each way to point at a customer, and merging two of the tiny world."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from fieldday.customers.actions.merging import merge_accounts
from fieldday.customers.models import (
    Account,
    AccountNote,
    AccountSearch,
    Anniversary,
    Attachment,
    BulkEdit,
    BulkRow,
    Candidate,
    Consent,
    Contact,
    Group,
    GroupMember,
    HandOver,
    HandOverRow,
    Merge,
    NotTheSame,
    Ownership,
    Place,
    StatusChange,
)
from fieldday.trade.models import Order, Payment
from fieldday.trail.models import Event
from fieldday.visits.models import Stop, Visit
from tests.house.tables import everything
from tests.world import MONDAY, NOW, moment

LATER = moment(MONDAY, 15)
WHY = "test"
# Set aside, not moved: made anew from others, or telling what an act did to the very row that goes.
ASIDE = ("customers.AccountSearch", "customers.Candidate", "customers.BulkRow", "customers.HandOverRow")


def _by(world):
    return {"by": world.alice, "at": NOW}


# One row for each way to point at a customer. A noun that is not here fails the test below: add it, and it is moved.
POINTS = {
    "customers.Account.parent_id": lambda w, a: Account.objects.create(name="分店", parent=a, created_at=NOW),
    "customers.Account.dealer_id": lambda w, a: Account.objects.create(name="終端", dealer=a, created_at=NOW),
    "customers.AccountSearch.account_id": lambda w, a: AccountSearch.objects.get(account=a),
    "customers.AccountNote.account_id": lambda w, a: AccountNote.objects.create(
        account=a, text="嗜茶", day=MONDAY, **_by(w)
    ),
    "customers.Anniversary.account_id": lambda w, a: Anniversary.objects.create(account=a, month=2, day=3),
    "customers.Attachment.account_id": lambda w, a: Attachment.objects.create(
        account=a, path=f"x/{a.pk}", name="合約.pdf", type="application/pdf", size=1, **_by(w)
    ),
    "customers.Candidate.one_id": lambda w, a: Candidate.objects.create(one=a, other=w.fir, score=700, certain=False),
    "customers.Candidate.other_id": lambda w, a: Candidate.objects.create(
        one=w.harbour, other=a, score=700, certain=False
    ),
    "customers.BulkRow.account_id": lambda w, a: BulkRow.objects.create(
        edit=BulkEdit.objects.create(kind="status", **_by(w)), account=a, position=1, version=1
    ),
    "customers.HandOverRow.account_id": lambda w, a: HandOverRow.objects.create(
        hand_over=HandOver.objects.create(on=MONDAY, **_by(w)), account=a, after=w.alice
    ),
    "customers.Consent.account_id": lambda w, a: Consent.objects.create(
        account=a, channel=Consent.CHANNELS[0], given=False, source="口頭", day=MONDAY, **_by(w)
    ),
    "customers.Contact.account_id": lambda w, a: Contact.objects.create(account=a, name="陳小姐"),
    "customers.GroupMember.account_id": lambda w, a: GroupMember.objects.create(group=_group(w), account=a, **_by(w)),
    "customers.Merge.kept_id": lambda w, a: Merge.objects.create(
        kept=a, gone_id=uuid4(), gone={"account": {"external_id": None}}, moved={}, changed={}, version=0, **_by(w)
    ),
    "customers.NotTheSame.one_id": lambda w, a: NotTheSame.objects.create(one=a, other=w.fir, **_by(w)),
    "customers.NotTheSame.other_id": lambda w, a: NotTheSame.objects.create(one=w.harbour, other=a, **_by(w)),
    "customers.Ownership.account_id": lambda w, a: Ownership.objects.create(
        account=a, owner=w.adam, since=date(2025, 1, 1)
    ),
    "customers.Place.account_id": lambda w, a: Place.objects.create(account=a, address="倉庫"),
    "customers.StatusChange.account_id": lambda w, a: StatusChange.objects.create(
        account=a, status="dormant", day=date(2026, 1, 1), **_by(w)
    ),
    "trade.Order.account_id": lambda w, a: Order.objects.create(account=a, person=w.alice, ordered_on=MONDAY),
    "trade.Payment.account_id": lambda w, a: Payment.objects.create(
        account=a, person=w.alice, paid_on=MONDAY, amount=Decimal(5)
    ),
    "visits.Visit.account_id": lambda w, a: Visit.objects.create(
        account=a, person=w.alice, day=MONDAY, arrived_at=NOW, left_at=LATER
    ),
    "visits.Stop.account_id": lambda w, a: Stop.objects.create(plan=w.alices.plan, account=a, position=90),
}  # fmt: skip


def _group(world):
    return Group.objects.unscoped(WHY).first() or Group.objects.create(name="重要客戶", owner=world.alice, at=NOW)


def merge(world, *, by=None, kept="lotus", gone="dawn", at=NOW, **chosen):
    one, other = (Account.objects.unscoped(WHY).get(pk=getattr(world, name).pk) for name in (kept, gone))
    return merge_accounts(
        by=by or world.bob, kept_id=one.pk, gone_id=other.pk, kept_version=one.version, gone_version=other.version,
        chosen=chosen, at=at,
    )  # fmt: skip


def tables():
    """Everything there is, but what says that it happened."""
    found = everything()
    for model in (Event, Merge):
        found.pop(model)
    versions = [n for n, field in enumerate(Account._meta.concrete_fields, 1) if field.name == "version"]
    found[Account] = {
        pk: tuple(value for n, value in enumerate(row) if n not in versions) for pk, row in found[Account].items()
    }
    return found
