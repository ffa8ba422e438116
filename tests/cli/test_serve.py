"""The real server, started as `./run` starts it: what only it does, in a home of its own."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import migrated

pytestmark = pytest.mark.once

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass
class Server:
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers by lower-case name, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    def text(self) -> str:
        return self.log.read_text()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if not (REPOSITORY / "build" / "static" / "staticfiles.json").exists():
        pytest.skip("the client is not built: ./run prepare")
    home, log = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("log") / "stderr"
    migrated.put(home / "fieldday.sqlite3")  # that a command migrates: test_commands.py
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name not in SETTLED}
    environment |= {"FIELDDAY_HOME": str(home), "FIELDDAY_PORT": str(port), "FIELDDAY_DEMO": "0"}
    with log.open("wb") as output:
        command = [sys.executable, "-P", "-m", "fieldday", "serve"]
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    server = Server(port, process, log)
    try:
        wait_until_ready(server)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


# What a test process has settled for itself and the server must not inherit.
SETTLED = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "FIELDDAY_URL", "FIELDDAY_HOSTS"}


def wait_until_ready(server: Server) -> None:
    for _ in range(900):
        assert server.process.poll() is None, server.text()
        try:
            if server.get("/healthz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail(f"not ready after 90 s: {server.text()}")


def test_an_empty_house_prints_one_link_for_its_first_administrator(server: Server) -> None:
    links = re.findall(rf"http://127\.0\.0\.1:{server.port}/invitations/(\S+)", server.text())
    assert len(links) == 1
    assert server.get(f"/invitations/{links[0]}")[0] == 200
    assert server.get("/invitations/" + "x" * len(links[0]))[0] in {404, 422}


def test_static_files_are_compressed_and_kept_for_ever(server: Server) -> None:
    page = server.get("/sign-in", Accept_Language="zh-TW")[2].decode()
    files = re.findall(r'(?:href|src)="(/static/[^"#]+)', page)
    assert files
    for file in files:
        status, headers, body = server.get(file, Accept_Encoding="br, gzip")
        packed = None if file.endswith(".png") else "br"  # a picture is packed already
        assert (status, headers.get("content-encoding")) == (200, packed), file
        assert "immutable" in headers["cache-control"], file
        assert re.search(r"\.[0-9a-f]{12}\.", file), file
        assert body


def test_pages_forbid_inline_script_and_are_never_cached_by_others(server: Server) -> None:
    status, headers, _ = server.get("/sign-in")
    assert status == 200
    assert "unsafe" not in headers["content-security-policy"]
    assert "private" in headers["cache-control"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_fault_tells_nothing_of_the_inside(server: Server) -> None:
    status, _, body = server.get("/no/such/page")
    assert status in {302, 303, 404}
    assert b"urlpatterns" not in body
    assert b"Traceback" not in body


def test_a_foreign_host_name_is_refused(server: Server) -> None:
    assert server.get("/sign-in", Host="evil.example")[0] == 400


def test_a_second_server_does_not_share_the_port(server: Server, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in SETTLED}
    environment |= {"FIELDDAY_HOME": str(tmp_path), "FIELDDAY_PORT": str(server.port), "FIELDDAY_DEMO": "0"}
    command = [sys.executable, "-P", "-m", "fieldday", "serve"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode != 0
    assert f"port {server.port} cannot be had" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "fieldday.sqlite3").exists()
