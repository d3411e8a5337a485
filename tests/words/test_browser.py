"""One catalogue of interface strings: every key asked for is there, and every key there is asked for."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from aquanaut.marks.labels import CODES
from aquanaut.pages.joiner import joined
from aquanaut.pages.slim import slim_script
from aquanaut.questions.model import question_types
from aquanaut.words import catalogue, say
from aquanaut.words.browser import PAGE, own_strings, strings

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "aquanaut"
SCRIPTS = sorted(SOURCE.rglob("*.js"))
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.name != "catalogues.py")
ENGLISH = sorted((SOURCE / "words" / "en").glob("*.json"))
ENDINGS = (
    ".js",
    ".toml",
    ".css",
    ".json",
    ".jsonl",
    ".md",
    ".yaml",
    ".html",
    ".py",
    ".txt",
    ".gz",
    ".zip",
    ".csv",
    ".ipynb",
)

question_types()  # each kind brings its sentences
KEYS = catalogue()
COMPLAINTS = {key.removesuffix(".fix"): "" for key in KEYS if key.endswith(".fix")}
"""What `Problem.of` takes: three sentences at once."""
LOSSES = {key.removesuffix(".instead") for key in KEYS if key.endswith(".instead")}
"""What `loss` takes: two sentences at once."""
GROUPS = {key.partition(".")[0] for key in KEYS if "." in key}
DOTTED = re.compile(rf"(?:{'|'.join(sorted(GROUPS))})\.[a-z0-9_]+(?:\.[a-z0-9_]+)*")

JS_TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
JS_CALL = re.compile(r'\b(?:T|t\([\w.]+,\s*|say\([\w.]+,\s*T)\(?"([\w.]+)"')
JS_PATTERN = re.compile(r"\b(?:T\(|t\([\w.]+,\s*)`([^`]*)`")


def literals() -> Iterator[tuple[str, str]]:
    """(file, text) of every text in the code, whatever it is used for."""
    for path in SCRIPTS:
        yield from ((path.name, text) for text in JS_TEXT.findall(slim_script(path.read_text(encoding="utf-8"))))
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.name, node.value


def asked() -> Iterator[tuple[str, str]]:
    """(file, key) of every key that is asked for by name."""
    for path in SCRIPTS:
        yield from ((path.name, key) for key in JS_CALL.findall(slim_script(path.read_text(encoding="utf-8"))))
    for name, text in literals():
        if DOTTED.fullmatch(text) and not text.endswith(ENDINGS):
            yield name, text
    for path, argument in calls():
        if isinstance(argument, ast.Constant):
            yield path.name, str(argument.value)


def calls() -> Iterator[tuple[Path, ast.expr]]:
    """The first argument of every `say(...)`."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "filled"):
                yield path, node.args[0]


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """(file, pattern) of every key that is put together from parts."""
    for path in SCRIPTS:
        for text in JS_PATTERN.findall(slim_script(path.read_text(encoding="utf-8"))):
            yield path.name, re.compile(r"[\w.]+".join(map(re.escape, re.split(r"\$\{[^}]*\}", text))))
    for path, argument in calls():
        if isinstance(argument, ast.JoinedStr):
            parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"[\w.-]+" for p in argument.values)
            if isinstance(argument.values[0], ast.Constant):
                yield path.name, re.compile("".join(parts))


def base(key: str) -> str:
    """A key without the form for a number (“mark.count.one” is the form of “mark.count”)."""
    stem = key.rpartition(".")[0]
    return stem if re.search(r"\.(zero|one|two|few|many|other)$", key) and stem in KEYS else key


def test_every_key_that_is_asked_for_exists() -> None:
    assert sorted({(name, key) for name, key in asked() if key not in KEYS | COMPLAINTS}) == []


def test_every_key_that_is_put_together_finds_some() -> None:
    assert [(name, p.pattern) for name, p in patterns() if not any(p.fullmatch(key) for key in KEYS)] == []


def test_every_key_is_asked_for() -> None:
    named = {key for _, key in asked()} | {text for _, text in literals()}
    made = [p for _, p in patterns()]

    def used(key: str) -> bool:
        own = base(key)
        return (
            own in named
            or own.rpartition(".")[0] in named & (set(COMPLAINTS) | LOSSES)
            or any(p.fullmatch(own) for p in made)
            or (own.startswith(PAGE) and own.removeprefix(PAGE) in KEYS and used(own.removeprefix(PAGE)))
        )

    # These are read by the rules of plurals and by the heads of pages.
    known = ("lang", "dir")
    assert [key for key in KEYS if key not in known and not used(key)] == []


def test_every_mark_asks_its_question() -> None:
    assert {key.removeprefix("ask.") for key in KEYS if key.startswith("ask.")} == set(CODES)
    assert all(KEYS[f"ask.{code}"].endswith("?") for code in CODES)


def test_a_form_for_one_has_the_slots_of_the_others() -> None:
    """Or fewer: one thing may be named in words. Never another."""
    for key, text in KEYS.items():
        if key != base(key):
            slots = set(re.findall(r"\{(\w+)\}", text))
            assert slots <= set(re.findall(r"\{(\w+)\}", KEYS[base(key)])), key


def test_no_key_is_written_twice_and_none_is_empty() -> None:
    pairs = [
        pair
        for path in ENGLISH
        if path.stem != "language"
        for pair in json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=list)
    ]
    names = [name for name, _ in pairs]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
    assert all(text and (isinstance(text, list) or text.strip() == text) for _, text in pairs)


WIDGETS = {
    "widgets/static/quiz_widget": strings,
    "widgets/static/reader_widget": strings,
    "widgets/static/progress_widget": strings,
    "widgets/static/look_widget": lambda: strings() | own_strings("machine."),
    "widgets/checkup/static/check_widget": lambda: strings() | own_strings("checkup."),
    "widgets/static/mirror_widget": lambda: own_strings("mirror."),
    "widgets/static/partner_widget": lambda: own_strings("partner."),
    "widgets/lab/static/lab_widget": lambda: own_strings("lab.") | own_strings("save."),
    "classroom/desk/static/class_desk_widget": lambda: own_strings("class_desk."),
    "classroom/review/static/review_widget": lambda: own_strings("review."),
}
"""Every widget's script, and the words that its Python half sends."""


def test_every_widget_is_known_here() -> None:
    found = {path.relative_to(SOURCE).with_suffix("").as_posix() for path in SCRIPTS if path.stem.endswith("_widget")}
    assert found == set(WIDGETS)


@pytest.mark.parametrize("entry", WIDGETS)
def test_a_widget_asks_for_nothing_that_it_is_not_sent(entry: str) -> None:
    assert set(JS_CALL.findall(slim_script(joined(entry)))) <= set(WIDGETS[entry]())


def test_what_python_says_is_not_sent_to_notebooks() -> None:
    assert not [key for key in strings() if key.startswith(("answer.", "class.", "desk.", "page.", "report."))]


@pytest.mark.parametrize("path", [p for p in MODULES if p.parent.name == "widgets"], ids=lambda p: p.stem)
def test_no_sentence_for_students_is_left_in_the_code(path: Path) -> None:
    """Sentences in Python are for those who read Python, or in a complaint about a content file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    allowed = {id(n) for call in ast.walk(tree) if isinstance(call, ast.Call) and _name(call) in ("fault", "print",
               "ValueError", "RecursionError", "search", "compile", "sub") for n in ast.walk(call)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            allowed.add(id(node.value))
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in allowed
        and re.search(r"[A-Za-z’']{2,} [a-z’']{2,} [a-z’']{2,}", re.sub(r"<[^>]*>|\{[^}]*\}", "", node.value))
    ]
    assert found == []


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def test_an_unknown_key_never_stops_a_lesson() -> None:
    assert say("no.such.key", n=1) == "no.such.key"
