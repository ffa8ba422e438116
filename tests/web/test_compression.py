"""Pages are sent small to whoever can unpack them."""

import gzip

import pytest

from tests.world import account

pytestmark = pytest.mark.django_db


def test_a_page_is_compressed_for_a_browser_that_asks(signed_in, world):
    for number in range(30):
        account(f"Z{number}", "同名藥局", world.alice)
    client = signed_in(world.alice)
    plain = client.get("/accounts")
    packed = client.get("/accounts", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "同名藥局" in gzip.decompress(packed.content).decode()
    assert len(packed.content) < len(plain.content) / 4
