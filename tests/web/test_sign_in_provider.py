"""The company's own sign-in, against a provider that really speaks HTTP and really signs."""

from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.test import Client
from joserfc.jwk import RSAKey

from fieldday.people.models import Person
from fieldday.trail.models import Event
from fieldday.web.signing_in.provider import _provider
from tests.web.provider import CLIENT, SECRET, running
from tests.world import NOW


@pytest.fixture
def provider(world, settings):
    """Alice's company account says her verified address."""
    Person.objects.unscoped("test").filter(pk=world.alice.pk).update(email="alice@tiny.example")
    with running(int(NOW.timestamp())) as one:
        settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = one.address, CLIENT, SECRET
        one.says.claims = {"email": "Alice@Tiny.example", "email_verified": True}
        _provider.cache_clear()
        yield one


def _out(client, target="/accounts") -> str:
    """Where the provider sends the browser back to, from the address that we sent it to."""
    answer = client.get("/sign-in/provider", {"next": target})
    assert answer.status_code == 302, answer.content.decode()
    there = urlsplit(answer.headers["Location"])
    connection = HTTPConnection(there.hostname, there.port, timeout=5)
    connection.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    assert f"{back.scheme}://{back.netloc}" == "http://testserver"
    return f"{back.path}?{back.query}"


def _through(client, target="/accounts"):
    return client.get(_out(client, target))


def _inside(client) -> bool:
    return client.get("/me").status_code == 200


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_the_company_account_lets_in_whom_it_means(provider, world, algorithm):
    provider.says.algorithm = algorithm
    client = Client()
    answer = _through(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts")
    assert client.get("/me").wsgi_request.user == world.alice
    assert Event.objects.get(verb="people.session.begun").changes["method"] == "oidc"


def test_the_button_is_there_only_when_settings_name_a_provider(provider, settings):
    settings.OIDC_NAME = "大發帳號"
    assert "大發帳號" in Client().get("/sign-in").content.decode()
    settings.OIDC_ISSUER = ""
    assert "大發帳號" not in Client().get("/sign-in").content.decode()
    for path in ("/sign-in/provider", "/sign-in/provider/return"):
        assert Client().get(path).status_code == 404


def test_nobody_is_made_and_nobody_is_guessed(provider, world):
    before = Person.objects.unscoped("test").count()
    cases = [
        ({"email": "stranger@tiny.example", "email_verified": True}, "這裡沒有人使用"),
        ({"email": "alice@tiny.example", "email_verified": False}, "沒有確認"),
        ({"email": "alice@tiny.example"}, "沒有確認"),
        ({"email": "alice@tiny.example", "email_verified": "true"}, "沒有確認"),
        ({"email_verified": True}, "沒有提供"),
        ({"email": "", "email_verified": True}, "沒有提供"),
        ({"email": ["alice@tiny.example"], "email_verified": True}, "沒有提供"),
    ]
    for claims, _words in cases:
        provider.says.claims = claims
        client = Client()
        assert _through(client).status_code == 403 and not _inside(client)
    assert Person.objects.unscoped("test").count() == before


def test_an_address_that_several_share_is_refused(provider, world):
    Person.objects.unscoped("test").filter(pk=world.bob.pk).update(email="ALICE@tiny.example")
    client = Client()
    assert _through(client).status_code == 403 and not _inside(client)
    Person.objects.unscoped("test").filter(pk=world.bob.pk).update(is_active=False)
    assert _through(client).status_code == 302


def test_who_left_stays_out(provider, world):
    Person.objects.unscoped("test").filter(pk=world.alice.pk).update(is_active=False)
    client = Client()
    assert _through(client).status_code == 403 and not _inside(client)


def test_another_claim_may_hold_the_sign_in_name(provider, world, settings):
    settings.OIDC_CLAIM = "preferred_username"
    provider.says.claims = {"preferred_username": "BOB"}
    client = Client()
    assert _through(client).status_code == 302
    assert client.get("/me").wsgi_request.user == world.bob


def test_a_claim_may_come_from_userinfo_of_the_same_person(provider, world):
    provider.says.claims = {}
    provider.says.userinfo = {"sub": "42", "email": "alice@tiny.example", "email_verified": True}
    assert _through(Client()).status_code == 302
    provider.says.userinfo = {"sub": "43", "email": "alice@tiny.example", "email_verified": True}
    assert _through(Client()).status_code == 403


def test_a_secret_may_go_in_the_form_where_the_provider_wants_it(provider):
    provider.says.description = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert _through(Client()).status_code == 302


USUAL = {"email": "alice@tiny.example", "email_verified": True}
BENT = {
    "another audience": {"aud": "somebody else"},
    "several audiences, issued to another": {"aud": [CLIENT, "other"], "azp": "other"},
    "several audiences, nobody named": {"aud": [CLIENT, "other"]},
    "another issuer": {"iss": "http://127.0.0.1:1"},
    "another nonce": {"nonce": "replayed"},
    "no nonce": {"nonce": None},
    "no subject": {"sub": None},
    "run out": {"exp": int(NOW.timestamp()) - 120},
    "never runs out": {"exp": None},
    "from the future": {"iat": int(NOW.timestamp()) + 3600},
    "words for numbers": {"exp": "tomorrow"},
}


@pytest.mark.parametrize("bent", BENT)
def test_a_token_that_is_not_for_us_now_is_not_believed(provider, bent):
    provider.says.claims = USUAL | BENT[bent]
    client = Client()
    assert _through(client).status_code == 502 and not _inside(client)


def test_a_signature_that_is_not_the_providers_is_not_believed(provider):
    client = Client()
    provider.says.key = RSAKey.generate_key(2048, {"kid": "one"})
    assert _through(client).status_code == 502
    provider.says.key, provider.says.algorithm = None, "none"
    assert _through(client).status_code == 502
    provider.says.algorithm = "HS256"  # the public key taken for a shared secret
    assert _through(client).status_code == 502
    assert not _inside(client)


def test_new_keys_of_the_provider_are_fetched(provider):
    assert _through(Client()).status_code == 302
    provider.keys["RS256"] = RSAKey.generate_key(2048, {"kid": "three"})
    assert _through(Client()).status_code == 302


def test_only_the_browser_that_went_out_comes_back_and_once(provider, world):
    client, other = Client(), Client()
    back = _out(client)
    assert other.get(back).status_code == 400 and not _inside(other), "another browser"
    assert client.get(back.replace("state=", "state=x")).status_code == 400, "another state"
    assert client.get(back).status_code == 400, "the state is spent by then"
    back = _out(client)
    assert client.get(back).status_code == 302
    client.post("/sign-out")
    assert client.get(back).status_code == 400


def test_the_provider_may_say_no(provider):
    client = Client()
    state = _out(client).split("state=")[1]
    assert client.get("/sign-in/provider/return", {"error": "access_denied", "state": state}).status_code == 403


def test_another_issuer_in_the_answer_is_refused(provider):
    client = Client()
    assert client.get(_out(client) + "&iss=https://evil.example").status_code == 400


def test_a_target_outside_is_not_followed(provider):
    assert _through(Client(), "https://evil.example/").headers["Location"] == "/"


def test_a_provider_that_does_not_answer_or_lies_about_itself(provider, settings):
    provider.says.down = True
    assert Client().get("/sign-in/provider").status_code == 502
    provider.says.down = False
    for description in (
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "http://evil.example/authorize"},
        {"authorization_endpoint": "file:///etc/passwd"},
        {"authorization_endpoint": ""},
    ):
        _provider.cache_clear()
        provider.says.description = description
        assert Client().get("/sign-in/provider").status_code == 502
    settings.OIDC_ISSUER = "http://plain.example"
    assert Client().get("/sign-in/provider").status_code == 502


def test_a_redirect_of_the_provider_is_not_followed(provider):
    provider.says.moved = f"{provider.address}/elsewhere"
    assert _through(Client()).status_code == 502
    assert "/elsewhere" not in provider.says.asked


def test_who_has_an_app_is_asked_for_its_code_all_the_same(provider, world, at_time):
    from fieldday.people.actions.second_factor import enrol_totp, start_totp
    from fieldday.rules.totp import code_of, step_of

    app = start_totp(by=world.alice, at=NOW)
    enrol_totp(by=world.alice, code=code_of(app.shared, step_of(NOW)), at=NOW)
    later = at_time(NOW + timedelta(minutes=1))
    client = Client()
    assert _through(client).headers["Location"] == "/sign-in/second-step"
    answer = client.post("/sign-in/second-step", {"code": code_of(app.shared, step_of(later))})
    assert answer.headers["Location"] == "/accounts"


def test_the_secret_is_never_shown(provider):
    from fieldday.web.signing_in.provider import provider as configured

    assert SECRET not in repr(configured())
