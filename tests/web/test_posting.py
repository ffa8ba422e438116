"""Every form comes with a key: once is once, another body is told, and nothing is kept of a refusal."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import RequestFactory

from fieldday.kit.models import PostedForm
from fieldday.kit.refusals import Refused
from fieldday.people.models import Area
from fieldday.rules.verdict import Reason
from fieldday.trail.models import Event
from fieldday.web.posting import errors_by_field, posted

ADDRESS = "/language"


@pytest.fixture
def alice(world, signed_in):
    return signed_in(world.alice)


def _choose(client, key, language="zh-hant"):
    return client.post(ADDRESS, {"_key": key, "language": language, "next": "/me"})


@pytest.mark.parametrize("key", ["", "x", "1234", "00000000-0000-0000-0000-00000000000g"])
def test_a_form_without_a_key_is_a_bad_request(alice, key):
    answer = _choose(alice, key)
    assert answer.status_code == 400 and "incomplete" in answer.content.decode()
    assert not PostedForm.objects.exists() and not Event.objects.exists()


def test_the_same_form_again_gets_the_same_answer_and_has_no_second_effect(alice):
    key = uuid4()
    answers = [_choose(alice, key) for _ in range(3)]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, "/me")] * 3
    assert Event.objects.filter(verb="people.language.chosen").count() == 1


def test_the_same_key_with_another_body_is_told_and_changes_nothing(alice, world):
    key = uuid4()
    _choose(alice, key)
    answer = _choose(alice, key, "en")
    assert answer.status_code == 422 and "已用別的內容送出" in answer.content.decode()
    world.alice.refresh_from_db()
    assert world.alice.language == "zh-hant" and Event.objects.count() == 1


def test_the_same_key_at_another_address_is_another_body(alice, world, signed_in):
    bob, key = signed_in(world.bob), uuid4()
    for person, status in ((world.alice, 303), (world.adam, 422)):
        assert bob.post(f"/people/{person.pk}/invitations", {"_key": key}).status_code == status


def test_a_key_of_one_person_says_nothing_to_another(alice, world, signed_in):
    key = uuid4()
    _choose(alice, key)
    assert _choose(signed_in(world.bob), key, "en").status_code == 303


def _request(world, files=None, **data):
    request = RequestFactory().post("/x", {"_key": data.pop("key", uuid4()), **data, **(files or {})})
    request.user = world.alice
    return request


def _make(at):
    Area.objects.create(external_id=uuid4().hex, name="南區")
    return "/made"


def test_a_file_is_part_of_the_body(world):
    key = uuid4()

    def send(content):
        return posted(_request(world, {"f": SimpleUploadedFile("a.csv", content)}, key=key), _make).status_code

    assert [send(b"one"), send(b"one"), send(b"two")] == [303, 303, 422]
    assert Area.objects.filter(name="南區").count() == 2, "the world's own and one more"


def test_a_file_can_still_be_read_by_the_verb(world):
    request = _request(world, {"f": SimpleUploadedFile("a.csv", b"content")})
    read = []

    def effect(at):
        read.append(request.FILES["f"].read())
        return "/"

    posted(request, effect)
    assert read == [b"content"]


def test_a_refusal_keeps_nothing_and_is_said_in_words(world):
    def effect(at):
        _make(at)
        raise Refused("people.not_allowed")

    answer = posted(_request(world), effect)
    assert answer.status_code == 422 and "您的職務不能做這件事" in answer.content.decode()
    assert Area.objects.filter(name="南區").count() == 1 and not PostedForm.objects.exists()


def test_a_refusal_can_be_shown_by_the_page_itself(world):
    def effect(at):
        raise Refused(
            "x", [Reason("people.not_yours", {}, "name"), Reason("people.not_found"), Reason("y", {}, "name")]
        )

    shown = []
    posted(_request(world), effect, refused=lambda refusal: shown.append(errors_by_field(refusal)))
    assert [(field, len(sentences)) for field, sentences in shown[0].items()] == [("name", 2), ("", 1)]


def test_what_is_missing_looks_like_nothing_at_all(world):
    def effect(at):
        raise Refused("people.not_found", missing=True)

    with pytest.raises(Http404):
        posted(_request(world), effect)
