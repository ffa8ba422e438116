"""The A4 forms: what they say, who may have them, and the PDFs made from them."""

import io
from datetime import timedelta
from decimal import Decimal

import pypdf
import pytest

from fieldday.kit import pdf
from fieldday.people.models import Company, Person
from fieldday.rules.chain import code_of
from fieldday.trade.actions.order_taking import cancel_order
from fieldday.visits.actions.report_signing import answer_report, sign_report
from fieldday.visits.models import Plan, SignOff, Stop, Visit
from fieldday.web.forms import papers
from tests.world import FRIDAY, MONDAY, NOW, account, moment

pytestmark = pytest.mark.django_db
drawn = pytest.mark.skipif(bool(pdf.missing()), reason=f"PDFs want {' '.join(pdf.missing())}")


@pytest.fixture
def report(world):
    said = {world.alices.visit.pk: ("discuss", "報價要快")}
    found = world.alices.report
    report = sign_report(by=world.bob, report_id=found.pk, version=1, comment="收款辛苦了", at=NOW, judgements=said)
    return answer_report(by=world.alice, report_id=report.pk, text="明天補上", at=NOW)


@pytest.fixture
def bob(world, signed_in):
    Person.objects.unscoped("a test").filter(pk=world.bob.pk).update(language="zh-hant")
    return signed_in(world.people["bob"])


def _text(answer):
    assert answer.status_code == 200, answer.content[:300]
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    return [page.extract_text() for page in reader.pages]


def _page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@drawn
@pytest.mark.once
def test_a_signed_report_is_one_page_with_its_signatures_and_its_code(world, report, bob):
    pages = _text(bob.get(f"/reports/{report.pk}/form.pdf"))
    assert len(pages) == 1
    text = pages[0].replace("\n", "")
    head = SignOff.objects.unscoped("a test").filter(report=report).order_by("pk").last().digest
    for said in ("業務日報", "蓮花藥局", "年節檔期", "填表人", "Alice", "Bob", "收款辛苦了", "報價要快", "明天補上",
                 "200", "1,500.50", code_of(head), head, "第 1 頁，共 1 頁", "Alice 明天早點出門"):  # fmt: skip
        assert said in text, said


@drawn
@pytest.mark.once
def test_a_day_of_fifteen_stops_and_long_words_breaks_between_rows_under_a_repeated_head(world, bob):
    for n in range(15):
        at = moment(FRIDAY, 11) + timedelta(minutes=9 * n)
        place = account(f"L{n}", f"長街 {n} 號店", world.alice, world.north)
        Visit.objects.create(
            person=world.alice, account=place, day=FRIDAY, arrived_at=at, left_at=at, summary="老闆談了很久。" * 40
        )
    pages = _text(bob.get(f"/reports/{world.alices.report.pk}/form.pdf"))
    assert len(pages) > 2
    assert all("洽談結果" in page for page in pages[:2]), "the head of the table stands on each page"
    assert [f"第 {n} 頁，共 {len(pages)} 頁" in page for n, page in enumerate(pages, 1)] == [True] * len(pages)


@drawn
@pytest.mark.once
def test_a_teams_day_is_one_pdf_in_which_each_counts_his_own_pages(world, signed_in):
    pages = _text(signed_in(world.mona).get(f"/days/{FRIDAY}/forms.pdf"))
    assert len(pages) == 2
    assert ["Alice" in page for page in pages].count(True) == 1
    assert all("Page 1 of 1" in page for page in pages)


def test_a_team_prints_what_its_reader_sees_and_no_more(world, signed_in, bob):
    assert "楓葉藥局" not in (page := _page(bob, f"/days/{FRIDAY}/forms")) and "蓮花藥局" in page
    both = _page(signed_in(world.mona), f"/days/{FRIDAY}/forms?kind=plans")
    assert "楓葉藥局" in both and "蓮花藥局" in both
    assert "蓮花藥局" not in _page(signed_in(world.mona), f"/days/{FRIDAY}/forms?under={world.carol.pk}")
    assert bob.get(f"/days/{FRIDAY}/forms?under={world.carol.pk}").status_code == 404
    assert "沒有可列印的表單" in _page(bob, "/days/2026-01-02/forms")
    assert "蓮花藥局" not in _page(signed_in(world.oscar), f"/days/{FRIDAY}/forms"), "the office sees no papers"


def test_too_many_forms_are_refused_with_their_number(world, signed_in, monkeypatch):
    monkeypatch.setattr("fieldday.readings.forms.team.MOST", 1)
    for address in ("forms", "forms.pdf"):
        answer = signed_in(world.mona).get(f"/days/{FRIDAY}/{address}")
        assert answer.status_code == 422 and "2 forms" in answer.content.decode()


def test_without_what_a_pdf_wants_the_page_prints_and_says_what_is_missing(world, report, bob, monkeypatch):
    monkeypatch.setattr(papers, "missing", lambda: ("libpango-1.0-0",))
    monkeypatch.setattr(pdf, "missing", lambda: ("libpango-1.0-0",))
    page = _page(bob, f"/reports/{report.pk}/form")
    assert "libpango-1.0-0" in page and "data-print" in page and "form.pdf" not in page
    answer = bob.get(f"/reports/{report.pk}/form.pdf")
    assert answer.status_code == 503 and "libpango-1.0-0" in answer.content.decode()


def test_a_plan_shows_its_stops_its_changes_and_who_approved(world, bob):
    page = _page(bob, f"/plans/{world.alices.plan_done.pk}/form")
    for said in ("拜訪計畫表", "蓮花藥局", "談新品上架", "5,000", "Bob", "2026/11/20 08:00", "已核准"):
        assert said in page, said


def test_a_draft_says_so_carries_no_code_and_keeps_its_words(world, signed_in):
    plan = Plan.objects.create(person=world.alice, day=MONDAY + timedelta(days=3))
    Stop.objects.create(plan=plan, position=1, account=world.lotus)
    page = _page(signed_in(world.alice), f"/plans/{plan.pk}/form")
    assert "Draft, not sent" in page and "SHA-256" not in page


def test_years_of_the_republic_where_the_company_counts_so(world, report, bob):
    assert "民國" not in _page(bob, f"/reports/{report.pk}/form")
    Company.objects.update(roc_years=True)
    page = _page(bob, f"/reports/{report.pk}/form")
    assert "民國 115 年 11 月 20 日（五）" in page and "115/11/23 09:00" in page


def test_what_changed_after_the_signature_stands_below_the_frozen_figures(world, report, bob):
    cancel_order(by=world.alice, order=world.alices.order, at=moment(MONDAY, 15))
    for address in (f"/reports/{report.pk}/form", f"/reports/{report.pk}"):
        page = _page(bob, address)
        assert "附註：簽核後的變動" in page and "Alice" in page, address
    assert ">200<" in _page(bob, f"/reports/{report.pk}/form"), "the figure that was signed"


def test_a_week_has_each_day_with_its_signer_and_code(world, report, bob):
    page = _page(bob, f"/people/{world.alice.pk}/weeks/{FRIDAY}")
    head = SignOff.objects.unscoped("a test").filter(report=report).order_by("pk").last().digest
    for said in (
        "週拜訪計畫與實績表",
        "11 月 16 日（一）",
        "蓮花藥局",
        "已簽核",
        "Bob 2026/11/23 09:00",
        code_of(head),
    ):
        assert said in page, said
    assert "11 月 21 日" not in page, "a day off without anything is left out"


@pytest.mark.parametrize("reader", ["charlie", "oscar"])
def test_a_form_is_for_who_sees_the_paper(world, report, signed_in, reader):
    client = signed_in(world.people[reader])
    for address in (f"/reports/{report.pk}/form", f"/reports/{report.pk}/form.pdf",
                    f"/people/{world.alice.pk}/weeks/{FRIDAY}"):  # fmt: skip
        assert client.get(address).status_code == 404


def test_money_of_the_day_is_the_frozen_one(world, report, bob):
    world.alices.line.amount = Decimal(999)
    world.alices.line.save()
    assert ">200<" in _page(bob, f"/reports/{report.pk}/form")
