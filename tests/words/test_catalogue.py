"""The catalogue: slots, plural forms, languages; and that Python and the browser say the same."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from aquanaut import words
from aquanaut.words import catalogue, language, languages, say, speaking
from aquanaut.words.browser import strings

DOM = Path(words.__file__).parents[1] / "pages" / "static" / "dom.js"


@pytest.fixture
def polish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A language with four plural forms, in a folder of its own beside those that ship."""
    folder = tmp_path / "xx"
    folder.mkdir()
    rules = {
        "one": "i = 1 and v = 0",
        "few": "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
        "many": "v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14",
    }
    told = {"lang": "pl", "name": "Polski", "dir": "ltr", "plural": rules}
    (folder / "language.json").write_text(json.dumps(told), encoding="utf-8")
    texts = {"quiz.unknown": "{n} pytania", "quiz.unknown.one": "{n} pytanie", "quiz.unknown.many": "{n} pytań"}
    (folder / "all.json").write_text(json.dumps(texts), encoding="utf-8")
    monkeypatch.setenv("AQUANAUT_LANGUAGES", str(tmp_path))
    return "xx"


def test_slots_are_filled_once_and_an_unknown_one_stays() -> None:
    words.add({"kind.test.a": "{n} of {all}, {gone}", "kind.test.a.one": "one of {all}"})
    assert say("kind.test.a", n=2, all=3) == "2 of 3, {gone}"
    assert say("kind.test.a", n=1, all="{n}") == "one of {n}"  # what is filled in is not filled again
    assert say("kind.test.a", all=3) == "{n} of 3, {gone}"
    assert say("kind.test.a", n="1", all=3) == "1 of 3, {gone}"


def test_an_unknown_key_stops_no_lesson() -> None:
    assert say("no.such.key", n=1) == "no.such.key"


def test_two_rooms_cannot_give_one_key_two_sentences() -> None:
    words.add({"kind.test.b": "one thing"})
    words.add({"kind.test.b": "one thing"})
    with pytest.raises(KeyError, match="two sentences"):
        words.add({"kind.test.b": "another"})


def test_plural_forms_are_those_of_the_language(polish: str) -> None:
    with speaking(polish):
        assert [say("quiz.unknown", n=n) for n in (1, 3, 5, 22)] == ["1 pytanie", "3 pytania", "5 pytań", "22 pytania"]
    assert say("quiz.unknown", n=1).startswith("One question ")


def test_what_a_language_lacks_is_said_in_english(polish: str) -> None:
    english = say("close")
    with speaking(polish):
        assert say("close") == english
        assert catalogue()["lang"] == language().tag == "pl"
        assert "quiz.unknown.many" in strings()
    assert catalogue()["lang"] == "en"


def test_a_language_is_chosen_by_the_environment(polish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(languages()) >= {"en", polish}
    monkeypatch.setenv("AQUANAUT_LANGUAGE", "xx-YY")
    assert language().name == "Polski"
    monkeypatch.setenv("AQUANAUT_LANGUAGE", "../../etc")
    assert language().name == "English"


def test_python_and_the_page_say_the_same(node: str, tmp_path: Path) -> None:
    values: dict[str, Any] = {"n": 1, "all": 7, "text": "a {n} b", "k": 2, "label": "x"}
    keys = [key for key in strings() if not key.endswith(".one")]
    (tmp_path / "t.mjs").write_text(
        f"import {{ t }} from {json.dumps(DOM.as_uri())};\n"
        f"const strings = {json.dumps(strings())}, values = {json.dumps(values)};\n"
        f"process.stdout.write(JSON.stringify({json.dumps(keys)}.map((key) => t(strings, key, values))));\n",
        encoding="utf-8",
    )
    done = subprocess.run([node, str(tmp_path / "t.mjs")], capture_output=True, text=True, encoding="utf-8")
    assert json.loads(done.stdout) == [say(key, **values) for key in keys]
