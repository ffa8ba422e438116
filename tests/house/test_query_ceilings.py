"""How many questions the pages ask at most that everybody opens all day. A new one is thought of before it is added."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # PostgreSQL adds its advisory locks
MOST = {
    ("diana", "/accounts"): 7,
    ("alice", "/accounts"): 7,
    ("diana", "/accounts/{lotus}"): 15,
    ("alice", "/accounts/{lotus}"): 15,
    ("bob", "/desk"): 47,
    ("diana", "/"): 33,
    ("diana", "/people"): 16,
    ("alice", "/today"): 26,
    ("alice", "/search/found?q=晨光"): 8,
}


@pytest.mark.parametrize(("name", "path"), MOST)
def test_a_page_of_every_day_asks_no_more_than_it_did(name, path, world, signed_in):
    client, url = signed_in(world.people[name]), path.format(lotus=world.lotus.pk)
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    told = "\n".join(query["sql"][:120] for query in asked)
    assert len(asked) <= MOST[name, path], f"{len(asked)}:\n{told}"
