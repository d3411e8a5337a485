"""What deploy/jupyterhub_config.py does before a server starts, without a hub (the real one: test_hub.py)."""

from __future__ import annotations

import asyncio
import json
import os
import runpy
import stat
import subprocess
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

CONFIG = Path(__file__).parents[2] / "deploy" / "jupyterhub_config.py"
SECTIONS = ("Authenticator", "JupyterHub", "Spawner")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="JupyterHub runs on Linux and macOS")


def finished(work):
    """What `work` gives, in a loop of its own thread: a browser of other tests may keep this thread's loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture
def prepared(tmp_path, monkeypatch):
    """Runs the configuration with these settings; gives what it set, and a function that prepares a person's server."""
    monkeypatch.setenv("AQUANAUT_CLASS", str(tmp_path))
    monkeypatch.setenv("AQUANAUT_TEACHERS", "hale")
    handed_out = tmp_path / "assignments" / "03"
    (handed_out / "articles").mkdir(parents=True)
    (handed_out / "03.ipynb").write_text("as handed out")
    (handed_out / "articles" / "a.txt").write_text("words")
    (handed_out / "link").symlink_to("/etc/hostname")

    def run(**settings):
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        made = defaultdict(SimpleNamespace)
        known = SimpleNamespace(**{n: made[n] for n in SECTIONS})
        runpy.run_path(str(CONFIG), init_globals={"get_config": lambda: known})

        def prepare(name):
            spawner = SimpleNamespace(
                user=SimpleNamespace(name=name), environment={}, home_dir_template=f"{tmp_path}/homes/{{username}}"
            )
            finished(known.Spawner.pre_spawn_hook(spawner))
            return spawner.environment, tmp_path / "homes" / name

        return known, prepare

    return run


def test_a_student(prepared, tmp_path):
    _, prepare = prepared()
    environment, home = prepare("ann")
    folder = tmp_path / "results" / "ann"
    assert environment == {"AQUANAUT_CONTENT": str(tmp_path / "content"), "AQUANAUT_ANSWERS": str(folder)}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert json.loads((folder / "learner.json").read_text()) == {"learner": "ann"}
    copy = home / "03"
    assert (copy / "articles" / "a.txt").read_text() == "words" and not (copy / "link").exists()
    assert stat.S_IMODE((copy / "03.ipynb").stat().st_mode) == 0o600
    (copy / "03.ipynb").write_text("my answers")
    (folder / "log.jsonl").write_text("kept")
    prepare("ann")
    assert (copy / "03.ipynb").read_text() == "my answers" and (folder / "log.jsonl").read_text() == "kept"


def test_codes_differ_where_names_do(prepared, tmp_path):
    _, prepare = prepared()
    names = ["ann.li", "ann-li", "annli", "анна", "李"]
    for name in names:
        prepare(name)
    codes = [json.loads((tmp_path / "results" / name / "learner.json").read_text())["learner"] for name in names]
    assert len(set(codes)) == len(names) and all(code.isascii() and code.isalnum() for code in codes)


@pytest.mark.parametrize("name", ["..", ".ssh", "a/b"])
def test_names_that_lead_elsewhere(prepared, name):
    _, prepare = prepared()
    with pytest.raises(ValueError, match="cannot be a folder"):
        prepare(name)


def test_nbgrader(prepared, tmp_path):
    _, prepare = prepared(AQUANAUT_NBGRADER="1")
    environment, home = prepare("ann")
    assert "AQUANAUT_ANSWERS" not in environment and not (tmp_path / "results").exists()
    said = (home / ".jupyter" / "nbgrader_config.py").read_text()
    assert "student_id = 'ann'" in said and "course'" not in said.replace("course_id", "")
    _, home = prepare("hale")
    assert (
        f"c.CourseDirectory.root = {str(tmp_path / 'course')!r}"
        in (home / ".jupyter" / "nbgrader_config.py").read_text()
    )
    assert not (home / "03").exists(), "a teacher gets no student's copy"


def test_a_person_without_an_account(prepared, tmp_path):
    known, _ = prepared()
    told = []
    spawner = SimpleNamespace(
        user=SimpleNamespace(name="nobody-of-this-machine"), environment={},
        log=SimpleNamespace(warning=lambda *words: told.append(words)),
    )  # fmt: skip
    finished(known.Spawner.pre_spawn_hook(spawner))
    assert spawner.environment == {"AQUANAUT_CONTENT": str(tmp_path / "content")} and told
    assert not (tmp_path / "results").exists()


def test_who_may_come_in(prepared):
    known, _ = prepared(AQUANAUT_STUDENTS="ann, bo")
    assert known.Authenticator.allowed_users == {"ann", "bo", "hale"} and not hasattr(known.Authenticator, "allow_all")
    known, _ = prepared(AQUANAUT_STUDENTS="")
    assert known.Authenticator.allowed_users == {"hale"} and not hasattr(known.Authenticator, "allow_all")
    known, _ = prepared(AQUANAUT_ALLOW_ALL="1")
    assert known.Authenticator.allow_all is True


def test_where_it_answers(prepared):
    known, _ = prepared()
    assert known.JupyterHub.bind_url == "http://127.0.0.1:8000"
    known, _ = prepared(AQUANAUT_TLS_CERT="/c.pem", AQUANAUT_TLS_KEY="/k.pem")
    assert (known.JupyterHub.bind_url, known.JupyterHub.ssl_cert) == ("https://:443", "/c.pem")
    with pytest.raises(ValueError, match="go together"):
        prepared(AQUANAUT_TLS_KEY="")


def loaded():
    """The configuration's own functions."""
    known = defaultdict(SimpleNamespace)
    return runpy.run_path(
        str(CONFIG), init_globals={"get_config": lambda: SimpleNamespace(**{n: known[n] for n in SECTIONS})}
    )


def test_the_helper_has_none_of_the_hubs_environment(prepared, tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_CRYPT_KEY", "secret")
    tell = "import os, sys; open(sys.argv[1], 'w').write(repr(dict(os.environ)))"
    loaded()["as_person"](None, tell, tmp_path / "told")
    assert "secret" not in (tmp_path / "told").read_text() and "AQUANAUT" not in (tmp_path / "told").read_text()


def test_a_helper_that_stands_still_stops_neither_the_hub_nor_itself_for_long(prepared, monkeypatch):
    config = loaded()
    monkeypatch.setitem(config["as_person"].__globals__, "DEADLINE", 1)
    stopped = "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"
    stand = config["prepare"].__globals__
    monkeypatch.setitem(stand, "prepare_now", lambda _spawner: config["as_person"](None, stopped))

    async def hub():
        waiting = asyncio.create_task(config["prepare"](None))
        ticks = 0
        while not waiting.done():
            await asyncio.sleep(0.05)
            ticks += 1
        with pytest.raises(subprocess.TimeoutExpired):
            await waiting
        return ticks

    assert 10 < finished(hub()) < 100
