"""The office's pages: what a form does, what it says when it may not, and what it costs."""

import re
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from fieldday.customers.models import Account
from fieldday.kit import clock, files
from fieldday.kit.imports.kinds import kinds
from fieldday.people.actions.import_running import run_imports
from fieldday.people.models import CompanyDay, Deputy, ImportJob, Person, Team
from fieldday.people.questions.calendar import the_calendar
from fieldday.rules.headers import guess
from fieldday.visits.models import Code
from fieldday.web.office.import_words import field_name
from tests.world import MONDAY, person

PAGES = ("office", "office-people", "teams", "areas", "codes", "settings", "company-days", "imports")


def post(browser, route, /, *args, **fields):
    return browser.post(reverse(route, args=args), {"_key": str(uuid4()), **fields})


def bring(browser, text, kind="accounts", name="客戶.csv", **more):
    file = SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
    return post(browser, "imports", kind=kind, file=file, **more)


def brought(job, browser, **mapping):
    post(browser, "import-check", job.pk, **{f"column-{field}": column for field, column in mapping.items()})
    run_imports(at=clock.now())


@pytest.mark.parametrize("page", PAGES)
def test_the_office_alone_opens_its_pages(world, signed_in, page):
    for name in ("oscar", "ada"):
        assert signed_in(world.people[name]).get(reverse(page)).status_code == 200
    for name in ("diana", "bob", "alice", "uma"):
        assert signed_in(world.people[name]).get(reverse(page)).status_code == 404


def test_a_list_of_people_costs_the_same_however_long_it_is(world, signed_in):
    browser = signed_in(world.oscar)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(reverse("office-people"))
        return len(queries)

    cost()
    few = cost()
    for n in range(30):
        person(f"x{n}", f"X{n}", world.bob, team=world.team_bob, area=world.north)
    assert cost() == few


def test_a_person_is_found_by_any_part(world, signed_in):
    browser = signed_in(world.oscar)
    page = browser.get(reverse("office-people"), {"q": "ali"}).content.decode()
    assert "Alice" in page and "Charlie" not in page
    assert "Charlie" not in browser.get(reverse("office-people"), {"state": "left"}).content.decode()


def test_a_ring_is_said_at_its_field_and_what_was_typed_stays(world, signed_in):
    mona = world.mona
    answer = post(
        signed_in(world.oscar), "office-person", mona.pk, external_id="mona", name="Mona", title="新職稱",
        role="manager", language="en", reports_to=world.alice.pk, team=mona.team_id, area="", seen="",
    )  # fmt: skip
    assert answer.status_code in {409, 422}
    assert "新職稱" in answer.content.decode()
    assert Person.objects.unscoped("a test").get(pk=mona.pk).reports_to_id == world.diana.pk


def test_an_assistant_has_no_form_for_an_administrator(world, signed_in):
    assert signed_in(world.oscar).get(reverse("office-person-edit", args=[world.ada.pk])).status_code == 404
    assert signed_in(world.ada).get(reverse("office-person-edit", args=[world.oscar.pk])).status_code == 200
    offered = signed_in(world.oscar).get(reverse("office-person-new")).content.decode()
    assert 'value="assistant"' in offered and 'value="administrator"' not in offered


def test_a_used_team_and_a_used_entry_say_why_they_stay(world, signed_in):
    browser = signed_in(world.oscar)
    answer = post(browser, "team-retirement", world.team_bob.pk)
    assert answer.status_code == 422 and "3 people are in this team" in answer.content.decode()
    used = Code.objects.get(kind="purpose", code="ordering")
    answer = post(browser, "code-removal", used.pk)
    assert answer.status_code == 422 and "cannot be deleted" in answer.content.decode()
    assert Code.objects.filter(pk=used.pk).exists() and not Team.objects.get(pk=world.team_bob.pk).retired


def test_a_company_day_is_set_and_removed(world, signed_in):
    browser = signed_in(world.oscar)
    post(browser, "company-days", since="2026-11-24", until="", works="no", name="員工旅遊")
    assert not the_calendar().works(date(2026, 11, 24))
    assert "員工旅遊" in browser.get(reverse("company-days"), {"year": "2026"}).content.decode()
    post(browser, "company-day-removal", date(2026, 11, 24))
    assert not CompanyDay.objects.exists()
    for odd in ("x", "0", "99999", "-1"):
        assert browser.get(reverse("company-days"), {"year": odd}).status_code == 200


def test_moving_leaving_and_coming_back(world, signed_in):
    browser, people = signed_in(world.oscar), Person.objects.unscoped("a test")
    post(browser, "office-person-moving", world.alice.pk, reports_to=world.carol.pk, team=world.team_carol.pk,
         since=MONDAY)  # fmt: skip
    assert people.get(pk=world.alice.pk).reports_to_id == world.carol.pk
    answer = post(browser, "office-person-leaving", world.carol.pk, last_day=MONDAY, successor="")
    assert answer.status_code == 422
    assert post(browser, "office-person-leaving", world.alice.pk, last_day=MONDAY, successor="").status_code == 303
    assert not people.get(pk=world.alice.pk).is_active
    post(browser, "office-person-return", world.alice.pk)
    assert people.get(pk=world.alice.pk).is_active


def test_a_supervisor_appoints_his_own_deputy_and_nobody_else_s(world, signed_in):
    browser = signed_in(world.bob)
    days = {"since": "2026-12-01", "until": "2026-12-02"}
    assert post(browser, "deputies", deputy=world.bob.pk, **days).status_code == 422
    assert post(browser, "deputies", deputy=world.adam.pk, principal=world.carol.pk, **days).status_code == 303
    made = Deputy.objects.get(since=date(2026, 12, 1))
    assert (made.principal, made.deputy) == (world.bob, world.adam)
    again = post(browser, "deputies", deputy=world.alice.pk, **days)
    assert again.status_code == 422 and "Adam stands in already" in again.content.decode()
    wrong = post(browser, "deputies", deputy=world.adam.pk, since="2026-12-05", until="2026-12-04")
    assert wrong.status_code == 422 and "2026-12-05" in wrong.content.decode()
    assert post(browser, "deputy-removal", made.pk).status_code == 303


def test_a_namesake_ends_nobodys_deputy(world, signed_in):
    Person.objects.unscoped("a test").filter(pk=world.dora.pk).update(name=world.bob.name)
    page = signed_in(world.people["dora"]).get(reverse("deputies")).content.decode()
    assert "Dora" not in page and "for Bob" in page
    assert "/removal" not in page, "she stands in for him; ending it is his"


def test_lists_teams_and_settings_keep_what_is_new_on_their_forms(world, signed_in):
    browser = signed_in(world.oscar)
    wrong = post(browser, "codes", kind="expense", name_zh="過路費", limit="many", rate="-1")
    assert wrong.status_code == 422 and "many" in wrong.content.decode() and "-1" in wrong.content.decode()
    assert post(browser, "codes", kind="expense", name_zh="過路費", limit="NT$1,200", rate="6.5").status_code == 303
    made = Code.objects.get(kind="expense", name_zh="過路費")
    assert (made.limit, made.rate) == (1200, Decimal("6.5"))
    page = browser.get(reverse("codes"), {"kind": "expense"}).content.decode()
    assert "1,200" in page and "6.5" in page
    team = world.team_bob
    form = browser.get(reverse("team", args=[team.pk])).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', form)[1]
    facts = {"name": team.name, "external_id": team.external_id, "parent": team.parent_id or "", "seen": seen}
    facts["leader"] = team.leader_id or ""
    wrong = post(browser, "team", team.pk, countersigner=world.uma.pk, **facts)
    assert wrong.status_code == 422 and "auditor" in wrong.content.decode()
    assert post(browser, "team", team.pk, countersigner=world.ada.pk, **facts).status_code == 303
    assert Team.objects.get(pk=team.pk).countersigner_id == world.ada.pk


def test_a_file_goes_all_the_way_and_back(world, signed_in):
    browser = signed_in(world.oscar)
    bring(browser, "客戶編號,名稱,負責業務\nN1,新店家,alice\nN2,=1+1,nobody\n")
    job = ImportJob.objects.unscoped("a test").get(state="uploaded")
    brought(job, browser, external_id="客戶編號", name="名稱", owner="負責業務")
    address = reverse("import", args=[job.pk])
    assert "Bring in 1 rows" in browser.get(address).content.decode()
    post(browser, "import-run", job.pk)
    assert "hx-get" in browser.get(address).content.decode()
    assert browser.get(reverse("import-progress", args=[job.pk])).status_code == 200
    run_imports(at=clock.now())
    assert browser.get(reverse("import-progress", args=[job.pk])).headers["HX-Redirect"] == address
    assert Account.objects.unscoped("a test").filter(external_id="N1").exists()
    rejected = browser.get(reverse("import-rejected", args=[job.pk]))
    text = b"".join(rejected.streaming_content).decode("utf-8-sig").splitlines()
    assert text[0] == "客戶編號,名稱,負責業務,Reason"
    assert text[1].startswith("N2,'=1+1,nobody,") and len(text) == 2
    post(browser, "import-reversal", job.pk)
    run_imports(at=clock.now())
    assert not Account.objects.unscoped("a test").filter(external_id="N1").exists()


def test_the_same_upload_twice_is_one_file(world, signed_in):
    browser, key = signed_in(world.oscar), str(uuid4())
    for _n in range(2):
        file = SimpleUploadedFile("客戶.csv", "客戶編號,名稱\nN1,新\n".encode())
        browser.post(reverse("imports"), {"_key": key, "kind": "accounts", "file": file})
    jobs = ImportJob.objects.unscoped("a test").filter(state="uploaded")
    assert jobs.count() == 1
    assert files.path_of(jobs.get().file_path).is_file()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xff\x80\x81\x00\x9f", "UTF-8"),
        (b"PK\x03\x04 no workbook", "Excel workbook"),
        ("客戶編號,名稱\n".encode(), "no row under them"),
    ],
)
def test_a_file_that_cannot_be_used_says_so_and_leaves_nothing(world, signed_in, content, said):
    answer = bring(signed_in(world.oscar), content)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert ImportJob.objects.unscoped("a test").count() == 2


def test_a_file_over_the_cap_is_refused_in_words(world, signed_in, monkeypatch):
    monkeypatch.setattr(files, "UPLOAD_BYTES", 1000)
    answer = bring(signed_in(world.oscar), "客戶編號,名稱\n" + "N1,新店家\n" * 500)
    assert answer.status_code == 422
    assert "at most 100 MB" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans"])
def test_an_empty_file_to_fill_in_names_its_own_columns(language):
    with translation.override(language):
        for kind, found in kinds().items():
            fields = [field.name for field in found.fields("TWD")]
            header = [field_name(kind, name) for name in fields]
            assert guess(kind, fields, header) == dict(zip(fields, header, strict=True)), kind
