"""The hub of deploy/: a real JupyterHub, ten students, two of them in a browser, their answers graded."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import pytest
from driver import Asked
from lab import ARGUMENTS, Lab

from aquanaut.classroom.assign.bundle import Wish, bundle, plan
from aquanaut.classroom.opaque import names
from aquanaut.classroom.scorer import Grader
from aquanaut.questions.exercise import load_exercise
from aquanaut.questions.model import is_written, question_types

ROOT = Path(__file__).parents[2]
STEM = "02_who_says_so"
STUDENTS = [f"s{number:02}" for number in range(1, 11)]
IN_BROWSER = {"s01": "right", "s02": "wrong"}
TOKEN = "for-the-test-alone"

CONFIG = """
import os
load_subconfig(os.environ["AQUANAUT_CONFIG"])
port = int(os.environ["AQUANAUT_PORT"])
c.JupyterHub.bind_url = f"http://127.0.0.1:{port}"
c.JupyterHub.hub_port = port + 1
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{port + 2}"
c.ConfigurableHTTPProxy.command = [os.environ["AQUANAUT_PROXY"]]
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = "pw"
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = os.path.join(os.environ["AQUANAUT_CLASS"], "homes", "{username}")
c.Spawner.args = [*c.Spawner.args, "--allow-root"]
c.Spawner.cmd = [os.path.join(os.environ["AQUANAUT_BIN"], "jupyterhub-singleuser")]
c.Spawner.environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "JUPYTERLAB_SETTINGS_DIR")}
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120
c.JupyterHub.services = [{"name": "test", "api_token": os.environ["AQUANAUT_TOKEN"]}]
scopes = ["admin:users", "admin:servers", "read:hub"]
c.JupyterHub.load_roles = [{"name": "test", "services": ["test"], "scopes": scopes}]
"""
"""What only a test sets: its ports, one password and one account for all."""


def free_ports(count):
    """The first of `count` free ports in a row."""
    for _ in range(50):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first = probe.getsockname()[1]
        try:
            for port in range(first, first + count):
                with socket.socket() as one:
                    one.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first
    raise RuntimeError("no free ports in a row")


class Running:
    """A hub that runs, with its class folder."""

    def __init__(self, hub, folder):
        self.folder, self.port = folder, free_ports(3)
        self.url = f"http://127.0.0.1:{self.port}"
        (folder / "content").mkdir(parents=True)
        for name in ("articles", "lessons"):
            shutil.copytree(ROOT / name, folder / "content" / name)
        for name in ("assignments", "results", "homes"):
            (folder / name).mkdir()
        settings = folder / "lab-settings" / "@jupyterlab" / "apputils-extension"
        settings.mkdir(parents=True)
        quiet = {"fetchNews": "false", "checkForUpdates": False}
        (settings / "notification.jupyterlab-settings").write_text(json.dumps(quiet))
        config = folder / "jupyterhub_config.py"
        config.write_text(CONFIG)
        self.environment = {
            **hub.environment,
            "AQUANAUT_CLASS": str(folder),
            "AQUANAUT_CONFIG": str(ROOT / "deploy" / "jupyterhub_config.py"),
            "AQUANAUT_STUDENTS": ",".join(STUDENTS),
            "AQUANAUT_TEACHERS": "teacher",
            "AQUANAUT_PORT": str(self.port),
            "AQUANAUT_PROXY": hub.proxy(),
            "AQUANAUT_BIN": str(hub.bin),
            "AQUANAUT_TOKEN": TOKEN,
            "JUPYTERLAB_SETTINGS_DIR": str(folder / "lab-settings"),
        }
        self.environment.pop("AQUANAUT_CONTENT")
        self.log = (folder / "hub.log").open("w")
        self.process = subprocess.Popen(
            [str(hub.bin / "jupyterhub"), "-f", str(config)], cwd=folder, env=self.environment,
            stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            self.wait(lambda: self.api("GET", "/info"), "the hub")
        except BaseException:
            self.stop()
            raise

    def wait(self, done, what, seconds=120):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                found = done()
            except OSError:
                found = None
            if found:
                return found
            assert self.process.poll() is None, (self.folder / "hub.log").read_text()[-3000:]
            time.sleep(0.3)
        raise AssertionError(f"{what} did not come up:\n{(self.folder / 'hub.log').read_text()[-3000:]}")

    def api(self, method, path, data=None):
        request = urllib.request.Request(
            f"{self.url}/hub/api{path}", method=method, data=json.dumps(data).encode() if data is not None else None,
            headers={"Authorization": f"token {TOKEN}", "Content-Type": "application/json"},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=150) as reply:
            text = reply.read()
        return json.loads(text) if text else True

    def start(self, student):
        try:
            self.api("POST", f"/users/{student}/server", {})
        except urllib.error.HTTPError as error:
            assert error.code == 400, error.read()  # it runs already
        self.wait(lambda: self.api("GET", f"/users/{student}")["server"], student)

    def stop(self):
        for student in STUDENTS:
            try:
                self.api("DELETE", f"/users/{student}/server")
            except OSError:
                continue
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.log.close()


@pytest.fixture
def running(hub, tmp_path):
    if hub.proxy() is None:
        pytest.skip("configurable-http-proxy is missing: npm install configurable-http-proxy")
    one = Running(hub, tmp_path / "class")
    yield one
    one.stop()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.timeout(1200)
def test_ten_students(running, chromium, answer, tmp_path):
    made = plan(Wish(STEM), ROOT)
    bank = load_exercise(STEM, ROOT)
    for name, held in bundle(made, "").items():
        path = running.folder / "assignments" / STEM / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held)
    given = {student: answers(bank, IN_BROWSER.get(student, "right")) for student in STUDENTS}
    given["s09"] = {}

    from playwright.sync_api import sync_playwright

    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for student in IN_BROWSER:
            in_browser(browser, running, made, bank, student, given[student], tmp_path)
        browser.close()

    for student in STUDENTS:
        running.start(student)
    users = running.api("GET", "/users")
    assert sorted(one["name"] for one in users if one["server"]) == STUDENTS, "ten servers at the same time"
    for student in STUDENTS[2:]:
        folder = running.folder / "results" / student
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert json.loads((folder / "learner.json").read_text()) == {"learner": student}
        copy = running.folder / "homes" / student / STEM
        assert (copy / f"{STEM}.ipynb").is_file() and not list(copy.rglob("key.yaml"))
        if given[student]:
            shutil.copytree(copy, tmp_path / student / STEM)
            answer(tmp_path / student / STEM, ROOT, STEM, given[student], student)
            shutil.copytree(tmp_path / student / STEM / "answers", folder, dirs_exist_ok=True)

    out = tmp_path / "graded"
    (tmp_path / "roster.csv").write_text("code,name\n" + "".join(f"{s},Student {s}\n" for s in STUDENTS))
    done = subprocess.run(
        [sys.executable, "-m", "aquanaut.cli", "grade", STEM, running.folder / "results", "--out", out, "--roster",
         tmp_path / "roster.csv"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "AQUANAUT_CONTENT": str(ROOT)},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    rows = {row["student"]: row for row in csv.DictReader((out / "scores.csv").open(encoding="utf-8-sig"))}
    assert sorted(rows) == STUDENTS
    grader = Grader(bank)
    for student in STUDENTS:
        if not given[student]:
            assert rows[student]["status"] == "missing"
            continue
        for question in bank.questions:
            points = grader.grade(question.id, given[student].get(question.id)).earned
            cell = rows[student][question.id]
            assert cell == "" if points is None else float(cell) == pytest.approx(points, abs=1e-4), (
                student,
                question.id,
            )


def answers(bank, sort):
    """Every answer right, or (by mouse as well as here) all choices wrong and the first mark alone."""
    found = {}
    for question in bank.questions:
        key = bank.keys[question.id]
        right = question_types()[question.kind].right(question, key)
        if sort == "right" or is_written(key):
            found[question.id] = right
        elif question.kind == "mark_text" or question.kind == "choose_many":
            found[question.id] = right[:1]
        else:
            found[question.id] = next(o["id"] for o in question.body["options"] if o["id"] != right)
    return found


def in_browser(browser, running, made, bank, student, given, tmp_path):
    """Log in, open what was handed out, run it, answer everything by mouse."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{running.url}/hub/login")
    page.fill("#username_input", student)
    page.fill("#password_input", "pw")
    page.click("#login_submit")
    page.wait_for_url("**/lab**", timeout=150_000)
    lab = SimpleNamespace(url=f"{running.url}/user/{student}")
    Lab.open(lab, page, f"{STEM}/{STEM}.ipynb")
    Lab.run_all(lab, page)
    keyless = SimpleNamespace(keys=defaultdict(lambda: None))
    for question in made.shown.questions:
        box = page.locator(f"article.aq-q[data-question='{question.id}']")
        box.wait_for(state="attached", timeout=60_000)
        asked = Asked(page, box, keyless, question)
        asked.give(translated(given[question.id], names(bank.question(question.id))))
        asked.check()
    page.screenshot(path=tmp_path / f"{student}.png")
    log = running.folder / "results" / student / f"{bank.lesson}.jsonl"
    records = [json.loads(line) for line in log.read_text().splitlines()]
    assert {one["question"] for one in records if one["event"] == "check"} == {q.id for q in bank.questions}
    assert {one["learner"] for one in records} == {student}
    assert not (running.folder / "homes" / student / STEM / "answers").exists()
    context.close()


def translated(value, ids):
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, list):
        return [translated(one, ids) for one in value]
    return {ids.get(k, k): translated(v, ids) for k, v in value.items()} if isinstance(value, dict) else value
