"""`aquanaut look` as it is typed: report, page, JSON, batch, pipes, and every sort of bad file."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aquanaut.cli import main
from aquanaut.lenses.base import lenses
from aquanaut.pages.leaf import unpacked

ROOT = Path(__file__).parents[2]
STORY = ROOT / "articles/drone-mission/article.txt"
TEXT = STORY.read_bytes().decode("utf-8")


class Pipe(io.StringIO):
    """Standard input as a pipe gives it."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.buffer = io.BytesIO(data)


def run(capsys: pytest.CaptureFixture[str], *words: Any) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_report_shows_counts_marks_questions_and_limits(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "look", STORY)
    assert code == 0 and not err
    line = " ".join(out.split())
    assert re.search(r"\d named people, .*\d nameless choruses", line)
    assert "⟦unprecedented" in line and "“This isn’t just a drug war" in line
    assert "\x1b" not in out, "no colors where nobody sees them"
    for lens in lenses().values():
        assert lens.title in line and lens.limits[:60] in line
    assert "Ask: Who exactly, and how many?" in line


def test_colors_on_a_terminal_and_none_with_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.console import Console

    from aquanaut.exports.looks.terminal import report
    from aquanaut.lenses.look import look

    seen = look(TEXT)

    def shown() -> str:
        out = io.StringIO()
        console = Console(
            file=out, force_terminal=True, width=90, color_system="standard", highlight=False, markup=False
        )
        report("story", seen, console)
        return out.getvalue()

    assert "\x1b[" in shown() and "⟦" not in shown()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "⟦" in shown() and not re.search(r"\x1b\[[0-9;]*3[0-7]", shown())


def test_what_would_command_a_terminal_is_not_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The vile \x1b[31m\u202emayor\x07 lied again, critics said. [bold]Sadly[/bold], it rained. :smile:")
    code, out, _ = run(capsys, "look", path)
    assert code == 0 and "\x1b" not in out and "\x07" not in out and "\u202e" not in out


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "look", STORY, "--json")
    found = json.loads(out)
    assert code == 0 and found["id"] == "article.txt" and found["text"] == TEXT
    assert all(one["quote"] == TEXT[one["start"] : one["end"]] for one in found["findings"])


@pytest.mark.parametrize("name", ["-", None])
def test_a_pipe(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str | None) -> None:
    monkeypatch.setattr(sys, "stdin", Pipe(TEXT.encode()))
    code, out, _ = run(capsys, "look", *([name] if name else []), "--json")
    assert code == 0 and json.loads(out)["text"] == TEXT


def test_the_page_stands_alone_and_holds_every_mark(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "new" / "look.html"
    code, said, _ = run(capsys, "look", STORY, "--html", out)
    page = out.read_text(encoding="utf-8")
    assert code == 0 and str(out) in said
    assert not re.search(r'(?:src|href)="(?!#)|@import|url\((?!#)', page)
    assert "default-src 'none'" in page and page.count("<svg") > 5
    packed = re.search(r'id="aq-data">([^<]*)<', page)
    assert packed
    view = unpacked(packed[1])["view"]
    for block in view["blocks"]:
        assert TEXT[block["start"] :].startswith(block["text"])
    assert view["blocks"][0]["kind"] == "headline" and view["blocks"][1]["kind"] == "bullet"
    run(capsys, "look", STORY, "--json")
    counted = {one["id"]: one["count"] for one in view["lenses"]}
    assert {name: len(marks) for name, marks in view["marks"].items()} == counted
    assert [m["start"] for m in view["marks"]["sources"] if m["label"] == "no writer named"] == [None]
    run(capsys, "look", STORY, "--html", tmp_path / "again.html")
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == page


def test_markup_in_a_story_is_text_on_the_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path, out = tmp_path / "<i>.txt", tmp_path / "o.html"
    path.write_text('The <script>alert(1)</script> vile "mayor" said </main> critics say so.', encoding="utf-8")
    assert run(capsys, "look", path, "--html", out)[0] == 0
    page = out.read_text(encoding="utf-8")
    assert "alert(1)</script>" not in page and "&lt;script&gt;" in page and "<i>" not in page


# --- bad files ------------------------------------------------------------------------------------------------

BAD = {
    "empty": (b"", "an empty file"),
    "blank": (b" \n\t\r\n ", "an empty file"),
    "only a mark": (b"\xef\xbb\xbf", "an empty file"),
    "NUL bytes": (b"The mayor\0 lied.", "a NUL byte"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 20, "not UTF-8"),
    "control characters": (b"\x01\x02\x03\x04\x05 abc" * 40, "control characters"),
    "Latin-1": ("Der Bürgermeister log.\n".encode("latin-1"), "not UTF-8"),
    "broken UTF-16": (b"\xff\xfeA\0B", "broken UTF-16"),
    "UTF-16 without a mark": ("The mayor lied.".encode("utf-16-le"), "a NUL byte"),
    "five megabytes": (b"The mayor lied again. " * 240_000, "expected at most 2,000,000"),
    "nine megabytes": (b"a" * 9_000_000, "at most 8,000,000"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    data, found = BAD[name]
    path = tmp_path / "story.txt"
    path.write_bytes(data)
    code, out, err = run(capsys, "look", path)
    assert code == 1 and not out
    assert found in err and "story.txt" in err and "Traceback" not in err and "expected" in err


def test_a_folder_and_a_missing_file_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for path, found in ((tmp_path, "a folder"), (tmp_path / "no.txt", "No such file"), ("a\0b", "")):
        code, out, err = run(capsys, "look", path)
        assert code == 1 and not out and found in err and "expected" in err


ODD = {
    "one endless line": b"The mayor lied again and critics say so and " * 800,
    "no punctuation": b"the mayor lied again critics say so it was unprecedented",
    "one letter": b"a",
    "other languages": "Мэр снова солгал, говорят критики. 市長はまた嘘をついた。كذب العمدة مرة أخرى.".encode(),
    "unpaired marks": '“The mayor ‘lied, "she said.\n\n“Again.'.encode(),
    "Windows line ends": b"Mayor lies\r\n\r\nBy Anna Weber\r\n\r\nThe mayor lied again, critics say.\r\n",
    "old Mac line ends": b"Mayor lies\r\rThe mayor lied again, critics say.\r",
    "emoji": "🚁👩‍👩‍👧 The vile mayor 🚁 lied, critics say 🚁.".encode(),
    "UTF-8 with a mark": b"\xef\xbb\xbfThe vile mayor lied, critics say.",
    "UTF-16": "The vile mayor lied, critics say 🚁.".encode("utf-16"),
    "UTF-32": "The vile mayor lied, critics say 🚁.".encode("utf-32"),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_text_gives_sound_offsets_in_every_form(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(ODD[name])
    code, out, err = run(capsys, "look", path, "--json")
    assert code == 0 and not err
    found = json.loads(out)
    assert not found["text"].startswith("\ufeff")
    assert all(one["quote"] and one["quote"] == found["text"][one["start"] : one["end"]] for one in found["findings"])
    if "vile" in found["text"]:
        assert any("vile" in one["quote"] for one in found["findings"])
    if name != "one endless line":
        assert run(capsys, "look", path)[0] == 0
        assert run(capsys, "look", path, "--html", tmp_path / "o.html")[0] == 0


# --- many -----------------------------------------------------------------------------------------------------


def test_batch(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    given, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [json.dumps({"id": "a", "text": TEXT}), "{no json", json.dumps({"id": "b", "text": "It rained 🚁."})]
    given.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, said, err = run(capsys, "look", "--batch", given, "--out", out)
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert code == 1 and not said and f"{given}:2: found no JSON" in err and err.count("\n") == 1
    assert [one["id"] for one in found] == ["a", None, "b"] and found[1]["line"] == 2
    given.write_text(lines[0] + "\n", encoding="utf-8")
    code, said, err = run(capsys, "look", "--batch", given, "--out", "-")
    assert code == 0 and not err and json.loads(said) == found[0]


def test_batch_without_its_files_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, "look", "--batch", tmp_path / "no.jsonl", "--out", tmp_path / "o")
    assert code == 1 and "No such file" in err
    given = tmp_path / "in.jsonl"
    given.write_text("", encoding="utf-8")
    code, _, err = run(capsys, "look", "--batch", given, "--out", tmp_path)
    assert code == 1 and "expected" in err
    code, _, err = run(capsys, "look", "--batch", given, "--out", given)
    assert code == 1 and "itself" in err
    assert (
        run(capsys, "look", "--batch", given, "--out", tmp_path / "o")[0] == 0 and (tmp_path / "o").read_bytes() == b""
    )


@pytest.mark.parametrize(
    "words",
    [
        ["--batch", "a"],
        ["a", "--batch", "b", "--out", "c"],
        ["a", "--json", "--html", "b"],
        ["a", "--out", "b"],
        ["--nope"],
    ],
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["look", *words])
    assert stopped.value.code == 2 and "usage:" in capsys.readouterr().err


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["look", "--help"])
    assert "Example: aquanaut look" in capsys.readouterr().out


def test_a_cold_start_loads_nothing_heavy_but_what_counts_and_tags() -> None:
    """NLTK and textstat do the counting, and NLTK takes numpy along where it is installed."""
    code = (
        "import sys, io\nfrom aquanaut.cli import main\nsys.stdout = io.StringIO()\n"
        f"assert main(['look', {str(STORY)!r}]) == 0\n"
        "heavy = 'pandas IPython ipywidgets anywidget ruamel mistune'.split()\n"
        "print([m for m in heavy if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env=os.environ | {"PYTHONPATH": str(ROOT / "src")})  # fmt: skip
    assert done.stderr.strip() == "[]"
