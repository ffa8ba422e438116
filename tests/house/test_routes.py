"""Every address says what it does, and nothing but that is open."""

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from fieldday.config.policies import policies
from fieldday.kit.doors import door
from tests.house.bodies import BODIES
from tests.house.routes import NOUNS, routes

VERBS = {verb for policy in policies() for verb in policy.rows}
# What a route takes is decided before any row is asked for, so one database is enough.
pytestmark = pytest.mark.once
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ROUTES = routes()


def test_every_route_says_what_it_does():
    assert not [route.pattern for route in ROUTES if route.declaration is None], "declare it with @door(…)"


def test_every_route_has_a_name_of_its_own():
    names = [route.name for route in ROUTES]
    assert "" not in names and len(names) == len(set(names))


def test_what_a_route_declares_exists():
    for route in ROUTES:
        said = route.declaration
        assert set(said.verbs) <= VERBS, f"{route.pattern}: no policy names {set(said.verbs) - VERBS}"
        if said.reads:
            room, noun = said.reads.split(".")
            assert noun in {m._meta.model_name for m in apps.get_app_config(room).get_models()}, route.pattern


def test_what_changes_something_names_its_verb():
    for route in ROUTES:
        said = route.declaration
        if "POST" in said.methods:
            assert said.verbs or said.public or said.asks, f"{route.pattern}: which verb does it call?"
        assert not (said.asks and said.verbs), f"{route.pattern}: what only asks calls no verb"
        assert set(said.methods) <= {"GET", "HEAD", "POST"}, "an act is a POST to the noun it makes"


def test_every_route_can_be_filled_by_the_tests():
    for route in ROUTES:
        for kind, noun in route.parameters:
            assert kind in ("day", "path") or noun in NOUNS, f"{route.pattern}: add {noun} to tests/house/routes.py"
        if "POST" in route.declaration.methods:
            assert route.name in BODIES, f"{route.pattern}: add a body for {route.name} to tests/house/bodies.py"
    assert not BODIES.keys() - {route.name for route in ROUTES}, "no such route any more"


def _undeclared(request):
    return HttpResponse("let in")


@door(public="a test")
def _declared(request):
    return HttpResponse("let in")


urlpatterns = [
    path("undeclared", _undeclared),
    path("declared", _declared),
    path("", include("fieldday.web.urls")),  # the page of refusal leads back to them
]
handler403 = "fieldday.web.errors.forbidden"


def test_an_undeclared_route_is_denied(world, signed_in):
    client = signed_in(world.diana)
    with override_settings(ROOT_URLCONF=__name__):
        assert client.get("/declared").content == b"let in"
        for method in METHODS:
            answer = client.generic(method, "/undeclared")
            assert answer.status_code == 403 and b"let in" not in answer.content


def test_a_door_that_says_nothing_is_no_door():
    with pytest.raises(ValueError, match="why it is public"):
        door()


def _urls(world):
    from tests.house.routes import fillings

    for route in ROUTES:
        filled = fillings(route, world)
        yield route, route.url(filled[0][0])


def test_methods_that_a_route_does_not_name_are_refused(world, signed_in):
    client = signed_in(world.diana)
    for route, url in _urls(world):
        for method in METHODS:
            if method not in route.declaration.methods:
                answer = client.generic(method, url)
                assert answer.status_code == 405, f"{method} {url}"
                assert answer.headers["Allow"] == ", ".join(route.declaration.methods)


def test_strangers_reach_public_routes_only(world):
    client = Client()
    for route, url in _urls(world):
        if route.declaration.public:
            continue
        for method in route.declaration.methods:
            answer = client.generic(method, url)
            assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in"), f"{method} {url}"
            swapped = client.generic(method, url, headers={"HX-Request": "true"})
            assert swapped.status_code == 401 and swapped.headers["HX-Redirect"].startswith("/sign-in")


def test_no_form_is_taken_without_its_token(world, signed_in):
    client, signed = Client(enforce_csrf_checks=True), signed_in(world.diana).cookies
    for route, url in _urls(world):
        if "POST" in route.declaration.methods:
            client.cookies = signed.copy()
            assert client.post(url, {"_key": "x"}).status_code == 403, url


def test_a_nul_character_is_a_bad_request_everywhere(world, signed_in):
    client = signed_in(world.diana)
    for route, url in _urls(world):
        if "GET" in route.declaration.methods:
            assert client.get(url, {"q": "a\0b"}).status_code == 400, url
            assert client.get(url, {"a\0b": "q"}).status_code == 400, url
        if "POST" in route.declaration.methods:
            assert client.post(url, {"name": "a\0b"}).status_code == 400, url
