"""The auditor reads everything, papers included, by every address there is, and writes nothing but what is his own."""

from uuid import uuid4

import pytest

from fieldday.config.policies import policies
from fieldday.kit.policy import Scope
from tests.house.bodies import forms, posted
from tests.house.routes import fillings, routes
from tests.house.tables import changes, everything, watched
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db
ROUTES = routes()
# What somebody does for himself is no writing in the company's books.
HIS_OWN = {
    "people.session.begun", "people.session.ended", "people.language.chosen", "people.invitation.accepted",
    "people.person.proven", "people.password.changed", "people.second_factor.started", "people.second_factor.enrolled",
    "people.second_factor.removed", "people.recovery_codes.made", "people.recovery_code.used", "people.passkey.added",
    "people.passkey.named", "people.passkey.removed", "notices.notice.read", "notices.inbox.read",
    "notices.mail.chosen", "customers.view.chosen", "customers.view.columns_kept", "customers.export.asked",
    "customers.export.finished", "customers.export.removed",
}  # fmt: skip
LOOKED = "customers.account.looked_at"  # that he looked is written down of him as of everybody
OWN_TABLES = {
    "people.Totp", "people.RecoveryCode", "people.Passkey", "kit.PostedForm", "trail.Event", "notices.Notice",
    "notices.MailChoice", "customers.ListTaste", "customers.Export",
}  # fmt: skip
# Pages on which the office keeps records: what stands on them is read elsewhere too, and he keeps nothing.
KEEPING = ("office/",)
FORMS = {  # pages that are a form alone, for whoever may fill it in; what is held of a person is the office's alone
    "account-contacts", "account-photo", "account-statuses", "account-places", "account-anniversaries",
    "account-notes", "account-attachments", "account-consents", "account-personal", "person-personal",
    "person-erasure", "account-twin",
}  # fmt: skip


def test_no_table_gives_an_auditor_a_verb_but_for_himself():
    given = {verb for policy in policies() for verb, row in policy.rows.items() if row["auditor"] is not Scope.NOBODY}
    assert given == HIS_OWN | {LOOKED}
    for policy in policies():
        for verb in HIS_OWN & policy.rows.keys():
            assert policy.rows[verb]["auditor"] is Scope.OWN


@pytest.mark.parametrize("noun", ["people", "accounts", "plans", "reports", "visits"])
def test_an_auditor_opens_every_row_by_every_address_that_shows_one(world, signed_in, noun):
    uma, faults, opened = signed_in(world.uma), [], 0
    for route in ROUTES:
        shows = "GET" in route.declaration.methods and not route.pattern.endswith("/edit")
        one_row = [(kind != "day", one) for kind, one in route.parameters] == [(True, noun)]
        if not shows or not one_row or route.pattern.startswith(KEEPING) or route.name in FORMS:
            continue
        for values, seen in fillings(route, world):
            if seen is None:
                continue
            opened += 1
            answer = uma.get(route.url(values))
            if answer.status_code not in {200, 302}:
                faults.append(f"{route.url(values)}: {answer.status_code}")
    assert opened and not faults, faults


@pytest.mark.once
def test_no_form_of_any_address_lets_an_auditor_change_a_row_of_the_company(world, signed_in):
    uma, before, faults = signed_in(world.uma), everything(), []
    for route in ROUTES:
        if "POST" not in route.declaration.methods or route.name in {"sign-out", "invitation"}:
            continue
        sent = [*forms(route.name, world, world.alices)]
        sent += [form for form in forms(route.name, world, world.charlies) if form not in sent]
        for form in sent:
            for values, _seen in fillings(route, world, days=3):
                with watched() as watch:
                    body = {"_key": uuid4(), **{key: value for key, value in form.items() if value is not None}}
                    answer = posted(uma, route.url(values), body)
                    changed = list(changes(before, everything(watch.tables))) if watch.wrote else []
                faults += [
                    f"POST {route.url(values)}: {answer.status_code} changed {one}"
                    for one in changed
                    if one.model._meta.label not in OWN_TABLES and not _his_own(one, world)
                ]
    assert not faults, faults[:20]


def _his_own(change, world) -> bool:
    """His own row: language and password are there."""
    return change.model._meta.label == "people.Person" and change.pk == world.uma.pk


def test_an_auditor_reads_papers_and_sums_of_everybody(world, signed_in):
    uma = signed_in(world.uma)
    for paper in (world.alices.report, world.charlies.report):
        page = uma.get(f"/reports/{paper.pk}").content.decode()
        assert paper.reflections in page and PASSWORD not in page
