"""Words of a file that nobody understands are asked for once each, and the rows that say them come in."""

import re

import pytest
from django.urls import reverse

from fieldday.customers.models import Account
from fieldday.kit import clock
from fieldday.people.actions.import_running import run_imports
from fieldday.people.models import ImportJob
from tests.web.office.test_office import bring, brought, post

pytestmark = pytest.mark.django_db
SHEET = "客戶名稱,類別,負責業務\n仁心,診所,小愛\n康泰,診所,\n大愛,衛生所,\n壞座標,門市,\n"


@pytest.fixture
def office(world, signed_in, tmp_path, settings):
    settings.HOME = tmp_path
    return signed_in(world.oscar)


def asked(office, job):
    """(word, what is chosen) of the page's list."""
    page = office.get(reverse("import", args=[job.pk])).content.decode()
    words = re.findall(r'name="word" value="([^"]*)"', page)
    chosen = [
        (re.search(r'<option value="([^"]*)" selected', part) or [None, ""])[1]
        for part in re.findall(r'name="means">(.*?)</select>', page, re.S)
    ]
    return list(zip(words, chosen, strict=True))


def test_an_office_sheet_without_numbers_comes_in_once_its_words_are_told(world, office):
    bring(office, SHEET)
    job = ImportJob.objects.unscoped("a test").latest("at")
    brought(job, office, name="客戶名稱", kind="類別", owner="負責業務")
    assert asked(office, job) == [("診所", ""), ("衛生所", ""), ("小愛", "")]
    said = {"field": ["kind", "kind", "owner"], "word": ["診所", "衛生所", "小愛"], "means": ["shop", "-", ""]}
    assert post(office, "import-meanings", job.pk, **said).status_code in (302, 303)
    run_imports(at=clock.now())
    assert asked(office, job) == [("小愛", ""), ("診所", "shop"), ("衛生所", "-")]
    post(office, "import-meanings", job.pk, field=["owner"], word=["小愛"], means=["alice"])
    run_imports(at=clock.now())
    post(office, "import-run", job.pk)
    run_imports(at=clock.now())
    found = {row.name: row for row in Account.objects.unscoped("a test").filter(name__in=["仁心", "康泰", "大愛"])}
    assert [found[name].kind for name in ("仁心", "康泰")] == ["shop", "shop"]
    assert (found["仁心"].owner, found["大愛"].external_id) == (world.alice, None)


def test_a_rep_gives_no_word_a_meaning(world, signed_in, office):
    bring(office, SHEET)
    job = ImportJob.objects.unscoped("a test").latest("at")
    brought(job, office, name="客戶名稱", kind="類別")
    said = {"field": ["kind"], "word": ["診所"], "means": ["shop"]}
    assert post(signed_in(world.alice), "import-meanings", job.pk, **said).status_code == 404
    job.refresh_from_db()
    assert job.words == {}
