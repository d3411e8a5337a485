"""Two gates before anything reaches a student in graded mode.

*Non-interference*: with every answer and all feedback of `key.yaml`, `marks.yaml` and `facts.yaml` rewritten to other
valid values, the same seed gives the same bytes (Goguen and Meseguer 1982): what does not depend on the key cannot tell
it. *Search*: no secret of the key stands anywhere in a bundle, however it is wrapped; the search is shown to find each
kind of leak.
"""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import re
import shutil
import urllib.parse
import zipfile
import zlib
from pathlib import Path
from random import Random

import pytest
from ruamel.yaml import YAML

from aquanaut.cli import main
from aquanaut.marks.reference import load_marks
from aquanaut.questions.controls.passage import passage_text
from aquanaut.questions.exercise import exercise_stems, load_exercise
from aquanaut.questions.model import Source
from aquanaut.text.article import load_article

ROOT = Path(__file__).parents[3]
ALL = "91_all_kinds"
STEMS = [s if s[:2].isdigit() else pytest.param(s, marks=pytest.mark.slow) for s in (*exercise_stems(ROOT), ALL)]
SECRET_NAMES = {
    "right", "weights", "table", "targets", "sound", "open", "rubric", "samples", "feedback", "keep", "lose", "pairs",
    "rationale", "verdict", "truth", "partner", "group", "reference", "material", "keys", "key", "marks",
}  # fmt: skip
"""Names of data that only a key, reference marks or facts have."""

SECRET_FILES = re.compile(r"(^|/)(key|marks|facts|forbidden)\.yaml$|my_exercises|(^|/)passes/")


# --- the search --------------------------------------------------------------------------------------------

BASE64 = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
WRAPPED = re.compile(r"(?:^[A-Za-z0-9+/]{16,}={0,2}\r?\n?){2,}", re.MULTILINE)
DEEPEST = 12


def texts(name: str, data: bytes, deep: int = 0, seen=None):
    """(where, text) of everything that `data` says, however it is wrapped. What is in `seen` is not read again."""
    if seen is not None:
        sign = hash(data)
        if sign in seen:
            yield name, name
            return
        seen.add(sign)
    if deep > DEEPEST:
        yield name, "too deep"
        return
    yield name, name
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            for one in held.infolist():
                yield f"{name}!{one.filename}", one.comment.decode("utf-8", "replace")
                yield from texts(f"{name}!{one.filename}", held.read(one), deep + 1, seen)
        return
    for how, opened in unpacked(data):
        yield from texts(f"{name}>{how}", opened, deep + 1, seen)
    for code in ("utf-8", "utf-16"):
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        yield from written(f"{name}:{code}", text, deep, seen)


def unpacked(data: bytes):
    """What stands behind a compression, for each that opens it."""
    for how, wbits in (("zlib", 15), ("gzip", 31), ("deflate", -15)):
        try:
            opened = zlib.decompressobj(wbits).decompress(data)
        except zlib.error:
            continue
        if len(opened) > 16:
            yield how, opened


def written(name: str, text: str, deep: int, seen):
    """`text` itself, as HTML, as JSON, as an address, and what is in base64 in it."""
    yield name, text
    for how, other in (("html", html.unescape(text)), ("address", urllib.parse.unquote(text)), ("escapes", bare(text))):
        if other != text:
            yield f"{name}>{how}", other
    if text.lstrip()[:1] in ("{", "[", '"'):
        yield from parsed(name, text, deep, seen)
    for line in text.splitlines() if ".jsonl" in name else []:
        yield from parsed(name, line, deep, seen)
    runs = [found[0] for found in BASE64.finditer(text)]
    runs += [re.sub(r"\s", "", found[0]) for found in WRAPPED.finditer(text)]
    for run in runs:
        try:
            opened = base64.urlsafe_b64decode(run.replace("+", "-").replace("/", "_") + "=" * (-len(run) % 4))
        except ValueError:
            continue
        yield from texts(f"{name}>base64", opened, deep + 1, seen)


def bare(text: str) -> str:
    r"""JSON's and JavaScript's \u, \x and \n escapes taken away."""
    taken = re.sub(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})", lambda m: chr(int(m[1] or m[2], 16)), text)
    return taken.replace("\\n", "\n").replace('\\"', '"')


def parsed(name: str, text: str, deep: int, seen):
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return
    for value in strings_of(held):
        if len(value) > 16:
            yield from texts(f"{name}>json", value.encode("utf-8", "surrogatepass"), deep + 1, seen)


def strings_of(value):
    """Every string in JSON or YAML data, names too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from strings_of(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield str(name)
            yield from strings_of(one)


def trees(text: str):
    """`text` as data, where it is JSON or YAML."""
    start = text.lstrip()[:1]
    if start in ("{", "["):
        try:
            yield json.loads(text)
            return
        except (ValueError, RecursionError):
            pass
    if re.match(r"[a-z_]+:( |\n)", text):
        try:
            yield YAML(typ="safe").load(text)
        except Exception:
            return


def names_in(value):
    """(name, value) of every mapping in the data. Objectives are public, and so are their names, whatever they are."""
    if isinstance(value, list):
        for one in value:
            yield from names_in(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield str(name), one
            if name != "objectives":
                yield from names_in(one)


PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def folded(text: str) -> str:
    """`text` without what a wrapping may change: case, kinds of quotation marks, line ends, HTML tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).translate(PLAIN).casefold().split())


def secrets_of(root: Path, stem: str, with_marks: bool = True):
    """(phrases, ids): every sentence that only the key or the marks hold, and the author's ids."""
    folder = next(f for f in (root / "my_exercises" / stem, root / "exercises" / stem) if f.exists())
    public = YAML(typ="safe").load(folder / "exercise.yaml")
    known = folded(" ".join(strings_of(public)))
    key = YAML(typ="safe").load(folder / "key.yaml")
    bank = load_exercise(stem, root)
    articles = {q.body.get("article") for q in bank.questions} | {bank.article}
    held = list(strings_of(key["keys"]))
    for slug in articles - {"", None}:
        article = load_article(slug, root)
        known += " " + folded(article.text) + " " + folded(" ".join([article.notice, article.summary]))
        for mark in load_marks(article) if with_marks else ():
            held += [mark.rationale, mark.alternative]
    known += " " + folded(" ".join(c["says"] for q in bank.questions for c in q.body.get("cards", [])))
    phrases = {folded(text) for text in held if len(text.split()) >= 2}
    ids = {o["id"] for q in public["questions"] for part in ("options", "items", "partners", "groups")
           for o in q.get(part, [])}  # fmt: skip
    return {text for text in phrases if text and text not in known}, ids


class Search:
    """What is found in a bundle; `leaks` gives (where, what)."""

    def __init__(self, root: Path, stem: str) -> None:
        self.phrases, self.ids = secrets_of(root, stem)
        assert len(self.phrases) >= 8 and self.ids

    def leaks(self, files):
        found, seen = set(), set()
        for path, data in files.items():
            for where, text in texts(path, data, seen=seen):
                if SECRET_FILES.search(where):
                    found.add((where, "a file with answers"))
                said = folded(text)
                found |= {(where, phrase) for phrase in self.phrases if phrase in said}
                for tree in trees(text):
                    found |= {(where, f"data called {n}") for n, v in names_in(tree) if n in SECRET_NAMES and v}
                    ids = {v for n, v in names_in(tree) if n == "id" and isinstance(v, str)}
                    found |= {(where, f"the author's id {one}") for one in ids & self.ids}
        return found


def tree(folder: Path):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def given(content, tmp_path_factory):
    """What students get of an exercise as it stands, made once."""
    made = {}

    def of(stem):
        if stem not in made:
            made[stem] = handed_out(content, stem, tmp_path_factory.mktemp(stem) / "out")
        return made[stem]

    return of


def handed_out(root: Path, stem: str, out: Path):
    """All that students get: every bundle and every zip, without the teacher's own two files."""
    words = ["--seed", "3", "--due", "2026-12-01", "--out", str(out)]
    if stem == ALL:  # The others go out as one bundle for the class, which takes half the time.
        roster = out.parent / "roster.csv"
        roster.write_text("code\ns01\ns02\n", "utf-8")
        words += ["--students", str(roster)]
    assert main(["--content", str(root), "assign", stem, *words]) == 0
    return {name: data for name, data in tree(out).items() if "/" in name or name.endswith(".zip")}


@pytest.mark.parametrize("stem", STEMS)
def test_nothing_secret_is_in_a_bundle(content, given, stem):
    files = given(stem)
    assert any(name.endswith("exercise.yaml") for name in files)
    assert Search(content, stem).leaks(files) == set()


def test_the_search_looks_into_the_page_and_the_zip(content, given):
    """The page's own packing and the zip are opened: the prompt of a question is found in each by all its ways."""
    files = given(ALL)
    prompt = folded(load_exercise(ALL, content).questions[0].prompt)
    places = {where for name, data in files.items() for where, text in texts(name, data) if prompt in folded(text)}
    page, archive = f"s01/{ALL}.html", "s01.zip"
    assert any(where.startswith(page) and "base64>zlib" in where for where in places)
    assert any(where.startswith(archive) and "base64>zlib" in where for where in places)
    assert any(where.startswith(archive) and where.endswith("exercise.yaml:utf-8") for where in places)


def test_practice_is_found_to_hold_the_key(content, tmp_path):
    """The same search over a practice bundle, whose page does hold the key, packed."""
    out = tmp_path / "out"
    assert main(["--content", str(content), "assign", ALL, "--mode", "practice", "--out", str(out)]) == 0
    found = Search(content, ALL).leaks({n: d for n, d in tree(out).items() if n.endswith(".html")})
    assert any("base64>zlib" in where for where, _ in found)
    assert {"data called weights", "data called feedback"} <= {what for _, what in found}


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr(name, data)
    return out.getvalue()


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


PLANTS = {
    "plain": lambda s: s.encode(),
    "utf-16": lambda s: s.encode("utf-16"),
    "other quotes and line ends": lambda s: s.replace("’", "'").replace(" ", "\n  ").upper().encode(),
    "html entities": lambda s: "".join(f"&#{ord(c)};" for c in s).encode(),
    "html tags": lambda s: ("<p>" + s.replace(" ", " <b></b>") + "</p>").encode(),
    "json escapes": lambda s: ('{"a": ["' + "".join(f"\\u{ord(c):04x}" for c in s) + '"]}').encode(),
    "json in json": lambda s: json.dumps({"cells": [{"source": json.dumps({"x": s})}]}).encode(),
    "address": lambda s: f"data:text/plain,{urllib.parse.quote(s)}".encode(),
    "base64": lambda s: f"<script>{b64(s.encode())}</script>".encode(),
    "base64, wrapped": lambda s: base64.encodebytes(s.encode() * 3),
    "base64 in a notebook": lambda s: json.dumps({"attachments": {"a": {"image/png": b64(s.encode())}}}).encode(),
    "packed as the page's data": lambda s: f'<script id="d">{b64(zlib.compress(s.encode(), 9))}</script>'.encode(),
    "gzip": lambda s: gzip.compress(s.encode()),
    "bare deflate in base64": lambda s: b64(zlib.compress(s.encode())[2:-4]).encode(),
    "zip in zip": lambda s: zipped("a.zip", zipped("b.txt", s.encode())),
    "wheel": lambda s: zipped("aquanaut/_content/exercises/x/note.yaml", s.encode()),
    "zip in base64 in json": lambda s: json.dumps({"a": b64(zipped("c.txt", s.encode()))}).encode(),
}


@pytest.fixture(scope="module")
def search(content):
    return Search(content, ALL)


@pytest.fixture(scope="module")
def feedback(content):
    key = YAML(typ="safe").load(content / "my_exercises" / ALL / "key.yaml")
    return next(k for k in key["keys"] if k["kind"] == "choose_one")["options"][0]["feedback"]


@pytest.mark.parametrize("how", PLANTS)
def test_the_search_finds_a_planted_leak(search, feedback, how):
    assert search.leaks({"s01/a.bin": PLANTS[how](feedback)}), how
    assert search.leaks({"s01.zip": zipped("top/a.bin", PLANTS[how](feedback))}), how
    harmless = "A sentence that stands in no key at all, of the same length or so as feedback."
    assert search.leaks({"s01/a.bin": PLANTS[how](harmless)}) == set()


STRUCTURES = {
    "right: true": b"questions:\n- id: q\n  options:\n  - id: x\n    right: true\n",
    "weights": json.dumps({"parts": [{"keys": {"q": {"table": {"weights": {"x": 1}}}}}]}).encode(),
    "targets": b"questions:\n- id: q\n  targets:\n  - exact: a word\n",
    "reference marks": b"marks:\n- id: m\n  rationale: because\n",
    "verdicts": json.dumps({"claims": [{"verdict": "supported"}]}).encode(),
}


@pytest.mark.parametrize("what", STRUCTURES)
def test_the_search_finds_the_shape_of_a_key(search, what):
    assert search.leaks({"s01/a": STRUCTURES[what]})
    assert search.leaks({"s01/a.html": f"<script>{b64(zlib.compress(STRUCTURES[what]))}</script>".encode()})


def test_the_search_finds_files_and_ids_of_the_author(search):
    assert search.leaks({"s01.zip": zipped("aquanaut/_content/exercises/x/key.yaml", b"x: 1")})
    assert search.leaks({"s01/articles/a/marks.yaml": b""})
    name = sorted(search.ids)[0]
    assert search.leaks({"s01/exercise.yaml": f"questions:\n- id: q\n  options:\n  - id: {name}\n".encode()})


@pytest.mark.slow
def test_the_wheel_that_students_install_holds_no_key(content, tmp_path):
    """Every file of the wheel for the keys of the shipped exercises.

    Articles come with their reference marks, which lessons show after a learner's own; those of the check's texts too.
    So the wheel, like the repository, is for learning; what a graded bundle holds is searched above, marks and all.
    """
    import subprocess
    import sys

    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as held:
        names = held.namelist()
        files = {name: held.read(name) for name in names if not name.endswith((".zip", ".tsv"))}
    assert [name for name in names if name.endswith("key.yaml") or "my_exercises" in name] == []
    phrases = set().union(*(secrets_of(ROOT, stem, with_marks=False)[0] for stem in exercise_stems(ROOT)))
    phrases = {p for p in phrases if len(p.split()) >= 8}
    texts = {name: folded(data.decode("utf-8", "replace")) for name, data in files.items()}
    assert {(name, phrase) for name, text in texts.items() for phrase in phrases if phrase in text} == set()


# --- non-interference --------------------------------------------------------------------------------------


class Rewriter:
    """Every answer and all feedback of a key put to another valid value."""

    def __init__(self, root: Path, stem: str) -> None:
        self.root = root
        self.folder = next(f for f in (root / "my_exercises" / stem, root / "exercises" / stem) if f.exists())
        self.public = YAML(typ="safe").load(self.folder / "exercise.yaml")
        self.key = YAML(typ="safe").load(self.folder / "key.yaml")
        self.asked = {q["id"]: q for q in self.public["questions"]}
        self.chance = Random(11)
        self.count = 0

    def other(self, _text: str = "") -> str:
        self.count += 1
        return f"Quite another sentence, which stands here in place of what was said before, number {self.count}."

    def run(self) -> None:
        for entry in self.key["keys"]:
            question = self.asked[entry["id"]]
            for name in ("next",):
                if name in entry:
                    entry[name] = self.other()
            entry["material"] = "sound" if entry.get("material") != "sound" else "flawed"
            getattr(self, f"_{entry['kind']}")(entry, question)
        with (self.folder / "key.yaml").open("w", encoding="utf-8") as file:
            YAML(typ="safe").dump(self.key, file)

    def _feedback(self, listed) -> None:
        for one in listed:
            if "feedback" in one:
                one["feedback"] = self.other()

    def _choose_one(self, entry, _question) -> None:
        self._feedback(entry["options"])
        right = [bool(o.get("right")) for o in entry["options"]]
        for option, now in zip(entry["options"], right[-1:] + right[:-1], strict=True):
            option.pop("right", None)
            if now:
                option["right"] = True

    _rate = _open_cards = _choose_one

    def _choose_many(self, entry, _question) -> None:
        self._feedback(entry["options"])
        for option in entry["options"]:
            if not option.pop("right", False):
                option["right"] = True

    def _put_in_order(self, entry, _question) -> None:
        self._feedback(entry["items"])
        entry["items"].reverse()

    def _sort_groups(self, entry, _question, name="group") -> None:
        self._feedback(entry["items"])
        held = [one[name] for one in entry["items"]]
        known = sorted(set(held))
        for one in entry["items"]:
            one[name] = known[(known.index(one[name]) + 1) % len(known)]

    def _match(self, entry, question) -> None:
        self._sort_groups(entry, question, "partner")

    def _written(self, entry) -> None:
        for line in entry["rubric"]:
            line["text"] = self.other()
        for sample in entry["samples"]:
            sample |= {"title": self.other(), "text": self.other(), "comment": self.other()}
        entry["rubric"].append({"id": "more", "text": self.other()})

    def _short(self, entry, _question) -> None:
        self._written(entry)

    def _repair(self, entry, question) -> None:
        self._written(entry)
        words = [w.strip(".,?!:;“”\"'") for w in question["start"].split() if w.strip(".,?!:;“”\"'")]
        entry["keep"] = [{"any": [words[0]], "say": self.other()}]
        entry["lose"] = [{"any": [words[-1]], "say": self.other()}]

    def _words_once(self, question):
        """Words that stand exactly once in the text, within the passage, far apart."""
        source = Source(self.folder / "exercise.yaml", 1, self.root, self.public.get("article", ""))
        parts = question["passage"].get("parts", [])
        for mapping in [question, question["passage"], *parts]:
            mapping["__line__"] = 1
        text, span, _ = passage_text({**question, "id": question["id"]}, source)
        if parts:
            stretches = [text[text.index(p["from"]) : text.index(p["to"]) + len(p["to"])] for p in parts]
        else:
            stretches = [span.of(text)]
        words = [w for s in stretches for w in re.findall(r"(?<!\S)[A-Za-z]{5,}(?=\s)", s)]
        return [w for w in words if text.count(w) == 1]

    def _mark_text(self, entry, question) -> None:
        if question.get("reference"):
            return  # its targets are in marks.yaml
        words = self._words_once(question)
        taken = " ".join(t["exact"] for t in entry.get("targets", []))
        free = [w for w in words if w not in taken]
        count, labels = max(len(entry.get("targets", [])), question["find"]), question["labels"]
        step = max(1, len(free) // (count + 2))
        entry["targets"] = [
            {"exact": word, "label": labels[n % len(labels)], "feedback": self.other()}
            for n, word in enumerate(free[: step * count : step])
        ]
        entry["sound"] = [{"exact": free[-1], "feedback": self.other()}]
        entry.pop("open", None)

    def _link_marks(self, entry, question) -> None:
        words = self._words_once(question)
        entry["pairs"] = [
            {"one": {"exact": words[0]}, "other": {"exact": words[-1]}, "title": self.other(), "feedback": self.other()}
        ]


def rewrite_marks(path: Path) -> None:
    """Other reasons, other better words, and other codes: those of the marks are handed round among the flaws."""
    yaml = YAML(typ="safe")
    data = yaml.load(path)
    flaws = [m for m in data["marks"] if m["polarity"] == "flaw"]
    codes = [m["code"] for m in flaws]
    for mark, code in zip(flaws, codes[7:] + codes[:7], strict=True):
        mark["code"] = code
    for number, mark in enumerate(data["marks"]):
        mark["rationale"] = f"Another reason than before, number {number}, which says something else about these words."
        if "alternative" in mark:
            mark["alternative"] = f"other words {number}"
        mark["certainty"] = "core" if mark["polarity"] == "flaw" else "debatable"
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(data, file)


def rewrite_facts(path: Path) -> None:
    """Other verdicts, and another truth. What the evidence cards say is part of the questions, and stays."""
    yaml = YAML(typ="safe")
    data = yaml.load(path)
    for number, claim in enumerate(data["claims"]):
        claim["verdict"] = "unverifiable" if claim["verdict"] != "unverifiable" else "supported"
        claim["truth"] = f"Something else is true of this claim, number {number}, as we now say."
        claim.pop("note", None)
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(data, file)


def key_of(root: Path, stem: str):
    """What the key comes to, by question: the right options, places and spans, and all that is said."""
    bank = load_exercise(stem, root)
    return {name: (dict(key.table), dict(key.data)) for name, key in bank.keys.items()}


@pytest.mark.parametrize("stem", STEMS)
def test_a_bundle_does_not_depend_on_the_key(content, given, tmp_path, stem):
    rewritten(content, stem, tmp_path, given(stem))


def rewritten(content, stem, tmp_path, before):
    """Rewrite the key in a copy, and see that this can be seen nowhere in what students get."""
    old = key_of(content, stem)
    root = tmp_path / "other"
    shutil.copytree(content, root, ignore=lambda folder, names: [n for n in names if Path(folder, n).is_symlink()])
    for linked in (content / "articles").iterdir():
        if linked.is_symlink():
            (root / "articles" / linked.name).symlink_to(linked.resolve())
    for slug in load_bank_articles(content, stem):
        place = root / "articles" / slug
        if place.is_symlink():
            place.unlink()
            shutil.copytree(content / "articles" / slug, place)
        if (place / "marks.yaml").exists():
            rewrite_marks(place / "marks.yaml")
        if (place / "facts.yaml").exists():
            rewrite_facts(place / "facts.yaml")
    Rewriter(root, stem).run()
    new = key_of(root, stem)
    for name, (table, data) in old.items():
        assert new[name][1] != data, f"{name}: nothing that is said was rewritten"
        if table["points"]:
            assert {k: v for k, v in new[name][0].items() if k != "points"} != {
                k: v for k, v in table.items() if k != "points"
            }, f"{name}: its answer was not rewritten"
    after = handed_out(root, stem, tmp_path / "after")
    assert set(before) == set(after)
    assert [name for name in before if before[name] != after[name]] == []


def load_bank_articles(root: Path, stem: str):
    bank = load_exercise(stem, root)
    return ({q.body.get("article") or "" for q in bank.questions} | {bank.article}) - {""}


def test_the_gate_sees_a_bundle_that_depends_on_the_key(content, tmp_path, monkeypatch):
    """The gate can fail: a bundle that puts the right option first differs once the key is rewritten."""
    from aquanaut.classroom.assign import bundle as module

    honest = module.bundle

    def telling(made, student):
        keyed = load_exercise(made.stem, tmp_path / "other" if (tmp_path / "other").exists() else content)
        first = [key.data["right"] for key in keyed.keys.values() if "right" in key.data]
        return honest(made, student) | {"order.json": str(len(json.dumps(first[0]))).encode() + repr(first).encode()}

    monkeypatch.setattr(module, "bundle", telling)
    with pytest.raises(AssertionError, match=r"order\.json"):
        rewritten(content, ALL, tmp_path, handed_out(content, ALL, tmp_path / "before"))
