"""One-time codes: the examples of RFC 6238, drift, and that each works once."""

from datetime import UTC, datetime

import pytest

from fieldday.rules.totp import code_of, in_base32, matching_step, provisioning_uri, step_of

SECRET = b"12345678901234567890"


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


# RFC 6238, appendix B, SHA-1; the last six of its eight digits.
@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_examples_of_the_standard(seconds, code):
    assert code_of(SECRET, step_of(moment(seconds))) == code
    assert matching_step(SECRET, code, at=moment(seconds), last_step=0) == seconds // 30


def test_a_code_works_one_step_early_and_late_and_no_further():
    at = moment(1_234_567_890)
    now = step_of(at)
    for drift, good in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
        found = matching_step(SECRET, code_of(SECRET, now + drift), at=at, last_step=0)
        assert found == (now + drift if good else None)


def test_a_code_works_once():
    at = moment(1_234_567_890)
    code = code_of(SECRET, step_of(at))
    assert matching_step(SECRET, code, at=at, last_step=step_of(at)) is None
    assert matching_step(SECRET, code_of(SECRET, step_of(at) - 1), at=at, last_step=step_of(at)) is None


@pytest.mark.parametrize(
    "odd", ["", "12345", "1234567", "abcdef", "００５９２４", "-05924", "\ud800", "5924", "0" * 9999]
)
def test_what_is_no_code_is_no_match(odd):
    assert matching_step(SECRET, odd, at=moment(1_234_567_890), last_step=0) is None


def test_a_code_may_be_typed_with_a_gap():
    assert matching_step(SECRET, " 005 924 ", at=moment(1_234_567_890), last_step=0)


def test_the_address_in_the_code_names_company_and_person():
    uri = provisioning_uri(SECRET, issuer="大發 & Co", account="alice:1")
    assert uri.startswith("otpauth://totp/%E5%A4%A7%E7%99%BC%20%26%20Co%3Aalice%3A1?secret=GEZDGNBVGY3TQOJQ")
    assert "issuer=%E5%A4%A7%E7%99%BC%20%26%20Co" in uri
    assert in_base32(b"12345") == "GEZDGNBV"
