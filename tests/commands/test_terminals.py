"""Every command prints on every terminal: what an encoding lacks comes out in signs that it has; nothing crashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aquanaut.terminal import alike

ROOT = Path(__file__).parents[2]
STORY = ROOT / "articles/drone-mission/article.txt"

SEVERAL = """
import sys
from aquanaut.cli import main

content, story, out = sys.argv[1:]
codes = [
    main(["export", "lesson", "none", "--to", "html", "--out", out]),
    main(["demo-class", "form_a", "--students", "2", "--out", f"{out}/deep \\u2192 \\u65e5"]),
    main(["grade", "form_a", f"{out}/deep \\u2192 \\u65e5", "--out", f"{out}/results"]),
    main(["look", story]),
    main(["--content", content, "check"]),
]
try:
    main(["export", "--help"])
except SystemExit as end:
    codes.append(end.code)
print(codes)
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Content whose fault is told in every script."""
    folder = tmp_path / "content" / "articles" / "café-日本"
    folder.mkdir(parents=True)
    (folder / "article.txt").write_text("A story.\n", encoding="utf-8")
    (folder / "article.yaml").write_text("“title” — ‘naïve’ 日本: x\n", encoding="utf-8")
    return tmp_path / "content"


@pytest.mark.parametrize("encoding", ["cp1251", "cp437", "cp932", "ascii"])
def test_commands_print_on_this_terminal(encoding: str, tmp_path: Path, broken: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", SEVERAL, str(broken), str(STORY), str(tmp_path / "out")],
        cwd=ROOT, env=env, capture_output=True, timeout=280,
    )  # fmt: skip
    out, err = done.stdout.decode(encoding), done.stderr.decode(encoding)
    assert "Traceback" not in err, err
    assert out.rstrip().endswith("[1, 0, 0, 0, 1, 0]"), out[-300:] + err
    assert "article.yaml:1: found " in err and "SIMULATED" in out and "usage: aquanaut export" in out


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("“It’s – naïve…” → 5 × ½", "ascii", '"It\'s - naive..." -> 5 x 1/2'),
        ("“It’s – naïve…”", "cp1251", "“It’s – naive…”"),
        ("⟦лес⟧ 日本", "cp1251", "[лес] ??"),
        ("█▏░ ─│ ●○", "ascii", "##: -| #o"),
        ("日本 é", "cp932", "日本 e"),
        ("\ud800", "ascii", "?"),
        ("Zürich", "cp437", "Zürich"),
    ],
)
def test_a_sign_that_is_lacking_comes_out_alike(text: str, encoding: str, shown: str) -> None:
    assert alike(text, encoding).encode(encoding).decode(encoding) == shown
