"""`start.py`: a student's copies are theirs, a second start needs no pip, and what goes wrong ends in one sentence."""

from __future__ import annotations

import ast
import errno
import http.client
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]
START = ROOT / "start.py"


def load():
    """`start.py` as a module, without running it."""
    spec = importlib.util.spec_from_file_location("aquanaut_start", START)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def start(tmp_path, monkeypatch):
    """`start.py` as if it lay in a folder of its own, with a small lock."""
    module = load()
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name, value in {"ROOT": folder, "VENV": folder / ".venv", "WORK": folder / "my-work"}.items():
        monkeypatch.setattr(module, name, value)
    for lock in (module.LOCK, module.TEST_LOCK):
        (folder / lock).write_text("one==1.0 \\\n    --hash=sha256:00\ntwo==2.0 \\\n    --hash=sha256:00\n")
    (folder / "pyproject.toml").write_text("[project]\n")
    before, handler = os.umask(0o022), signal.getsignal(signal.SIGTERM)
    yield module
    os.umask(before)
    signal.signal(signal.SIGTERM, handler)


def is_one_sentence(text: str) -> bool:
    """One line, one full stop at its end, none inside that begins another sentence, and no traceback."""
    return text.endswith(".") and "\n" not in text and "Traceback" not in text and not re.search(r"[.!?] [A-Z]", text)


# --- old Pythons ---------------------------------------------------------------------------------------------


def test_an_old_python_reads_the_file():
    ast.parse(START.read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 8, 0), (3, 10, 13)])
def test_an_old_python_is_told_what_to_do(version):
    """The version is a pretence; what runs is the real file, from its first line."""
    pretend = f"import runpy, sys; sys.version_info = {(*version, 'final', 0)}; runpy.run_path({str(START)!r})"
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert ".".join(map(str, version)) in done.stderr


def test_the_line_at_which_python_2_stops_carries_the_advice():
    """Python 2 shows the first line it cannot read, which is the first with an arrow."""
    lines = START.read_text(encoding="utf-8").splitlines()
    first = next(line for line in lines if "->" in line)
    assert "needs Python 3.11 or newer" in first
    assert "python.org" in first


# --- a student's copies --------------------------------------------------------------------------------------


def bring(start, content: bytes, name: str = "03_words.ipynb") -> str:
    """Bring one notebook with that content to my-work."""
    source = start.ROOT / "notebooks" / name
    source.parent.mkdir(exist_ok=True)
    source.write_bytes(content)
    start.WORK.mkdir(exist_ok=True)
    return start.Copies(start.WORK).bring(source)


def copies(start) -> dict[str, bytes]:
    """The notebooks in my-work."""
    return {found.name: found.read_bytes() for found in start.WORK.glob("**/*.ipynb")}


def test_an_untouched_copy_follows_its_notebook(start):
    assert bring(start, b"one") == ""
    assert bring(start, b"two") == ""
    assert copies(start) == {"03_words.ipynb": b"two"}


def test_a_changed_copy_is_kept_and_the_update_lies_beside_it(start):
    bring(start, b"one")
    (start.WORK / "03_words.ipynb").write_bytes(b"one, with answers")
    assert bring(start, b"one") == ""
    said = bring(start, b"two")
    assert is_one_sentence(said.replace(".ipynb", ""))
    assert "03_words_updated.ipynb" in said
    assert copies(start) == {"03_words.ipynb": b"one, with answers", "03_words_updated.ipynb": b"two"}
    assert bring(start, b"two") == "", "an update is offered once"


def test_the_update_is_a_students_copy_too(start):
    bring(start, b"one")
    (start.WORK / "03_words.ipynb").write_bytes(b"answers")
    bring(start, b"two")
    bring(start, b"three")
    assert copies(start)["03_words_updated.ipynb"] == b"three", "nobody had touched it"
    (start.WORK / "03_words_updated.ipynb").write_bytes(b"more answers")
    bring(start, b"four")
    assert copies(start) == {
        "03_words.ipynb": b"answers",
        "03_words_updated.ipynb": b"more answers",
        "03_words_updated_2.ipynb": b"four",
    }


def test_a_deleted_copy_comes_back(start):
    bring(start, b"one")
    (start.WORK / "03_words.ipynb").unlink()
    bring(start, b"one")
    assert copies(start) == {"03_words.ipynb": b"one"}


@pytest.mark.parametrize("note", [None, b"", b"{", b"[]", b'{"copied": 3}', b'{"copied": null}', b"\xff"])
def test_without_its_note_it_still_overwrites_nothing(start, note):
    bring(start, b"one")
    (start.WORK / "03_words.ipynb").write_bytes(b"answers")
    path = start.WORK / ".aquanaut.json"
    path.unlink() if note is None else path.write_bytes(note)
    bring(start, b"two")
    assert copies(start)["03_words.ipynb"] == b"answers"


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("update"), st.integers(0, 3)),
        st.tuples(st.just("answer"), st.integers(0, 3)),
        st.tuples(st.just("delete"), st.integers(0, 3)),
        st.tuples(st.just("lose the note"), st.just(0)),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
def test_no_order_of_events_touches_what_a_student_wrote(steps):
    """Updates, answers, deleted files and a lost note, in any order; a start after each."""
    start = load()
    with tempfile.TemporaryDirectory() as folder:
        start.ROOT = Path(folder)
        start.WORK = start.ROOT / "my-work"
        start.replace_file = Path.write_bytes  # the real one waits for the disk, thousands of times here
        version, answered = b"version 0", {}
        bring(start, version)
        for count, (step, which) in enumerate(steps):
            names = sorted(copies(start))
            chosen = start.WORK / names[which % len(names)]
            if step == "update":
                version = b"version %d" % (count + 1)
            elif step == "answer":
                answered[chosen.name] = b"answers %d" % count
                chosen.write_bytes(answered[chosen.name])
            elif step == "delete":
                chosen.unlink()
                answered.pop(chosen.name, None)
            else:
                (start.WORK / ".aquanaut.json").unlink()
            bring(start, version)
            present = copies(start)
            assert answered.items() <= present.items()
            assert "03_words.ipynb" in present
            assert step != "update" or version in present.values(), "an update is there to be opened"


def test_notebooks_for_teachers_come_only_on_their_wish(start):
    teachers = start.ROOT / "notebooks" / "for_teachers"
    teachers.mkdir(parents=True)
    (teachers / "grading.ipynb").write_bytes(b"{}")
    start.bring_notebooks()
    assert copies(start) == {}
    start.bring_notebooks(teacher=True)
    assert (start.WORK / "for_teachers" / "grading.ipynb").read_bytes() == b"{}"


# --- a full disk, a closed folder, Ctrl-C --------------------------------------------------------------------


def test_a_full_disk_leaves_the_old_file(start, tmp_path, monkeypatch):
    path = tmp_path / "copy.ipynb"
    path.write_bytes(b"old")

    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(start.os, "fsync", full)
    with pytest.raises(OSError):
        start.replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.glob("copy*")] == ["copy.ipynb"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/closed"), "may not write /closed"),
        (OSError(errno.EROFS, "Read-only file system", "/closed"), "copy the folder"),
        (OSError(errno.EIO, "Input/output error", "/closed"), "Input/output error"),
    ],
)
def test_a_fault_of_the_machine_ends_in_one_sentence(start, monkeypatch, capsys, error, words):
    def fail(options):
        raise error

    monkeypatch.setitem(start.COMMANDS, "learn", fail)
    assert start.main([]) == 1
    printed = capsys.readouterr()
    assert words in printed.err
    assert is_one_sentence(printed.err.strip())


def test_too_little_room_is_said_before_anything_is_installed(start, monkeypatch):
    monkeypatch.setattr(start, "run", lambda *_: pytest.fail("nothing may run"))
    monkeypatch.setattr(start.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**12, 10**12, 10**6))
    with pytest.raises(start.Trouble, match=r"too full: free about 700 MB"):
        start.install_lock(start.own_environment(), start.LOCK)


def test_ctrl_c_is_no_traceback(start, monkeypatch, capsys):
    def interrupted(options):
        raise KeyboardInterrupt

    monkeypatch.setitem(start.COMMANDS, "learn", interrupted)
    assert start.main([]) == 130
    assert "Start again whenever you like" in capsys.readouterr().out


def test_nothing_is_group_writable(start, monkeypatch, tmp_path):
    """NLTK takes a data file that others may change for a missing one."""
    monkeypatch.setitem(start.COMMANDS, "learn", lambda options: (tmp_path / "made").write_text("") or 0)
    os.umask(0o002)
    start.main([])
    assert (tmp_path / "made").stat().st_mode & 0o022 == 0


# --- the environment -----------------------------------------------------------------------------------------


class Pip:
    """Stands in for `run`: notes the titles, lets the test decide what is printed and returned."""

    def __init__(self, code=0, output="", lines=()):
        self.titles, self.code, self.output, self.lines = [], code, output, lines

    def __call__(self, title, command, condense=lambda line: ""):
        self.titles.append(title)
        self.shown = [condense(line) for line in self.lines]
        return self.code, self.output


def test_a_lock_is_installed_once_and_again_when_it_changes(start, monkeypatch):
    pip = Pip()
    monkeypatch.setattr(start, "run", pip)
    environment = start.own_environment()
    environment.prefix.mkdir()
    start.install_lock(environment, start.LOCK)
    start.install_lock(environment, start.LOCK)
    assert pip.titles == ["Installing 2 packages"]
    (start.ROOT / start.LOCK).write_text("one==1.1 \\\n    --hash=sha256:00\n")
    start.install_lock(environment, start.LOCK)
    assert pip.titles == ["Installing 2 packages", "Installing 1 packages"]
    start.install_lock(environment, start.TEST_LOCK)
    start.install_lock(environment, start.LOCK)
    assert len(pip.titles) == 3, "the test lock stands for both"


def test_progress_counts_packages(start, monkeypatch):
    pip = Pip(
        lines=["Ignoring one: markers 'x' don't match", "Collecting two==2.0", "Installing collected packages: two"]
    )
    monkeypatch.setattr(start, "run", pip)
    start.own_environment().prefix.mkdir()
    start.install_lock(start.own_environment(), start.LOCK)
    assert pip.shown == ["1 of 2 packages, one", "2 of 2 packages, two", "unpacking the packages"]


def test_an_install_that_was_cut_off_is_done_afresh(start, monkeypatch):
    """pip killed while unpacking leaves packages that look installed; the next start makes .venv again."""
    environment = start.own_environment()
    environment.prefix.mkdir()

    def killed(title, command, condense):
        condense("Installing collected packages: one, two")
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "run", killed)
    with pytest.raises(KeyboardInterrupt):
        start.install_lock(environment, start.LOCK)
    assert environment.fault() == "was left half installed"


def test_the_project_is_installed_again_when_it_moved(start, monkeypatch, tmp_path):
    pip = Pip()
    monkeypatch.setattr(start, "run", pip)
    environment = start.own_environment()
    environment.prefix.mkdir()
    start.install_project(environment)
    start.install_project(environment)
    assert len(pip.titles) == 1
    moved = tmp_path / "elsewhere"
    start.ROOT.rename(moved)
    monkeypatch.setattr(start, "ROOT", moved)
    start.install_project(start.Environment(moved / ".venv", moved / ".venv/bin/python"))
    assert len(pip.titles) == 2


@pytest.mark.skipif(os.name == "nt", reason="the folder of packages has another name there")
def test_the_path_to_the_code_is_relative(start):
    """An absolute one with a letter like é in it stops Python on Windows before 3.13."""
    packages = start.VENV / "lib" / "python3.11" / "site-packages"
    packages.mkdir(parents=True)
    (packages / "_aquanaut.pth").write_text(str(start.ROOT / "src"), encoding="utf-8")
    start.make_path_relative(start.own_environment())
    line = (packages / "_aquanaut.pth").read_text(encoding="ascii").strip()
    assert (packages / line).resolve() == (start.ROOT / "src").resolve()


def broken(kind: str, start) -> None:
    """Lay a .venv that cannot be used."""
    (start.VENV / "bin").mkdir(parents=True)
    (start.VENV / "pyvenv.cfg").write_text("home = /gone\n")
    if kind == "python is gone":
        (start.VENV / "bin" / "python").symlink_to("/gone/python3")
    elif kind == "python is no program":
        (start.VENV / "bin" / "python").write_text("")
    else:
        (start.VENV / "bin" / "python").symlink_to(sys.executable)
        start.own_environment().write(**{start.LOCK: "0" * 64, "unfinished": "yes"})


@pytest.mark.skipif(os.name == "nt", reason="lays symbolic links")
@pytest.mark.parametrize("kind", ["python is gone", "python is no program", "install was cut off"])
def test_a_broken_venv_is_made_again_and_that_is_said(start, monkeypatch, capsys, kind):
    broken(kind, start)
    made = []

    def make(title, command, condense=None):
        made.append(command)
        assert not start.VENV.exists(), "the broken one goes first"
        monkeypatch.setattr(start.Environment, "fault", lambda self: "")
        return 0, ""

    monkeypatch.setattr(start, "run", make)
    start.make_environment(start.own_environment())
    assert len(made) == 1
    assert "it is made again" in capsys.readouterr().out


def test_a_folder_that_is_no_venv_is_left_alone(start):
    start.VENV.mkdir()
    (start.VENV / "thesis.txt").write_text("years of work")
    with pytest.raises(start.Trouble, match="in the way") as caught:
        start.make_environment(start.own_environment())
    assert is_one_sentence(str(caught.value))
    assert (start.VENV / "thesis.txt").exists()


def test_a_python_without_venv_is_told_what_to_install(start, monkeypatch):
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    with pytest.raises(start.Trouble, match=r"sudo apt install python3\.\d+-venv") as caught:
        start.make_environment(start.own_environment())
    assert is_one_sentence(str(caught.value).replace("python.org", ""))


def test_without_ensurepip_other_ways_are_tried(start, monkeypatch):
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name)
    monkeypatch.setattr(start.shutil, "which", lambda name: name)
    assert [command[:3] for command in start.ways_to_make("python", "x")] == [
        [sys.executable, "-m", "virtualenv"],
        ["uv", "venv", "--quiet"],
    ]


def test_a_childs_pip_is_not_led_elsewhere(start, monkeypatch):
    for name in ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_REQUIRE_HASHES"):
        monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setenv("PIP_INDEX_URL", "kept")
    cleaned = start.clean_environment()
    assert "elsewhere" not in cleaned.values()
    assert cleaned["PIP_USER"] == "0"
    assert cleaned["PIP_INDEX_URL"] == "kept"


# --- what pip says, in a sentence ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: [WinError 112] There is not enough space on the disk", "disk is full"),
        ("ERROR: Could not install: [Errno 2] No such file: you can enable Long Paths", "shorter place"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the one that was expected"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "certificate"),
        ("cause: error sending request\n cause: invalid peer certificate: UnknownIssuer", "certificate"),
        ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407", "proxy"),
        ("WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError(...)'", "the internet"),
        ("ERROR: Could not find a version that satisfies anyio==4.16.0 (from versions: none)", "the internet"),
        ('ReadTimeoutError("HTTPSConnectionPool: Read timed out. (read timeout=15)")', "connect to the internet"),
        ("ERROR: No matching distribution found for pywinpty==3.1.2", "no ready-made build"),
        ("  error: subprocess-exited-with-error\nERROR: Failed building wheel for regex", "no ready-made build"),
        ("ERROR: Could not install: [Errno 13] Permission denied: '/x'", "may not write"),
        ("error: externally-managed-environment", "without --here"),
    ],
)
def test_what_pip_prints_becomes_one_sentence(start, output, words):
    with pytest.raises(start.Trouble, match=words) as caught:
        start.explain(output, start.DOWNLOAD_FAULTS)
    assert is_one_sentence(str(caught.value))


def test_what_is_in_no_table_has_no_sentence(start):
    assert start.explain("Successfully installed one-1.0", start.DOWNLOAD_FAULTS) is None


def test_what_is_not_in_the_tables_is_quoted(start, monkeypatch):
    monkeypatch.setattr(start, "run", Pip(code=2, output="Collecting one\nERROR: the moon is full\n"))
    start.VENV.mkdir()
    with pytest.raises(start.Trouble, match="the moon is full"):
        start.install_lock(start.own_environment(), start.LOCK)


def test_no_network_ends_in_one_sentence(tmp_path):
    """The real thing: a real .venv, a real pip, and an index at a port where nothing listens."""
    for name in ("start.py", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "00_start_here.ipynb").write_text("{}")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    environment |= {
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_CACHE_DIR": "1",
        "PIP_RETRIES": "0",
    }
    done = subprocess.run(
        [sys.executable, "start.py", "--no-browser"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1, done.stdout
    assert "connect to the internet" in done.stderr
    assert is_one_sentence(done.stderr.strip())
    assert not (tmp_path / "my-work").exists()


# --- JupyterLab ----------------------------------------------------------------------------------------------


def test_a_port_in_use_is_passed_over_and_that_is_said(start, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = start.free_port(port)
    assert found > port
    assert f"Port {port} is in use, so port {found} is taken instead." in capsys.readouterr().out


@pytest.mark.parametrize("port", ["0", "65536", "-1", "lab", ""])
def test_what_is_no_port_is_refused(start, port):
    with pytest.raises(SystemExit):
        start.read_options([f"--port={port}"])


def test_a_lab_that_dies_is_reported(start, tmp_path):
    log = tmp_path / "log"
    with log.open("w") as output:
        child = subprocess.Popen([sys.executable, "-c", "raise SystemExit('Error: no kernel')"], stderr=output)
        with pytest.raises(start.Trouble, match="no kernel"):
            start.wait_until_up(child, start.free_port(20000), log)


def test_the_token_is_not_on_the_command_line(start):
    assert "sesame" not in " ".join(start.lab_command(start.own_environment(), 8888))
    assert start.lab_environment("sesame")["JUPYTER_TOKEN"] == "sesame"


def test_what_follows_test_goes_to_pytest(start):
    options = start.read_options(["test", "--all", "tests/text", "-k", "spans", "-x"])
    assert options.all
    assert options.rest == ["tests/text", "-k", "spans", "-x"]
    with pytest.raises(SystemExit):
        start.read_options(["--unknown"])


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="stops the program by a signal")
def test_from_nothing_to_lessons_and_a_quick_second_start(tmp_path):
    """The README's first command, in a copy, with an empty home; then again."""
    copy, home = tmp_path / "José's copy", tmp_path / "home"
    home.mkdir()
    left_out = shutil.ignore_patterns(".git", ".venv", "my-work", ".*_cache", "__pycache__", ".hypothesis")
    shutil.copytree(ROOT, copy, ignore=left_out)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "VIRTUAL"))}
    environment |= {"HOME": str(home), "PIP_NO_CACHE_DIR": "1"}
    for start_number in (1, 2):
        log = tmp_path / f"start-{start_number}.txt"
        with log.open("w") as output:
            child = subprocess.Popen(
                [sys.executable, "start.py", "--no-browser"], cwd=copy, env=environment, stdout=output, stderr=output
            )
        try:
            address = wait_for_address(child, log)
            assert ("Installing" in log.read_text()) == (start_number == 1)
            assert "<title>JupyterLab" in page_at(address)
        finally:
            child.send_signal(signal.SIGTERM)
            child.wait(30)
    assert (copy / "my-work" / "00_start_here.ipynb").exists()
    settings_file = copy / ".venv" / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    assert json.loads(settings_file.read_text())["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def wait_for_address(child: subprocess.Popen, log: Path) -> str:
    """The address that start.py prints."""
    until = time.monotonic() + 280
    while time.monotonic() < until and child.poll() is None:
        found = re.search(r"http://\S+", log.read_text())
        if found:
            return found.group()
        time.sleep(0.2)
    raise AssertionError(log.read_text())


def page_at(address: str) -> str:
    """What the address answers."""
    _, _, host, path = address.split("/", 3)
    connection = http.client.HTTPConnection(host, timeout=20)
    connection.request("GET", f"/{path}")
    return connection.getresponse().read().decode()


# --- a second start, and a lesson got back ---------------------------------------------------------------------


@pytest.fixture
def answering():
    """A little server that answers like a JupyterLab whose token is "right"."""
    import http.server
    import threading

    class Lab(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.headers.get("Authorization") == "token right" else 403)
            self.end_headers()
            self.wfile.write(b'{"kernels": 0}')

        def log_message(self, *words):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Lab)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_a_second_start_finds_what_runs(start, answering):
    start.WORK.mkdir()
    assert start.already_open() == ""
    start.note_running(answering, "right")
    assert (start.WORK / start.RUNNING).stat().st_mode & 0o077 == 0 or os.name == "nt"
    assert start.already_open() == f"http://127.0.0.1:{answering}/lab/tree/FIRST?token=right"
    start.note_running(answering, "wrong")
    assert start.already_open() == "", "another program has the port by now"


def test_a_second_start_starts_no_other(start, answering, monkeypatch, capsys):
    start.WORK.mkdir()
    start.note_running(answering, "right")
    monkeypatch.setattr(start.subprocess, "Popen", None)
    assert start.open_lab(None, "03_words.ipynb", 8888, browser=False) == 0
    assert f"http://127.0.0.1:{answering}/lab/tree/03_words.ipynb?token=right" in capsys.readouterr().out


def test_a_lesson_is_got_back_and_the_changed_one_kept(start, capsys):
    bring(start, b"as it ships")
    (start.WORK / "03_words.ipynb").write_bytes(b"broken")
    assert start.main(["restore", "3"]) == 0
    kept = {name: content for name, content in copies(start).items() if "_before_" in name}
    assert list(kept.values()) == [b"broken"]
    assert copies(start)["03_words.ipynb"] == b"as it ships"
    assert start.main(["restore"]) == 1
    assert is_one_sentence(capsys.readouterr().err.strip().replace("start.py", "start"))


# --- the token -----------------------------------------------------------------------------------------------


def reply(address):
    host, _, path = address.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=5)
    connection.request("GET", f"/{path}")
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.headers.get("Location")


def test_the_browsers_command_line_holds_a_door_that_opens_once(start):
    address = "http://127.0.0.1:8888/lab/tree/a.ipynb?token=secret"
    door = start.door_to(address)
    assert "secret" not in door and door.startswith("http://127.0.0.1:")
    assert reply(f"{door}x") == (404, None), "another name is no door"
    assert reply(door) == (303, address)
    assert reply(door) == (404, None), "it opens once"


def test_a_door_is_its_owners(start, monkeypatch):
    monkeypatch.setattr(start, "may_enter", lambda *_ports: False)
    assert reply(start.door_to("http://127.0.0.1:8888/?token=secret")) == (404, None)


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux tells whose a connection is")
def test_whose_a_connection_is(start, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        theirs, ours = client.getsockname()[1], server.getsockname()[1]
        assert start.may_enter(theirs, ours)
        if os.getuid():
            monkeypatch.setattr(os, "getuid", lambda: 54321)
            assert not start.may_enter(theirs, ours)
        assert not start.may_enter(theirs, 1), "a connection that the system does not know"
