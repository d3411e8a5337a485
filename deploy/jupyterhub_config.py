"""A class on one JupyterHub: `jupyterhub -f deploy/jupyterhub_config.py`. See README.md beside this file.

Everything lies below one folder, AQUANAUT_CLASS (/srv/aquanaut unless you say otherwise):

    content/         articles/, lessons/ and exercises/*/exercise.yaml: shared, read-only, for everyone
    assignments/     one folder for each exercise you hand out; every student gets a copy at the next start
    results/<name>/  the answers of one student, saved at each press of a button
    exchange/        only for nbgrader
    course/          only for nbgrader: the teacher's folder, with the keys

Settings (environment variables):

    AQUANAUT_CLASS      the folder above
    AQUANAUT_TEACHERS   names of the teachers, with commas between them
    AQUANAUT_STUDENTS   names of the students; nobody else comes in
    AQUANAUT_ALLOW_ALL  1: everyone whom the authenticator knows comes in, and AQUANAUT_STUDENTS is not needed
    AQUANAUT_TLS_CERT   a certificate and
    AQUANAUT_TLS_KEY    its key: the hub then answers the whole network, by HTTPS on port 443
    AQUANAUT_NBGRADER   1: answers stay beside the notebook, where `nbgrader submit` takes them

Without a certificate the hub answers this machine alone (127.0.0.1:8000): put a web server with HTTPS before it.

This file chooses no authenticator: JupyterHub's own default (PAM: accounts of this machine) holds until you set one.
"""

import asyncio
import hashlib
import os
import subprocess
import sys
from pathlib import Path

c = get_config()  # noqa: F821  JupyterHub gives it

BASE = Path(os.environ.get("AQUANAUT_CLASS", "/srv/aquanaut")).resolve()
TEACHERS = {name.strip() for name in os.environ.get("AQUANAUT_TEACHERS", "").split(",") if name.strip()}
STUDENTS = {name.strip() for name in os.environ.get("AQUANAUT_STUDENTS", "").split(",") if name.strip()}
NBGRADER = os.environ.get("AQUANAUT_NBGRADER", "") == "1"
CERTIFICATE, CERTIFICATE_KEY = (os.environ.get(f"AQUANAUT_TLS_{name}", "") for name in ("CERT", "KEY"))

DEADLINE = 20
"""Seconds that a helper under a student's account may take; the student can stop it, so it is killed then."""

# --- where it answers ------------------------------------------------------------------------------------------
# JupyterHub's own default is every network, without encryption: passwords would travel in clear.
if bool(CERTIFICATE) != bool(CERTIFICATE_KEY):
    raise ValueError("AQUANAUT_TLS_CERT and AQUANAUT_TLS_KEY go together: set both, or none")
if CERTIFICATE:
    c.JupyterHub.ssl_cert, c.JupyterHub.ssl_key = CERTIFICATE, CERTIFICATE_KEY
    c.JupyterHub.bind_url = "https://:443"
else:
    c.JupyterHub.bind_url = "http://127.0.0.1:8000"

# --- who may come in -------------------------------------------------------------------------------------------
c.Authenticator.allowed_users = STUDENTS | TEACHERS
if os.environ.get("AQUANAUT_ALLOW_ALL", "") == "1":
    c.Authenticator.allow_all = True
# Teachers see the results folders through the file system; they need no power over students' servers.
c.JupyterHub.admin_access = False

# --- what each server is like ----------------------------------------------------------------------------------
c.Spawner.default_url = "/lab"
c.Spawner.http_timeout = 60  # a slow disk at the start of a lesson, when all come at once
c.JupyterHub.concurrent_spawn_limit = 10
c.Spawner.mem_limit = (
    "768M"  # a server takes 150 MB, a notebook's kernel as much again; some spawners do not enforce it
)
c.Spawner.args = [
    # No news, no question about updates: nothing here needs the network.
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    # Idle kernels go after two hours. Answers are on the disk already.
    "--MappingKernelManager.cull_idle_timeout=7200",
]


async def prepare(spawner):
    """Prepare a server beside the hub's own loop, so that one student's slow disk keeps nobody else waiting."""
    await asyncio.to_thread(prepare_now, spawner)


def prepare_now(spawner):
    """Before a server starts: the folder for this student's answers, copies of what was handed out, the settings."""
    name = spawner.user.name
    if name.startswith(".") or "/" in name:
        raise ValueError(f"the name {name!r} cannot be a folder")
    home, owner = home_of(spawner)
    environment = {"AQUANAUT_CONTENT": str(BASE / "content")}
    if home is None:
        # The Littlest JupyterHub makes accounts when a first server starts, after this; the next start finds it.
        spawner.log.warning("%s has no account yet: nothing was handed out", name)
        spawner.environment = {**spawner.environment, **environment}
        return
    if name not in TEACHERS:
        if not NBGRADER:
            environment["AQUANAUT_ANSWERS"] = str(results_folder(name, owner))
        for handed_out in sorted((BASE / "assignments").glob("*")):
            if handed_out.is_dir():
                as_person(owner, COPY, handed_out, home / handed_out.name)
    if NBGRADER:
        as_person(owner, SETTINGS, home, nbgrader_settings(name))
    spawner.environment = {**spawner.environment, **environment}


def home_of(spawner):
    """The person's home and, where servers run under accounts of this machine, the account's two numbers.

    (None, None) for a person without an account.
    """
    # SimpleLocalProcessSpawner, for trying out, has one account for all.
    template = getattr(spawner, "home_dir_template", "")
    if template:
        home = Path(template.format(username=spawner.user.name)).resolve()
        home.mkdir(parents=True, exist_ok=True)
        return home, None
    import pwd

    for name in (spawner.user.name, f"jupyter-{spawner.user.name}"):  # as The Littlest JupyterHub calls them
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return Path(account.pw_dir), (account.pw_uid, account.pw_gid)
    return None, None


def results_folder(name, owner):
    """`results/<name>`, which this student alone can open, and the code under which the answers are kept.

    A code has letters and digits only. A name with other signs, such as `ann.li`, gets a code that ends in digits of
    its own, so that no two names share one; it stands in `learner.json`.
    """
    folder = BASE / "results" / name
    if not folder.exists():
        folder.mkdir(parents=True)
        code = "".join(sign for sign in name if sign.isascii() and sign.isalnum())
        if code != name:
            code += hashlib.sha256(name.encode()).hexdigest()[:6]
        (folder / "learner.json").write_text(f'{{"learner": "{code}"}}', encoding="utf-8")
        folder.chmod(0o700)
        if owner:
            os.chown(folder / "learner.json", *owner)
            os.chown(folder, *owner)
    return folder


COPY = """
import shutil, sys
from pathlib import Path
source, target = map(Path, sys.argv[1:])
for path in sorted(source.rglob("*")):
    place = target / path.relative_to(source)
    if not (place.exists() or place.is_symlink() or path.is_symlink() or path.is_dir()):
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
"""
"""Copies what is not there yet. What a student has changed stays as it is."""

SETTINGS = """
import sys
from pathlib import Path
folder = Path(sys.argv[1]) / ".jupyter"
folder.mkdir(exist_ok=True)
(folder / "nbgrader_config.py").write_text(sys.argv[2], encoding="utf-8")
"""


def as_person(owner, code, *words):
    """Run a little program under the person's own account.

    The hub may be root, and a home is its owner's: a link there could lead root to write anywhere. The program gets
    none of the hub's environment, which holds secrets and can be read by the account's other programs.
    """
    account = {"user": owner[0], "group": owner[1], "extra_groups": []} if owner else {}
    command = [sys.executable, "-I", "-c", code, *map(str, words)]
    subprocess.run(command, check=True, cwd="/", env={"LANG": "C.UTF-8"}, umask=0o077, timeout=DEADLINE,
                   stdin=subprocess.DEVNULL, close_fds=True, **account)  # fmt: skip


def nbgrader_settings(name):
    """The text of `~/.jupyter/nbgrader_config.py`: course, exchange, and under whose name this person submits."""
    lines = ["c = get_config()", 'c.CourseDirectory.course_id = "aquanaut"']
    lines.append(f"c.Exchange.root = {str(BASE / 'exchange')!r}")
    if name in TEACHERS:
        lines.append(f"c.CourseDirectory.root = {str(BASE / 'course')!r}")
    else:
        lines.append(f"c.CourseDirectory.student_id = {name!r}")
    return "\n".join(lines) + "\n"


c.Spawner.pre_spawn_hook = prepare
