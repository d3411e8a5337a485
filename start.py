"""Set up Aquanaut and open its lessons, on Linux, macOS or Windows, with nothing but Python 3.11 or newer.

    python3 start.py                    open the lessons in JupyterLab (the first time, set everything up)
    python3 start.py teacher            the same, on the notebooks for teachers
    python3 start.py test [--all] ...   run the tests; --all adds the slow ones, the rest goes to pytest
    python3 start.py restore 3          get lesson 3 back as it was (your answers are kept)
    python3 start.py install [--tools]  only set up, for instance on the machines of a classroom

Everything lands in this folder: the packages in `.venv`, copies of the notebooks in `my-work`. To undo it all, delete
those two. What goes wrong ends in one sentence that says what to do.
"""

# This file has to be read by old Pythons too, so that they can say what is missing: no syntax newer than 3.6, and no
# annotation newer than that before the check below.
import sys

OLDEST = (3, 11)


def old_python(version) -> str:  # Aquanaut needs Python 3.11 or newer: install it from python.org, then start again.
    """What to tell a person whose Python is too old. Python 2 stops at the line above and shows it, advice and all."""
    found = ".".join(str(part) for part in version[:3])
    return (
        f"Aquanaut needs Python 3.11 or newer, and this is Python {found}: install a newer one from python.org, "
        "then run start.py with it."
    )


if sys.version_info < OLDEST:
    sys.exit(old_python(sys.version_info))

import argparse
import contextlib
import errno
import hashlib
import http.client
import http.server
import importlib.util
import json
import os
import queue
import re
import secrets
import shutil
import signal
import socket
import subprocess
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WORK = ROOT / "my-work"
RUNNING = ".running.json"  # in my-work: where JupyterLab runs now
LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"  # everything in LOCK, and the test tools
FIRST_NOTEBOOK = "00_start_here.ipynb"
ROOM_NEEDED = 700_000_000  # bytes: about 400 MB stay, the rest is unpacked on the way
QUIET_LAB = {
    # JupyterLab asks for news and newer versions over the network, and covers the first lesson with the question.
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    # One press of the button is enough: no question whether to restart, none which kernel to take.
    "@jupyterlab/apputils-extension:sessionDialogs": {"skipKernelRestartDialog": True},
    # Cells out of sight stay on the page: a question that is taken down while it is answered loses its place.
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none", "autoStartDefault": True},
}


class Trouble(Exception):
    """Something a person can mend. The message is one sentence that says how."""


# --- the private Python environment ------------------------------------------------------------------------


class Environment:
    """A Python environment that Aquanaut runs in, and a note in it of what it holds.

    The note (`aquanaut.json`) maps each lock to the checksum it was installed from, so that a second start needs no
    pip; `unfinished` in it means that pip was stopped half-way, which leaves packages that look installed and are not.
    """

    def __init__(self, prefix: Path, python: Path):
        self.prefix = prefix
        self.python = python
        self.note = prefix / "aquanaut.json"

    def read(self) -> dict:
        """What the note says; empty when there is none or it cannot be understood."""
        try:
            noted = json.loads(self.note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return noted if isinstance(noted, dict) else {}

    def write(self, **changes: str) -> None:
        """Change entries of the note; an empty text takes one away."""
        noted = {key: value for key, value in {**self.read(), **changes}.items() if value}
        replace_file(self.note, (json.dumps(noted, indent=1) + "\n").encode())

    def fault(self) -> str:
        """Why this environment cannot be used, or an empty text."""
        if self.read().get("unfinished"):
            return "was left half installed"
        probe = (
            "import importlib.util as u, sys; "
            "print(sys.version_info >= (3, 11), u.find_spec('pip') is not None, "
            "all(u.find_spec(name) for name in sys.argv[1:]))"
        )
        expected = ("jupyterlab", "ipykernel", "ipywidgets", "anywidget") if LOCK in self.read() else ()
        try:
            answer = subprocess.run(
                [str(self.python), "-c", probe, *expected],
                env=clean_environment(),
                capture_output=True,
                text=True,
                timeout=120,
            )
        except (OSError, subprocess.SubprocessError):
            return "does not run any more"
        words = answer.stdout.split()
        if answer.returncode or len(words) != 3:
            return "does not run any more"
        if words[0] != "True":
            return "has a Python that is too old"
        return "" if words[1:] == ["True", "True"] else "has lost some of its parts"


def own_environment() -> Environment:
    """The environment in `.venv`, whether or not it exists."""
    return Environment(VENV, VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def clean_environment(**more: str) -> dict:
    """This process's variables without those that would lead a child to another Python or pip elsewhere."""
    strays = ("PYTHONPATH", "PYTHONHOME", "__PYVENV_LAUNCHER__", "VIRTUAL_ENV")
    # A person's pip may be told to install for the user, or somewhere else; here it must fill this environment. Where
    # it looks for packages, its certificates and its proxy stay as they are.
    strays += ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_HASHES", "PIP_CONSTRAINT", "PIP_PYTHON")
    kept = {name: value for name, value in os.environ.items() if name not in strays}
    return {**kept, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1", **more}


def prepare(tools: bool = False, here: bool = False) -> Environment:
    """An environment that holds what the locks say and this checkout. Takes no pip when nothing changed.

    tools: the test tools too. here: use the Python that runs this file, whose packages came by another way (conda).
    """
    if here:
        environment = Environment(Path(sys.prefix), Path(sys.executable))
    else:
        environment = own_environment()
        make_environment(environment)
        install_lock(environment, TEST_LOCK if tools else LOCK)
    install_project(environment)
    lay_out(environment.prefix)
    settings = environment.prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        replace_file(settings, (json.dumps(QUIET_LAB, indent=1) + "\n").encode())
    return environment


def lay_out(prefix: Path) -> None:
    """Put into an environment what Jupyter reads there: how kernels find modules, and the page that opens a lesson.

    `install_project` copies it as well, but only when pyproject.toml has changed.
    """
    place = ROOT / "src" / "aquanaut" / "opener" / "building.py"
    if not place.is_file():
        return
    spec = importlib.util.spec_from_file_location("aquanaut_opener", place)
    building = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = building  # dataclasses look their module up
    spec.loader.exec_module(building)
    building.lay_out(ROOT, prefix)


def make_environment(environment: Environment) -> None:
    """Make `.venv`, or make it again when it is broken."""
    if environment.prefix.exists():
        fault = environment.fault()
        if not fault:
            return
        say(f"The folder .venv {fault}; it is made again.")
        remove_environment(environment.prefix)
    # The base Python: this file may be running on the very .venv that was just removed.
    python = getattr(sys, "_base_executable", "") or sys.executable
    for command in ways_to_make(python, str(environment.prefix)):
        code, output = run("Making a private Python environment in .venv", command)
        if code == 0 and not environment.fault():
            return
        explain(output, DOWNLOAD_FAULTS)
        if environment.prefix.exists():
            remove_environment(environment.prefix)
    raise Trouble(
        "This Python cannot make virtual environments: on Debian or Ubuntu run "
        f"'sudo apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv', elsewhere install Python from "
        "python.org, then start again."
    )


def ways_to_make(python: str, prefix: str) -> Iterator:
    """Commands that make a virtual environment with pip in it, the plainest first."""
    # Debian's Python has venv but may lack ensurepip, and then venv fails half-way.
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        yield [python, "-m", "venv", prefix]
    if importlib.util.find_spec("virtualenv"):
        yield [sys.executable, "-m", "virtualenv", "--quiet", prefix]
    if shutil.which("uv"):
        yield ["uv", "venv", "--quiet", "--seed", "--python", python, prefix]


def remove_environment(prefix: Path) -> None:
    """Delete a virtual environment, and nothing that is not one."""
    ours = any((prefix / name).is_file() for name in ("pyvenv.cfg", "aquanaut.json"))
    if prefix.is_symlink() or not ours:
        raise Trouble(f"{prefix} is in the way and was not made by Aquanaut: rename or delete it, then start again.")
    try:
        shutil.rmtree(prefix)
    except OSError as error:
        raise Trouble(
            f"The folder {prefix} cannot be removed ({error.strerror}): close every other Aquanaut window, delete the "
            "folder, then start again."
        ) from error


def install_lock(environment: Environment, name: str) -> None:
    """Install every package of a lock, each checked against its hash, unless that was done before."""
    lock = ROOT / name
    if not lock.is_file():
        raise Trouble(f"The file {name} is missing: download the whole project again, and keep its files together.")
    checksum = checksum_of(lock.read_bytes())
    noted = environment.read()
    if noted.get(name) == checksum:
        return
    if LOCK not in noted and shutil.disk_usage(ROOT).free < ROOM_NEEDED:
        raise Trouble(f"The disk is too full: free about {ROOM_NEEDED // 1_000_000} MB, then start again.")
    total = len(re.findall(r"(?m)^[\w.-]+==", lock.read_text(encoding="utf-8")))
    seen = set()

    def condense(line: str) -> str:
        """What pip is doing, in a few words."""
        if line.startswith("Installing collected packages"):
            environment.write(unfinished=name)
            return "unpacking the packages"
        found = re.match(r"\s*(?:Collecting|Ignoring|Requirement already satisfied:) ([\w.-]+)", line)
        if found:
            seen.add(found.group(1).lower())
            return f"{min(len(seen), total)} of {total} packages, {found.group(1)}"
        return "the network is slow to answer; trying again" if "Retrying" in line else ""

    command = [str(environment.python), "-m", "pip", "install", "--progress-bar", "off"]
    command += ["--no-deps", "--require-hashes", "-r", str(lock)]
    code, output = run(f"Installing {total} packages", command, condense)
    if code:
        explain(output, DOWNLOAD_FAULTS)
        raise unexplained("the packages", output)
    # The test lock holds everything in the other, so it stands for both.
    done = {name: checksum, LOCK: checksum_of((ROOT / LOCK).read_bytes())}
    environment.write(unfinished="", **done)


def install_project(environment: Environment) -> None:
    """Install this checkout itself, so that `import aquanaut` and the command `aquanaut` use the files beside this one.

    Editable, because the lessons, articles and notebooks are found beside the code and an update (git pull, or a new
    download over the old) then needs no second step. A step of its own, because pip refuses a lock with hashes and a
    folder together. It needs no network: its build tool, hatchling, is in the lock.
    """
    # The place is part of it: after the folder was moved, the command `aquanaut` has to be written again.
    checksum = checksum_of((ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode())
    if environment.read().get("project") == checksum:
        return
    command = [str(environment.python), "-m", "pip", "install", "--no-deps", "--no-index", "--no-build-isolation"]
    code, output = run("Installing Aquanaut itself", [*command, "--editable", str(ROOT)])
    if code:
        explain(output, MACHINE_FAULTS)
        raise unexplained("Aquanaut itself", output)
    make_path_relative(environment)
    environment.write(project=checksum)


def make_path_relative(environment: Environment) -> None:
    """Let the environment find the code by a relative path.

    pip writes the absolute one, in UTF-8; before Python 3.13, Windows reads it in another encoding, and a name like
    José in it stops Python from starting at all. A relative path is plain ASCII, and survives moving the folder.
    """
    if ROOT not in environment.prefix.parents:
        return
    packages = "Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages"
    for found in environment.prefix.glob(f"{packages}/*aquanaut*.pth"):
        relative = os.path.relpath(ROOT / "src", found.parent)
        found.write_text(relative.replace(os.sep, "/") + "\n", encoding="ascii")


# --- running a step and saying what went wrong -------------------------------------------------------------

# What a step printed, and the sentence it means. The first that fits is used, so the telling ones come first.
MACHINE_FAULTS = {
    r"No space left on device|Errno 28\b|Disk quota exceeded|not enough space on the disk|WinError 112\b": (
        "The disk is full: free about 700 MB, then start again."
    ),
    r"enable Long Paths|WinError 206\b|File ?name too long": (
        "A path became too long for this computer: move the folder to a shorter place, such as C:\\aquanaut, then "
        "start again."
    ),
    r"Permission denied|Errno 13\b|WinError 5\b|Read-only file system|Errno 30\b": (
        f"Aquanaut may not write in {ROOT}: copy the folder to a place of your own, such as your home folder, then "
        "start again."
    ),
    r"externally-managed-environment": (
        "This Python does not let packages be added to it: start again without --here."
    ),
}
DOWNLOAD_FAULTS = {
    **MACHINE_FAULTS,
    r"DO NOT MATCH THE HASHES": (
        "A downloaded package is not the one that was expected: start again, and if it happens again ask the people "
        "who run your network whether it changes downloads."
    ),
    r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError|invalid peer certificate": (
        "The network answers with a certificate that Python does not trust: use another network, or ask the people "
        "who run it for their certificate and set PIP_CERT to its file."
    ),
    r"ProxyError|Tunnel connection failed|407 Proxy": (
        "The network's proxy refused the download: ask the people who run it for the proxy's address and set "
        "HTTPS_PROXY to it, then start again."
    ),
    r"NewConnectionError|NameResolutionError|Failed to establish a new connection|Temporary failure in name|"
    r"getaddrinfo failed|Network is unreachable|Connection refused|Connection reset|ConnectTimeout|"
    r"Read timed out|ReadTimeoutError|RemoteDisconnected|Max retries exceeded|IncompleteRead|"
    # The last is all that pip shows of it when it is told not to retry.
    r"error sending request|\(from versions: none\)": (
        "The packages could not be downloaded: connect to the internet (it is needed this once), then start again."
    ),
    r"No matching distribution found|Failed building wheel|subprocess-exited-with-error|metadata-generation-failed": (
        "A package has no ready-made build for this Python: install Python 3.12 or 3.13 (64-bit) from python.org, "
        "delete the folder .venv, then start again with it."
    ),
}


def explain(output: str, faults: dict) -> None:
    """Raise the sentence for what a failed step printed, if there is one."""
    for pattern, sentence in faults.items():
        if re.search(pattern, output, re.IGNORECASE):
            raise Trouble(sentence)


def unexplained(what: str, output: str) -> Trouble:
    """What to say when pip failed for a reason that is not in the tables."""
    return Trouble(
        f"pip could not install {what}: delete the folder .venv and start again, and if that does not help, show a "
        f"helper what it said, which is: {last_error(output)}"
    )


def last_error(output: str) -> str:
    """The last line that looks like an error, else the last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(?i)error|fatal|exception", line)]
    return (errors or lines or ["nothing"])[-1][:300]


def run(title: str, command: list, condense: Callable = lambda line: "") -> tuple:
    """Run a command while showing that it goes on. Returns its exit code and what it printed.

    condense: turns a printed line into a few words to show, or into an empty text.
    """
    try:
        child = subprocess.Popen(
            command,
            cwd=str(ROOT),
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        return 1, str(error)
    lines = queue.Queue()

    def read() -> None:
        for line in child.stdout:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    printed = []
    with Progress(title) as progress:
        try:
            while True:
                try:
                    line = lines.get(timeout=0.2)
                except queue.Empty:
                    progress.show("")
                    continue
                if line is None:
                    break
                printed.append(line)
                progress.show(condense(line))
        except BaseException:
            # Ctrl-C, or the note could not be written: leave no pip behind that goes on by itself.
            child.terminate()
            child.wait()
            raise
    return child.wait(), "".join(printed)


class Progress:
    """One line on a terminal that says what is happening and for how long; a few lines where there is no terminal."""

    def __init__(self, title: str):
        self.title = title
        self.doing = ""
        self.began = self.spoke = time.monotonic()
        self.live = sys.stdout.isatty()

    def __enter__(self) -> "Progress":
        say(f"{self.title} ...", end="" if self.live else "\n")
        return self

    def __exit__(self, *error: object) -> None:
        if self.live:
            self._draw("" if error[0] else "done")
            say("")

    def show(self, doing: str) -> None:
        """Show what is happening; an empty text lets the clock tick."""
        self.doing = doing or self.doing
        now = time.monotonic()
        if self.live:
            self._draw(self.doing)
        elif self.doing and now - self.spoke > 15:
            self.spoke = now
            say(f"  {self.doing} ({now - self.began:.0f} s)")

    def _draw(self, doing: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        line = f"{self.title} ... {doing} ({time.monotonic() - self.began:.0f} s)"
        say("\r" + line[:width].ljust(width), end="")


def say(text: str, end: str = "\n") -> None:
    """Print at once, also into a file or a pipe."""
    print(text, end=end, flush=True)


# --- a student's copies ------------------------------------------------------------------------------------


class Copies:
    """The notebooks in `my-work`, and a note of what was copied there (`.aquanaut.json`, name to checksum).

    A copy that the student changed is theirs: it is never written to again, nor deleted. A newer version of its
    notebook goes beside it, under another name.
    """

    def __init__(self, work: Path):
        self.work = work
        self.note = work / ".aquanaut.json"
        try:
            copied = json.loads(self.note.read_text(encoding="utf-8"))["copied"]
            self.copied = {str(name): str(checksum) for name, checksum in copied.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self.copied = {}

    def bring(self, source: Path, under: str = "") -> str:
        """Bring one notebook up to date, in the folder `under`. Returns a sentence, if there is something to say."""
        new = source.read_bytes()
        checksum = checksum_of(new)
        main = f"{under}{source.name}"
        names = list(self._names(main))
        if (self.work / main).exists() and any(self.copied.get(name) == checksum for name in names):
            return ""
        target = next(name for name in names if self._is_ours(name, checksum))
        (self.work / target).parent.mkdir(parents=True, exist_ok=True)
        replace_file(self.work / target, new)
        self.copied[target] = checksum
        replace_file(self.note, (json.dumps({"copied": self.copied}, indent=1) + "\n").encode())
        if target == main:
            return ""
        return f"There is a newer {main}: yours is kept as it is, and the new one lies beside it as {target}."

    def _names(self, main: str) -> Iterator:
        """The names a notebook may have here: its own, then `_updated`, `_updated_2` and so on, one past the taken."""
        stem = main[: -len(".ipynb")]
        yield main
        for count in range(1, 1000):
            name = f"{stem}_updated.ipynb" if count == 1 else f"{stem}_updated_{count}.ipynb"
            yield name
            if not (self.work / name).exists():
                return

    def _is_ours(self, name: str, checksum: str) -> bool:
        """Whether writing to this name loses nothing: there is no file, or exactly what was copied there."""
        try:
            present = checksum_of((self.work / name).read_bytes())
        except FileNotFoundError:
            return True
        return present in (checksum, self.copied.get(name))


def bring_notebooks(teacher: bool = False) -> None:
    """Copy what is new in `notebooks` to `my-work`; the notebooks for teachers only on their wish."""
    WORK.mkdir(exist_ok=True)
    copies = Copies(WORK)
    sources = [(found, "") for found in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    if teacher:
        sources += [(found, "for_teachers/") for found in sorted((ROOT / "notebooks/for_teachers").glob("*.ipynb"))]
    for source, under in sources:
        sentence = copies.bring(source, under)
        if sentence:
            say(sentence)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a full disk or a power cut leaves the old one."""
    beside = path.with_name(f"{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def checksum_of(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


# --- JupyterLab --------------------------------------------------------------------------------------------


def free_port(wanted: int) -> int:
    """The first port from `wanted` on that nothing listens on."""
    for port in range(wanted, min(wanted + 50, 65536)):
        with socket.socket() as trial:
            if os.name != "nt":  # on Windows the option would mean taking a port that is in use
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError as error:
                if error.errno == errno.EACCES and port < 1024:
                    raise Trouble(f"Port {port} is kept for the system: choose one above 1023.") from error
                continue
        if port != wanted:
            say(f"Port {wanted} is in use, so port {port} is taken instead.")
        return port
    raise Trouble(f"Ports {wanted} to {wanted + 49} are all in use: choose another with --port.")


def open_lab(environment: Environment, notebook: str, wanted_port: int, browser: bool) -> int:
    """Run JupyterLab on a notebook until it ends or Ctrl-C stops it. Returns the exit code for this program."""
    running = already_open()
    if running:
        address = running.replace("/FIRST?", f"/{notebook}?")
        say(f"The lessons are open already. Their address:\n\n    {address}\n")
        if browser and not open_browser(address):
            say("No browser could be opened: open that address yourself.")
        return 0
    port = free_port(wanted_port)
    token = secrets.token_hex(24)
    address = f"http://127.0.0.1:{port}/lab/tree/{notebook}?token={token}"
    log = WORK / ".jupyterlab.log"
    began = time.monotonic()
    say("Starting JupyterLab ...")
    with log.open("w", encoding="utf-8") as output:
        child = subprocess.Popen(
            lab_command(environment, port),
            cwd=str(WORK),
            env=lab_environment(token),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_up(child, port, log)
            note_running(port, token)
            say(f"The lessons are open ({time.monotonic() - began:.0f} s). Their address:\n\n    {address}\n")
            if browser and not open_browser(door_to(address)):
                say("No browser could be opened: open that address yourself.")
            say("Leave this window open while you work. To stop: save your work, then press Ctrl-C here.")
            child.wait()
            say("JupyterLab has ended.")
            return 0
        except KeyboardInterrupt:
            say("\nStopped. What you saved is in my-work.")
            return 0
        finally:
            stop(child)
            with contextlib.suppress(OSError):
                (WORK / RUNNING).unlink()


def note_running(port: int, token: str) -> None:
    """Note where JupyterLab runs, for this person alone, so that a second start opens it and no other one."""
    note = WORK / RUNNING
    with contextlib.suppress(OSError):
        note.unlink()
    with contextlib.suppress(OSError):
        handle = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"port": port, "token": token}, file)


def already_open() -> str:
    """The address of the JupyterLab that runs on `my-work` already, FIRST where the notebook goes; or nothing."""
    try:
        noted = json.loads((WORK / RUNNING).read_text(encoding="utf-8"))
        port, token = int(noted["port"]), str(noted["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        # Another program may have this port by now: only ours knows the token.
        connection.request("GET", "/api/status", headers={"Authorization": f"token {token}"})
        answer = connection.getresponse()
        ours = answer.status == 200 and "kernels" in json.loads(answer.read())
    except (OSError, http.client.HTTPException, ValueError):
        return ""
    finally:
        connection.close()
    return f"http://127.0.0.1:{port}/lab/tree/FIRST?token={token}" if ours else ""


def door_to(address: str) -> str:
    """A local address that leads to `address` once, for the browser's command line.

    Everyone on the machine can read that line, so the token stays off it. Whoever reads the door's name there comes too
    late once it was opened, and on Linux is refused before, for the system says whose a connection is.
    """
    path, used = f"/{secrets.token_hex(16)}", threading.Lock()

    class Door(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            ours = self.path == path and may_enter(self.client_address[1], self.server.server_address[1])
            opened = ours and used.acquire(blocking=False)
            self.send_response(303 if opened else 404)
            if opened:
                self.send_header("Location", address)
            self.send_header("Cache-Control", "no-store")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}{path}"


def may_enter(theirs: int, ours: int) -> bool:
    """Whether a connection from one port of this machine to another is this person's, or the administrator's.

    True where the system does not tell.
    """
    try:
        lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
        owners = {tuple(line.split()[1:3]): int(line.split()[7]) for line in lines}
        return owners.get((f"0100007F:{theirs:04X}", f"0100007F:{ours:04X}"), -1) in (0, os.getuid())
    except (OSError, ValueError, IndexError, AttributeError):
        return True


def open_browser(address: str) -> bool:
    """Open the address in the person's browser; False when there is none that can show it.

    By its address, not by a file that redirects to it (JupyterLab's way): a browser installed as a snap may not read
    hidden folders, and one outside WSL or a container reads none of this machine's files.
    """
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return False
    if Path(getattr(found, "name", "")).name in ("www-browser", "links", "elinks", "lynx", "w3m"):
        return False  # browsers of text, which would take over this terminal
    return found.open(address)


def lab_command(environment: Environment, port: int) -> list:
    """The command that starts JupyterLab for one person on this machine, in `my-work`."""
    command = [
        str(environment.python),
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={WORK}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.open_browser=False",
        "--ServerApp.answer_yes=True",
        "--LabApp.extension_manager=readonly",  # the other one asks the network for its list
    ]
    # JupyterLab refuses to run as root unless told; in containers and on fresh machines root is all there is.
    return [*command, "--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else command


def lab_environment(token: str) -> dict:
    """Variables that keep JupyterLab apart from any other on this machine, but with the person's own preferences."""
    # Server settings of another Jupyter (a password, a certificate, extensions) would break this one. Theme, font size
    # and the like are the person's, and for some a need: they are shared.
    settings = Path(os.environ.get("JUPYTER_CONFIG_DIR") or Path.home() / ".jupyter") / "lab" / "user-settings"
    own = WORK / ".jupyter"
    return clean_environment(
        JUPYTER_TOKEN=token,  # not on the command line, which everyone on the machine can read
        JUPYTER_CONFIG_DIR=str(own),
        JUPYTERLAB_SETTINGS_DIR=os.environ.get("JUPYTERLAB_SETTINGS_DIR") or str(settings),
        JUPYTERLAB_WORKSPACES_DIR=str(own / "workspaces"),
        PYTHONSAFEPATH="1",  # a file json.py in my-work must not be imported in place of Python's own
        JUPYTER_PREFER_ENV_PATH="1",  # else a kernel of another Python, registered for the person, comes first
    )


def wait_until_up(child: subprocess.Popen, port: int, log: Path) -> None:
    """Wait until JupyterLab answers. A slow disk and a virus scanner can make the first start take a minute."""
    until = time.monotonic() + 180
    while time.monotonic() < until:
        if child.poll() is not None:
            output = log.read_text(encoding="utf-8", errors="replace")
            explain(output, MACHINE_FAULTS)
            raise Trouble(f"JupyterLab could not start and said: {last_error(output)}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)  # goes past any proxy
        try:
            connection.request("GET", "/api")
            if connection.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise Trouble(f"JupyterLab did not answer within three minutes: restart the computer, or read {log}.")


def stop(child: subprocess.Popen) -> None:
    """End JupyterLab and its kernels. Ctrl-C in a terminal has told them already; a closed window has not."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()


# --- the commands ------------------------------------------------------------------------------------------


def learn(options: argparse.Namespace) -> int:
    """Open the lessons."""
    if not (ROOT / "notebooks" / FIRST_NOTEBOOK).is_file():
        raise Trouble(f"notebooks/{FIRST_NOTEBOOK} is missing: download the whole project again, and keep it together.")
    environment = prepare(here=options.here)
    bring_notebooks()
    return open_lab(environment, FIRST_NOTEBOOK, options.port, not options.no_browser)


def teacher(options: argparse.Namespace) -> int:
    """Open the notebooks for teachers."""
    found = sorted((ROOT / "notebooks" / "for_teachers").glob("*.ipynb"))
    if not found:
        guides = len(list((ROOT / "lessons").glob("*/guide.md")))
        elsewhere = f": read the {guides} guides, lessons/*/guide.md" if guides else ""
        say(f"There is no notebook for teachers yet{elsewhere}.")
        return 0
    environment = prepare(here=options.here)
    bring_notebooks(teacher=True)
    return open_lab(environment, f"for_teachers/{found[0].name}", options.port, not options.no_browser)


def test(options: argparse.Namespace) -> int:
    """Run the tests. pytest's closing line is the last thing printed."""
    environment = prepare(tools=True, here=options.here)
    choice = [] if options.all else ["-m", "not slow"]
    # As many files side by side as there are cores; tests of one file share a browser and a server, and stay together.
    beside = [] if "-n" in options.rest or "--pdb" in options.rest else ["-n", "auto", "--dist", "loadfile"]
    command = [str(environment.python), "-m", "pytest", *choice, *beside, *options.rest]
    child = subprocess.Popen(command, cwd=str(ROOT), env=clean_environment())
    try:
        return child.wait()
    except KeyboardInterrupt:
        return child.wait()  # pytest was told too, and ends with its own summary


def install(options: argparse.Namespace) -> int:
    """Only set up."""
    prepare(tools=options.tools, here=options.here)
    bring_notebooks()
    say("Aquanaut is set up.")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Get a lesson back as it was; the changed copy is kept under another name."""
    asked = options.rest[0] if options.rest else ""
    sources = sorted((ROOT / "notebooks").glob("*.ipynb"))
    wanted = asked.zfill(2) if asked.isdigit() else asked
    found = [source for source in sources if wanted and source.name.startswith(wanted)]
    if len(found) != 1 or len(options.rest) != 1:
        raise Trouble(f"Say which lesson, by its number: python3 start.py restore 3 (0 to {len(sources) - 1}).")
    WORK.mkdir(exist_ok=True)
    present = WORK / found[0].name
    if present.exists():
        kept = present.with_name(f"{present.stem}_before_{time.strftime('%Y%m%d%H%M%S')}.ipynb")
        present.replace(kept)
        say(f"What {present.name} held is kept as {kept.name}.")
    replace_file(present, found[0].read_bytes())
    say(f"{present.name} is back as it was. Your answers are safe: they lie in my-work/answers.")
    return 0


COMMANDS = {"learn": learn, "teacher": teacher, "test": test, "install": install, "restore": restore}


def read_options(arguments: list) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(
        prog="start.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("command", nargs="?", choices=list(COMMANDS), default="learn", help="what to do (learn)")
    parser.add_argument("--port", type=port_number, default=8888, help="the first port to try (8888)")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument("--all", action="store_true", help="test: the slow tests too")
    parser.add_argument("--tools", action="store_true", help="install: the test tools too")
    parser.add_argument(
        "--here", action="store_true", help="use the Python that runs this file (conda, Binder) and make no .venv"
    )
    options, options.rest = parser.parse_known_args(arguments, argparse.Namespace())
    if options.rest and options.command not in ("test", "restore"):
        parser.error(f"unknown: {' '.join(options.rest)}")
    return options


def port_number(text: str) -> int:
    """A port that can be asked for."""
    if not (text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text!r}")
    return int(text)


def sentence_for(error: OSError) -> str:
    """The sentence for a file that could not be read or written."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return "The disk is full: free some room, then start again; what you saved before is kept."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"Aquanaut may not write {error.filename or ROOT}: copy the folder to a place of your own, such as your "
            "home folder, then start again."
        )
    what = error.strerror or str(error)
    return f"The computer said '{what}' about {error.filename or 'a file'}: mend that, then start again."


def main(arguments: list) -> int:
    """Do what was asked, and say in one sentence what stood in the way."""
    options = read_options(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a folder's name may hold letters that a Windows console lacks
    # Never group-writable, whatever the machine's custom: NLTK takes data files that others may change for missing.
    os.umask(os.umask(0o022) | 0o022)
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that JupyterLab is stopped too
    try:
        return COMMANDS[options.command](options)
    except Trouble as trouble:
        sentence = str(trouble)
    except OSError as error:
        sentence = sentence_for(error)
    except KeyboardInterrupt:
        say("\nStopped. Start again whenever you like; what was done is kept.")
        return 130
    print(f"\n{sentence}", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
