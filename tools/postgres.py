"""A PostgreSQL of the checks' own: in a temporary folder, on a free port of the loopback, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.system import Missing, postgres_programs

# Nothing here outlives the run, so nothing need reach the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}


@contextmanager
def private_cluster() -> Iterator[str]:
    """Start a cluster and yield its DATABASE_URL; stopped and deleted on the way out, whatever happened."""
    programs = postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="fieldday-postgres-"))
    server: subprocess.Popen[bytes] | None = None
    try:
        user = identity(folder)
        data, log, port = folder / "data", folder / "log", free_port()
        made = subprocess.run(
            [programs / "initdb", "-D", data, "-U", "fieldday", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
            cwd=folder, capture_output=True, text=True, check=False, **user,
        )  # fmt: skip
        if made.returncode:
            raise Missing(f"PostgreSQL: initdb failed: {made.stderr.strip()[-400:]}")
        options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        with log.open("wb") as output:
            # A group of its own: Ctrl-C is for us, and we stop it in our order.
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, "-p", str(port), *options],
                cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, **user,
            )  # fmt: skip
        wait_until_ready(programs, port, server, log)
        yield f"postgresql://fieldday@127.0.0.1:{port}/postgres"
    finally:
        _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def identity(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root: become its own user, or nobody."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise Missing("PostgreSQL: no user but root to run it as")


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(programs: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until the server takes connections; raises Missing with the log's end when it does not within 30 s."""
    for _ in range(300):
        ready = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        if subprocess.run(ready, check=False).returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise Missing(f"PostgreSQL did not start: {log.read_text(errors='replace').strip()[-400:]}")


def _stop(server: subprocess.Popen[bytes] | None) -> None:
    if server is None or server.poll() is not None:
        return
    server.send_signal(3)  # SIGQUIT: at once, for nothing is to be kept
    try:
        server.wait(15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
