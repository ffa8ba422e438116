"""What a person takes away, maps, counts, looks alike or merges is what the oracle lets him see: in random companies,
before and after somebody moves. Both databases."""

import csv
import io
import itertools
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldday.customers.actions.exporting import ask_export, run_exports
from fieldday.customers.actions.keying import key_account
from fieldday.customers.actions.merge_undoing import undo_merge
from fieldday.customers.actions.merging import merge_accounts
from fieldday.customers.actions.searching import write_search_rows
from fieldday.customers.models import Account, Candidate, Contact, Export, Group, GroupMember, Merge, Segment
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.duplicates import candidates_seen, compared
from fieldday.customers.questions.exports import file_of
from fieldday.customers.questions.merges import merges_seen
from fieldday.customers.questions.similar import similar
from fieldday.kit.policy import Scope
from fieldday.kit.refusals import Refused
from fieldday.people.models import Person
from fieldday.readings.accounts import AccountFilter, accounts_of_query, accounts_page
from fieldday.readings.board import accounts_board
from fieldday.readings.map_cells import map_cells, map_extent
from fieldday.readings.segments import accounts_in
from fieldday.web.states import state_word
from tests.house.tables import everything
from tests.house.test_sight import Company, companies
from tests.world import MONDAY, NOW

WHY = "test"
ALL = AccountFilter()
EARTH = tuple(map(Decimal, (-90, -180, 90, 180)))
few = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def _home(tmp_path, settings, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_options: act())


class Customers(Company):
    """The company with its customers on the map, alike in pairs, in a group."""

    def __init__(self, drawn):
        super().__init__(drawn)
        group = Group.objects.create(name="G", owner=self.people[0], share="company", at=NOW)
        condition = {"all": [{"field": "group", "op": "in", "value": [str(group.pk)]}]}
        self.segment = Segment(name="S", owner=self.people[0], share="company", condition=condition, at=NOW)
        self.segment.save()
        for n, (row, _owner) in enumerate(self.accounts):
            row.name, row.phone = f"同名藥局{n // 2}", "02-2345-6789"
            row.status = Account.STATUSES[n % 2]
            if n % 3:
                row.latitude, row.longitude = Decimal("25.03") + n, Decimal("121.5")
            key_account(row)
            row.save()
            if n % 2 == 0:
                GroupMember.objects.create(group=group, account=row, at=NOW)
        write_search_rows([row for row, _owner in self.accounts])

    def seen(self, reader):
        return {row.pk for row, owner in self.accounts if self.oracle.sees_account(reader.pk, self.key(owner))}

    def readers(self):
        rows = Person.objects.unscoped("a request loads its person afresh")
        return [rows.get(pk=person.pk) for person in self.people]


def exported(reader, noun):
    columns = ("name", "account", "number", "external_id")
    row = ask_export(by=reader, noun=noun, format="csv", columns=columns, query={}, language="en", at=NOW)
    run_exports(at=NOW, found=accounts_of_query, words=state_word)
    row = Export.objects.unscoped(WHY).get(pk=row.pk)
    assert row.state == "done"
    text = file_of(row).read_bytes().decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    number = head.index("Customer number")
    return sorted(line[number] for line in rows), row.done_rows


def check_counts(company, reader, seen):
    rows = {row.pk: row for row, _owner in company.accounts}
    page = accounts_page(reader, wanted=ALL, today=MONDAY)
    assert ({row.id for row in page.rows}, page.total) == (seen, len(seen))
    board = accounts_board(reader, wanted=ALL, today=MONDAY)
    for column in board:
        there = {pk for pk in seen if rows[pk].status == column.status}
        assert (column.count, {card.id for card in column.cards}) == (len(there), there)
    grouped = {row.pk for n, (row, _owner) in enumerate(company.accounts) if n % 2 == 0}
    assert set(accounts_in(reader, company.segment, MONDAY).values_list("pk", flat=True)) == seen & grouped


def check_map(company, reader, seen):
    placed = {row.pk for row, _owner in company.accounts if row.latitude is not None} & seen
    total, on_map, sides = map_extent(reader, wanted=ALL, today=MONDAY)
    assert (total, on_map, sides is not None) == (len(seen), len(placed), bool(placed))
    for zoom in (0, 18):
        cells = map_cells(reader, wanted=ALL, today=MONDAY, sides=EARTH, zoom=zoom)
        assert sum(cell.count for cell in cells) == len(placed)
        assert {cell.id for cell in cells if cell.id} <= placed
        alone = {cell.id for cell in cells}
        assert zoom == 0 or alone == placed, "each customer stands alone from near by"


def check_files(company, reader, seen):
    if POLICY.scope("customers.export.asked", reader.role) is Scope.NOBODY:
        return
    numbers = sorted(row.external_id for row, _owner in company.accounts if row.pk in seen)
    assert exported(reader, "accounts") == (numbers, len(numbers))
    people = Contact.objects.unscoped(WHY).filter(account__in=seen)
    numbers = sorted(people.values_list("account__external_id", flat=True))
    assert exported(reader, "contacts") == (numbers, len(numbers))


def check_likeness(company, reader, seen):
    first, _owner = company.accounts[0]
    like = similar(reader, {"name": first.name, "phone": first.phone})
    assert {one.account.pk for one in like} <= seen
    assert len(like) == min(len(seen), 5), "all have one phone"
    pairs = Candidate.objects.unscoped(WHY).values_list("one_id", "other_id")
    both = {pair for pair in pairs if seen.issuperset(pair)}
    assert set(candidates_seen(reader).values_list("one_id", "other_id")) == both
    for one, other in pairs:
        assert (compared(reader, one, other) is not None) == ((one, other) in both)


def check(company):
    for reader in company.readers():
        seen = company.seen(reader)
        for part in (check_counts, check_map, check_likeness, check_files):
            part(company, reader, seen)


def move(company, moves):
    for who, superior in moves:
        if who != superior and (
            superior is None or not company.oracle.stands_under(company.key(superior), company.key(who))
        ):
            company.superiors[who] = superior
            company.settle()


@pytest.mark.django_db
@few
@given(drawn=companies())
def test_everybody_takes_away_maps_and_counts_what_he_sees(drawn, at_time):
    at_time(NOW)
    with transaction.atomic():
        company = Customers(drawn)
        ids = sorted((row.pk for row, _owner in company.accounts), key=str)
        for one, other in itertools.pairwise(ids):
            Candidate.objects.create(one_id=one, other_id=other, score=700, certain=False)
        check(company)
        move(company, drawn["moves"])
        check(company)
        transaction.set_rollback(True)


@pytest.mark.django_db
@few
@given(drawn=companies(), data=st.data())
def test_nobody_merges_or_takes_apart_what_he_does_not_see(drawn, data, at_time):
    at_time(NOW)
    with transaction.atomic():
        company = Customers(drawn)
        if len(company.accounts) > 1:
            places = data.draw(st.permutations(range(len(company.accounts))))[:2]
            _merge_as_each(company, *(company.accounts[place] for place in places))
        transaction.set_rollback(True)


def _merge_as_each(company, kept, gone):
    both = {"kept_id": kept[0].pk, "gone_id": gone[0].pk}
    versions = {f"{name}_version": Account.objects.unscoped(WHY).get(pk=both[f"{name}_id"]).version
                for name in ("kept", "gone")}  # fmt: skip
    for reader in company.readers():
        may = POLICY.scope("customers.account.merged", reader.role) is not Scope.NOBODY
        sees = {kept[0].pk, gone[0].pk} <= company.seen(reader)
        before = everything()
        if not (may and sees):
            with pytest.raises(Refused):
                merge_accounts(by=reader, **both, **versions, chosen={}, at=NOW)
            assert everything() == before
            continue
        with transaction.atomic():
            merge = merge_accounts(by=reader, **both, **versions, chosen={}, at=NOW)
            _apart_as_each(company, merge, kept, gone)
            transaction.set_rollback(True)


def _apart_as_each(company, merge, kept, gone):
    """Who sees the one that stayed, whose ever it is by now, sees the merge; who sees both takes it apart."""
    owner = Account.objects.unscoped(WHY).get(pk=kept[0].pk).owner_id
    for reader in company.readers():
        sees_kept = company.oracle.sees_account(reader.pk, owner)
        assert {one.id for one in merges_seen(reader)} == ({merge.pk} if sees_kept else set())
        may = POLICY.scope("customers.merge.undone", reader.role) is not Scope.NOBODY
        sees = sees_kept and company.oracle.sees_account(reader.pk, company.key(gone[1]))
        with transaction.atomic():
            if may and sees:
                undo_merge(by=reader, merge_id=merge.pk, at=NOW)
                assert Account.objects.unscoped(WHY).filter(pk=gone[0].pk).exists()
            else:
                with pytest.raises(Refused):
                    undo_merge(by=reader, merge_id=merge.pk, at=NOW)
                assert Merge.objects.unscoped(WHY).get(pk=merge.pk).undone_at is None
            transaction.set_rollback(True)
