"""Rows that may be customers who are there: all are reached, taken away as a file, and remembered by their source."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fieldday.customers.models import Account
from fieldday.kit import clock
from fieldday.people.actions.import_running import run_imports
from fieldday.people.models import ImportJob
from tests.web.office.test_office import bring, brought, post
from tests.world import NOW

pytestmark = pytest.mark.django_db
MANY = 130
COLUMNS = {"external_id": "編號", "name": "名稱", "phone": "電話"}


@pytest.fixture
def office(world, signed_in, tmp_path, settings):
    settings.HOME = tmp_path
    made = (
        Account(external_id=f"K{n}", name=f"舊店{n}", phone="02-2345-6789", created_at=NOW) for n in range(1, MANY + 1)
    )
    Account.objects.unscoped("a test").bulk_create(made)
    return signed_in(world.oscar)


def sheet(count, name="=新店"):
    return "編號,名稱,電話\n" + "".join(f"K{n},{name}{n},02-2345-6789\n" for n in range(1, count + 1))


def checked(office, text, **more):
    bring(office, text, **more)
    job = ImportJob.objects.unscoped("a test").latest("at", "pk")
    brought(job, office, **COLUMNS)
    job.refresh_from_db()
    assert job.state == "checked"
    return job


def page_of(office, job, query=""):
    return office.get(reverse("import-twins", args=[job.pk]) + query).content.decode()


def shown(page):
    return [n for n in range(1, MANY + 1) if f'id="row-{n}"' in page]


def test_all_rows_that_say_otherwise_are_reached_page_by_page(office):
    job = checked(office, sheet(MANY))
    first = office.get(reverse("import", args=[job.pk])).content.decode()
    assert shown(first) == list(range(1, 21))
    assert f'href="{reverse("import-twins", args=[job.pk])}"' in first
    page = page_of(office, job)
    assert shown(page) == list(range(1, 101))
    assert "舊店100" in page and "=新店100" in page
    assert shown(page_of(office, job, "?page=2")) == list(range(101, MANY + 1))


def test_a_page_of_many_asks_no_more_than_one_of_few(office):
    few, many = checked(office, sheet(3)), checked(office, sheet(MANY))
    counts = []
    for job in (few, many, many):
        with CaptureQueriesContext(connection) as seen:
            page_of(office, job)
        counts.append(len(seen))
    assert counts[1] == counts[0]
    for path in ("import-twins-csv", "import-twins-xlsx"):
        assert b"".join(office.get(reverse(path, args=[many.pk])).streaming_content)


def test_what_is_chosen_goes_from_page_to_page_and_is_done(office):
    job = checked(office, sheet(MANY))
    policy = {"certain": "fill", "possible": "create", "known": "update"}
    answer = post(office, "import-twins", job.pk, page="1", **policy, **{"row-130": "skip"})
    assert answer.headers["Location"] == f"{reverse('import-twins', args=[job.pk])}?page=1"
    job.refresh_from_db()
    assert (job.state, job.twins["rows"]) == ("checking", {"130": "skip"})
    assert shown(page_of(office, job)) == list(range(1, 101))  # while it is checked anew
    post(office, "import-twins", job.pk, page="2", **policy, **{"row-1": "skip", "row-2": ""})
    run_imports(at=clock.now())
    job.refresh_from_db()
    assert (job.state, job.twins["rows"]) == ("checked", {"130": "skip", "1": "skip"})
    post(office, "import-twins", job.pk, page="1", **policy, **{"row-1": "skip"})
    job.refresh_from_db()
    assert job.state == "checked"  # nothing new was chosen
    post(office, "import-run", job.pk)
    run_imports(at=clock.now())
    names = dict(
        Account.objects.unscoped("a test").filter(external_id__startswith="K").values_list("external_id", "name")
    )
    assert (names["K1"], names["K2"], names["K129"], names["K130"]) == ("舊店1", "=新店2", "=新店129", "舊店130")
    assert shown(page_of(office, job)) == []  # told, no longer to be chosen
    assert "舊店1" in page_of(office, job)


def test_they_are_taken_away_side_by_side_and_no_cell_is_a_formula(office, signed_in, world):
    job = checked(office, sheet(MANY))
    text = b"".join(office.get(reverse("import-twins-csv", args=[job.pk])).streaming_content).decode("utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == MANY + 1
    assert lines[130].startswith("130,'=新店130,舊店130,") and lines[130].endswith(",舊店130,'=新店130")
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(b"".join(office.get(reverse("import-twins-xlsx", args=[job.pk])).streaming_content))
    )
    rows = book.get_sheet_by_index(0).to_python()
    assert len(rows) == MANY + 1
    assert rows[130][:3] == ["130", "'=新店130", "舊店130"]
    for route in ("import-twins", "import-twins-csv", "import-twins-xlsx"):
        assert signed_in(world.alice).get(reverse(route, args=[job.pk])).status_code == 404


def test_what_was_chosen_is_the_preset_of_the_next_file_of_its_source(office):
    first = checked(office, sheet(3), source="ERP")
    said = {"certain": "skip", "possible": "fill", "known": "fill", "row-3": "update"}
    post(office, "import-twins", first.pk, **said)
    run_imports(at=clock.now())
    other = checked(office, "名稱,編號,電話,備註\nx,K1,,\n", source="展覽")
    assert other.twins == {}
    second = checked(office, "編號,名稱,電話,傳真\nK1,新店1,,\n", source="ERP")
    assert {name: second.twins[name] for name in ("certain", "possible", "known", "rows")} == {
        "certain": "skip", "possible": "fill", "known": "fill", "rows": {},
    }  # fmt: skip
    page = page_of(office, second)
    assert '<option value="skip" selected>' in page
    assert "先前「ERP」檔案" in page or "earlier file from “ERP”" in page
    third = checked(office, sheet(2), source="ERP")  # nobody chose in between: it is still the first one's
    assert third.twins["as"] == str(first.pk)
    post(office, "import-twins", third.pk, certain="create", possible="create", known="update")
    third.refresh_from_db()
    assert "as" not in third.twins
    run_imports(at=clock.now())
    same = checked(office, sheet(1))  # of no source, but with these columns
    assert same.twins["certain"] == "create"
