"""A file from upload to undoing: mapped, checked, run in the background, survived, taken back."""

from datetime import timedelta

import pytest

from fieldday.customers.models import Account
from fieldday.kit import files
from fieldday.kit.files import keep
from fieldday.kit.imports import kinds as registry
from fieldday.kit.refusals import Refused
from fieldday.people.actions import import_running
from fieldday.people.actions.import_jobs import (
    check_import,
    choose_words,
    discard_import,
    look_into,
    start_import,
    take_back_import,
    take_file,
)
from fieldday.people.actions.import_running import run_imports
from fieldday.people.models import Area, ImportJob, ImportRemark, Person
from fieldday.people.questions.imports import import_seen, imports_seen, unknown_words
from fieldday.people.questions.mappings import remembered
from fieldday.people.sight import is_superior
from fieldday.trade.models import Order, OrderLine, Product
from fieldday.trail.models import Event
from tests.world import NOW

LATER = NOW + timedelta(minutes=1)


def bring(world, kind, text, name="客戶.csv", by=None):
    file = keep([text.encode()], "imports")
    looked = look_into(files.path_of(file.path))
    return take_file(by=by or world.oscar, kind=kind, name=name, file=file, looked=looked, at=NOW)


def fresh(job):
    return ImportJob.objects.unscoped("a test").get(pk=job.pk)


def brought_in(world, kind, text, by=None):
    """A file all the way in."""
    job = bring(world, kind, text, by=by)
    check_import(by=by or world.oscar, job_id=job.pk, mapping=job.mapping, at=NOW)
    run_imports(at=NOW)
    start_import(by=by or world.oscar, job_id=job.pk, at=LATER)
    run_imports(at=LATER)
    return fresh(job)


def taken_back(world, job, by=None):
    take_back_import(by=by or world.oscar, job_id=job.pk, at=LATER + timedelta(minutes=5))
    run_imports(at=LATER + timedelta(minutes=5))
    return fresh(job)


def stayed(job):
    rows = ImportRemark.objects.unscoped("a test").filter(job=job, about="undoing")
    return {(row.params["row_name"], row.code) for row in rows}


ACCOUNTS = (
    "客戶編號,名稱,電話,負責業務,區域\nN1,新店家,02-2345-6789,alice,北區\nN2,第二家,,nobody,北區\nC1,蓮花新藥局,,,\n"
)


def test_a_file_is_checked_then_brought_in(world):
    job = bring(world, "accounts", ACCOUNTS)
    assert job.mapping == {
        "external_id": "客戶編號",
        "name": "名稱",
        "phone": "電話",
        "area": "區域",
        "owner": "負責業務",
    }
    assert (job.rows, job.samples[0][1]) == (3, "新店家")
    check_import(by=world.oscar, job_id=job.pk, mapping=job.mapping, at=NOW)
    before = Account.objects.unscoped("a test").count()
    assert run_imports(at=NOW) == 1
    job = fresh(job)
    assert (job.state, job.report["created"], job.report["updated"], job.report["rejected"]) == ("checked", 1, 1, 1)
    assert [(row.row, row.field, row.code) for row in job.remarks.unscoped("a test")] == [
        (2, "owner", "people.person.unknown"),
        (3, "", "kit.import.twin"),  # the number is there, under another name
    ]
    assert Account.objects.unscoped("a test").count() == before
    start_import(by=world.oscar, job_id=job.pk, at=LATER)
    assert run_imports(at=LATER) == 1
    job = fresh(job)
    assert (job.state, job.report["created"], job.done_rows) == ("done", 1, 3)
    assert Account.objects.unscoped("a test").get(external_id="C1").name == "蓮花新藥局"
    assert Event.objects.get(verb="people.import.finished").changes["created"] == 1


def test_the_mapping_is_remembered_for_such_a_file(world):
    first = bring(world, "accounts", "a,b,c\nN1,x,y\n")
    assert first.mapping == {}
    check_import(by=world.oscar, job_id=first.pk, mapping={"external_id": "a", "name": "b", "note": ""}, at=NOW)
    assert bring(world, "accounts", "c,a,b\ny,N2,x\n", by=world.ada).mapping == {"external_id": "a", "name": "b"}
    assert bring(world, "products", "c,a,b\ny,N2,x\n").mapping == {}


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"phone": "名稱"}, "people.import.without_key"),
        ({"external_id": "不在"}, "kit.import.no_column"),
        ({"external_id": "客戶編號", "password": "名稱"}, "kit.import.unknown_field"),
    ],
)
def test_a_mapping_that_cannot_be(world, mapping, code):
    job = bring(world, "accounts", ACCOUNTS)
    with pytest.raises(Refused) as refusal:
        check_import(by=world.oscar, job_id=job.pk, mapping=mapping, at=NOW)
    assert refusal.value.code == code
    assert fresh(job).state == "uploaded"


def test_an_import_is_started_once_and_only_after_a_check(world):
    job = bring(world, "accounts", ACCOUNTS)
    with pytest.raises(Refused, match="not_now"):
        start_import(by=world.oscar, job_id=job.pk, at=NOW)
    job = brought_in(world, "accounts", ACCOUNTS)
    with pytest.raises(Refused, match="not_now"):
        start_import(by=world.oscar, job_id=job.pk, at=NOW)
    with pytest.raises(Refused, match="not_now"):
        discard_import(by=world.oscar, job_id=job.pk, at=NOW)


def test_a_file_thrown_away_is_gone(world, django_capture_on_commit_callbacks):
    job = bring(world, "accounts", ACCOUNTS)
    path = files.path_of(job.file_path)
    assert path.is_file()
    with django_capture_on_commit_callbacks(execute=True):
        discard_import(by=world.ada, job_id=job.pk, at=NOW)
    assert not path.exists()
    assert not imports_seen(world.oscar).filter(pk=job.pk).exists()


def test_nobody_but_the_office_sees_or_brings_files(world):
    job = bring(world, "accounts", ACCOUNTS)
    for name in ("diana", "bob", "alice", "uma"):
        assert import_seen(world.people[name], job.pk) is None
        with pytest.raises(Refused) as refusal:
            discard_import(by=world.people[name], job_id=job.pk, at=NOW)
        assert refusal.value.missing
        with pytest.raises(Refused, match="not_allowed"):
            bring(world, "accounts", ACCOUNTS, by=world.people[name])


def test_a_killed_worker_s_job_is_taken_up_when_its_lease_is_over(world, monkeypatch):
    rows = "".join(f"N{n},店 {n}\n" for n in range(1200))
    job = bring(world, "accounts", "客戶編號,名稱\n" + rows)
    ImportJob.objects.unscoped("a test").filter(pk=job.pk).update(state="checked")
    start_import(by=world.oscar, job_id=job.pk, at=NOW)

    class Killed(BaseException):
        pass

    def progress(self, done):
        if done >= 500:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(import_running._Hold, "progress", progress)
        with pytest.raises(Killed):
            run_imports(at=NOW)
    assert Account.objects.unscoped("a test").filter(external_id__startswith="N").count() == 500
    assert run_imports(at=NOW + timedelta(seconds=10)) == 0  # it is still held
    assert run_imports(at=NOW + timedelta(minutes=10)) == 1
    job = fresh(job)
    assert (job.state, job.report["created"], job.report["unchanged"]) == ("done", 1200, 0)
    assert Account.objects.unscoped("a test").filter(external_id__startswith="N").count() == 1200
    assert taken_back(world, job).undone == 1200
    assert not Account.objects.unscoped("a test").filter(external_id__startswith="N").exists()


def test_a_worker_that_lost_its_lease_stops(world):
    job = bring(world, "accounts", ACCOUNTS)
    check_import(by=world.oscar, job_id=job.pk, mapping=job.mapping, at=NOW)
    hold = import_running._Hold(import_running._claim(NOW), NOW)
    hold._told -= 10
    hold.progress(1)
    ImportJob.objects.unscoped("a test").update(lease=None, leased_until=None)
    hold._told -= 10
    with pytest.raises(import_running.LeaseLost):
        hold.progress(2)


def test_what_breaks_again_and_again_is_given_up(world, monkeypatch, caplog):
    job = bring(world, "accounts", ACCOUNTS)
    check_import(by=world.oscar, job_id=job.pk, mapping=job.mapping, at=NOW)

    def broken(**_facts):
        raise RuntimeError("the disk is gone")

    kind = registry.kinds()["accounts"]
    monkeypatch.setitem(registry._KINDS, "accounts", registry.Kind("accounts", kind.verb, kind.fields, broken))
    for n in range(7):
        run_imports(at=NOW + timedelta(minutes=5 * n))
    assert (fresh(job).state, fresh(job).refusal["code"]) == ("failed", "people.import.gave_up")


def test_whoever_left_brings_nothing_in(world):
    job = bring(world, "accounts", ACCOUNTS)
    check_import(by=world.oscar, job_id=job.pk, mapping=job.mapping, at=NOW)
    Person.objects.unscoped("a test").filter(pk=world.oscar.pk).update(is_active=False)
    run_imports(at=NOW)
    assert (fresh(job).state, fresh(job).refusal["code"]) == ("failed", "people.import.by_nobody")


def test_a_file_that_vanished_fails_in_words(world):
    job = bring(world, "accounts", ACCOUNTS)
    check_import(by=world.oscar, job_id=job.pk, mapping=job.mapping, at=NOW)
    files.forget(job.file_path)
    run_imports(at=NOW)
    assert (fresh(job).state, fresh(job).refusal["code"]) == ("failed", "kit.import.no_file")


def test_taking_back_removes_what_is_new_and_puts_back_what_changed(world):
    header = "客戶編號,名稱,電話,信用額度,負責業務,聯絡人,區域"
    text = f"{header}\nN1,新店家,,,alice,林小姐,新區\nC1,改名,07-123-4567,5000,bob,,新區\n"
    job = brought_in(world, "accounts", text)
    assert job.report["created"] == 1 and job.report["updated"] == 1
    job = taken_back(world, job)
    assert (job.state, job.undone, stayed(job)) == ("undone", 3, set())
    lotus = Account.objects.unscoped("a test").select_related("search").get(external_id="C1")
    assert (lotus.name, lotus.phone, lotus.credit_limit, lotus.owner) == ("蓮花藥局", "02-2345-6789", None, world.alice)
    assert (lotus.area, "蓮花" in lotus.search.plain) == (world.north, True)
    assert [row.owner for row in lotus.ownerships.unscoped("a test")] == [world.alice]
    assert not Account.objects.unscoped("a test").filter(external_id="N1").exists()
    assert not Area.objects.filter(name="新區").exists()
    assert Event.objects.filter(verb="customers.account.unimported").count() == 2


def test_what_was_built_upon_stays_with_its_reason(world):
    job = brought_in(world, "accounts", "客戶編號,名稱\nN1,甲店\nN2,乙店\nN3,丙店\nC1,改名\n")
    accounts = Account.objects.unscoped("a test")
    Order.objects.create(account=accounts.get(external_id="N1"), ordered_on=NOW.date())
    brought_in(world, "accounts", "客戶編號,名稱\nN2,乙店二\nC1,又改名\n")
    job = taken_back(world, job)
    assert stayed(job) == {
        ("N1 甲店", "people.undo.in_use"),
        ("N2 乙店二", "people.undo.changed_since"),
        ("C1 又改名", "people.undo.changed_since"),
    }
    assert job.undone == 1
    assert set(accounts.filter(external_id__startswith="N").values_list("external_id", flat=True)) == {"N1", "N2"}
    Order.objects.unscoped("a test").filter(account__external_id="N1").delete()
    assert {name for name, _code in stayed(taken_back(world, job))} == {"N2 乙店二", "C1 又改名"}


def test_people_are_taken_back_with_their_line(world):
    text = "員編,姓名,主管,組別\nboss,新主管,mona,新組\nnew,新人,boss,新組\nalice,Alice,boss,新組\n"
    job = brought_in(world, "people", text, by=world.ada)
    boss = Person.objects.unscoped("a test").get(external_id="boss")
    assert is_superior(boss.pk, world.alice.pk)
    job = taken_back(world, job, by=world.ada)
    assert (stayed(job), job.undone) == (set(), 4)
    assert not Person.objects.unscoped("a test").filter(external_id__in=("boss", "new")).exists()
    alice = Person.objects.unscoped("a test").get(pk=world.alice.pk)
    assert (alice.reports_to, alice.team) == (world.bob, world.team_bob)
    assert is_superior(world.bob.pk, world.alice.pk)


def test_an_assistant_takes_no_administrator_back(world):
    job = brought_in(world, "people", "員編,姓名,角色\nadam,Adam,administrator\n", by=world.ada)
    assert Person.objects.unscoped("a test").get(external_id="adam").role == "administrator"
    job = taken_back(world, job, by=world.oscar)
    assert stayed(job) == {("adam", "people.person.beyond_reach")}
    assert taken_back(world, job, by=world.ada).undone == 1


def test_areas_go_with_the_areas_that_a_file_named(world):
    job = brought_in(world, "areas", "區域編號,區域名稱,上層\nA1,士林,台北\nN,北區,台北\n")
    assert Area.objects.get(external_id="N").parent.name == "台北"
    job = taken_back(world, job)
    assert stayed(job) == set()
    assert Area.objects.get(external_id="N").parent is None
    assert Area.objects.count() == 2


def test_trade_is_taken_back_from_its_last_file_to_its_first(world):
    products = brought_in(world, "products", "品號,品名,成本,售價\nQ1,新品,10,20\nP1,白蘭洗衣精,61,105\n")
    orders = brought_in(world, "orders", "單號,客戶編號,訂單日期\nO1,C1,2026-11-01\n")
    lines = brought_in(world, "order-lines", "單號,品號,數量,單價\nO1,Q1,3,20\n")
    payments = brought_in(world, "payments", "收款單號,客戶編號,收款日期,金額\nR1,C1,2026-11-02,99.5\n")
    assert stayed(taken_back(world, products)) == {("Q1", "people.undo.in_use"), ("P1", "people.undo.secret")}
    assert stayed(taken_back(world, orders)) == {("O1", "people.undo.in_use")}
    assert stayed(taken_back(world, payments)) == set()
    assert stayed(taken_back(world, lines)) == set()
    assert stayed(taken_back(world, orders)) == set()
    assert stayed(taken_back(world, products)) == {("P1", "people.undo.secret")}
    assert not Order.objects.unscoped("a test").filter(external_id="O1").exists()
    assert not OrderLine.objects.unscoped("a test").filter(order__external_id="O1").exists()
    assert Product.objects.get(external_id="P1").cost == 61


def test_a_file_of_nothing_or_of_no_kind_is_refused(world):
    with pytest.raises(Refused, match="without_rows"):
        bring(world, "accounts", "客戶編號,名稱\n")
    with pytest.raises(Refused, match="unknown_kind"):
        bring(world, "plans", ACCOUNTS)
    with pytest.raises(Refused, match=r"kit\.import\.empty"):
        bring(world, "accounts", "")


def test_the_mapping_is_remembered_for_a_source_by_its_name(world):
    def from_erp(text, source="ERP"):
        file = keep([text.encode()], "imports")
        looked = look_into(files.path_of(file.path))
        said = {"kind": "accounts", "name": "x.csv", "file": file, "looked": looked, "at": NOW, "source": source}
        return take_file(by=world.oscar, **said)

    first = from_erp("a,b,c\nN1,x,y\n")
    check_import(by=world.oscar, job_id=first.pk, mapping={"external_id": "a", "name": "b", "note": "c"}, at=NOW)
    assert from_erp("a,b,電話\nN1,x,y\n").mapping == {"external_id": "a", "name": "b", "phone": "電話"}
    assert from_erp("a,b,電話\nN1,x,y\n", source="").mapping == {"phone": "電話"}
    offered = remembered("accounts", ("a", "b", "z"))
    assert [(one.source, one.mapping, one.same) for one in offered] == [
        ("ERP", {"external_id": "a", "name": "b"}, False)
    ]


WORDS = "客戶編號,客戶名稱,類別,負責業務\nN1,甲,診所,小愛\nN2,乙,診所,\nN3,丙,衛生所,\n"
FIELDS = {"external_id": "客戶編號", "name": "客戶名稱", "kind": "類別", "owner": "負責業務"}


def checked(world, content=WORDS):
    job = bring(world, "accounts", content)
    check_import(by=world.oscar, job_id=job.pk, mapping=FIELDS, at=NOW)
    run_imports(at=NOW)
    return fresh(job)


def test_words_that_nobody_understands_are_told_with_what_they_may_mean(world):
    job = checked(world)
    assert unknown_words(world.oscar, job) == [("kind", "診所", 2), ("kind", "衛生所", 1), ("owner", "小愛", 1)]
    said = [("kind", "診所", "shop"), ("kind", "衛生所", ""), ("owner", "小愛", "alice"), ("password", "x", "y")]
    choose_words(by=world.oscar, job_id=job.pk, said=said, at=NOW)
    run_imports(at=NOW)
    job = fresh(job)
    assert (job.state, job.report["created"], job.report["rejected"]) == ("checked", 3, 0)
    assert job.words == {"kind": {"診所": "shop", "衛生所": ""}, "owner": {"小愛": "alice"}}
    start_import(by=world.oscar, job_id=job.pk, at=LATER)
    run_imports(at=LATER)
    found = {row.external_id: row for row in Account.objects.unscoped("a test").filter(external_id__startswith="N")}
    assert (found["N1"].kind, found["N1"].owner, found["N2"].kind) == ("shop", world.alice, "shop")
    assert bring(world, "accounts", WORDS).words == job.words, "remembered for the next file of this kind"


def test_what_a_word_means_can_be_taken_back(world):
    job = checked(world)
    choose_words(by=world.oscar, job_id=job.pk, said=[("kind", "診所", "shop")], at=NOW)
    run_imports(at=NOW)
    choose_words(by=world.oscar, job_id=job.pk, said=[("kind", "診所", None)], at=NOW)
    run_imports(at=NOW)
    assert (fresh(job).words, fresh(job).report["rejected"]) == ({}, 3)


def test_an_owner_may_be_called_by_name_where_only_one_has_it(world):
    job = checked(world, f"客戶編號,客戶名稱,類別,負責業務\nN1,甲,門市,{world.alice.name}\n")
    assert (job.report["created"], job.report["rejected"]) == (1, 0)


def test_an_address_book_is_no_table(tmp_path):
    (tmp_path / "phone.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:王小明\nEND:VCARD\n")
    with pytest.raises(Refused, match="address_book"):
        look_into(tmp_path / "phone.vcf")
