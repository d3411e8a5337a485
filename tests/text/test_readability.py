"""Readability: hand-computed values, honest notes, and no network however NLTK's data lie."""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import shutil
import stat
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aquanaut.text.anchors import Span
from aquanaut.text.document import document
from aquanaut.text.lexical import nltk_data, syllables
from aquanaut.text.readability import (
    MEASURES,
    NotReadable,
    Readability,
    by_paragraph,
    grade,
    readability,
)
from aquanaut.words import say

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
ARTICLE = (ROOT / "articles" / "drone-mission" / "article.txt").read_bytes().decode("utf-8")

EASY = "The cat sat on the bed. The dog ran home."
HARD = (
    "Several international organizations criticized the operation. "
    "Military authorities immediately rejected every accusation."
)


def of(text: str) -> Readability:
    return readability(document(text))


# --- against values computed by hand -----------------------------------------------------------------------


def test_easy_words_by_hand() -> None:
    # 10 words of one syllable, 2 sentences, 30 letters, every word on the easy list.
    found = of(EASY)
    assert (found.words, found.sentences, found.letters, found.syllables) == (10, 2, 30, 10)
    assert (found.long_words, found.complex_words, found.unfamiliar_words) == (0, 0, 0)
    assert found.reading_ease == pytest.approx(117.16)  # 206.835 − 5.075 − 84.6
    assert found.grade_level == pytest.approx(-1.84)  # 1.95 + 11.8 − 15.59
    assert found.fog == pytest.approx(2.0)
    assert found.smog == pytest.approx(3.1291)
    assert found.dale_chall == pytest.approx(0.248)
    assert found.ari == pytest.approx(-4.8)  # 14.13 + 2.5 − 21.43
    assert found.coleman_liau == pytest.approx(-4.08)  # 17.64 − 5.92 − 15.8
    assert found.lix == pytest.approx(5.0)


def test_hard_words_by_hand() -> None:
    # 12 words; syllables 2 5 5 3 1 4 and 4 4 5 3 3 4; letters 7 13 13 10 3 9 and 8 11 11 8 5 10.
    found = of(HARD)
    assert (found.words, found.sentences, found.letters, found.syllables) == (12, 2, 108, 43)
    assert found.long_words == 10  # all but "the" and "every"
    assert found.many_syllable_words == 10  # all but "several" and "the"
    assert found.complex_words == found.unfamiliar_words == 9  # "several" and "every" are on the easy list
    assert found.reading_ease == pytest.approx(206.835 - 1.015 * 6 - 84.6 * 43 / 12)
    assert found.grade_level == pytest.approx(29.033333)
    assert found.fog == pytest.approx(32.4)
    assert found.smog == pytest.approx(1.043 * math.sqrt(150) + 3.1291)
    assert found.dale_chall == pytest.approx(15.7766)  # 11.8425 + 0.2976 + 3.6365
    assert found.ari == pytest.approx(23.96)
    assert found.coleman_liau == pytest.approx(32.186667)
    assert found.lix == pytest.approx(6 + 1000 / 12)


def textstats() -> Any:
    """textstat itself, with our dictionary."""
    found = syllables.english()
    assert found is not None
    return found


PLAIN = re.compile("[a-z]+", re.I)


def in_plain_words(text: str) -> str:
    """A text in words that need no reading of our own, in sentences that textstat counts: of three words and more."""
    doc = document(text)
    kept = [[word.of(text) for word in doc.inside(doc.words, sentence)] for sentence in doc.sentences]
    plain = [[word for word in words if PLAIN.fullmatch(word) and not word[1:].isupper()] for words in kept]
    return " ".join(" ".join(words).capitalize() + "." for words in plain if len(words) > 2)


SHIPPED = sorted(path.parent.name for path in (ROOT / "articles").glob("*/article.txt"))


@pytest.mark.parametrize("text", [EASY, HARD, EASY + " " + HARD])
def test_where_the_counts_agree_textstat_agrees(text: str) -> None:
    same_as_textstat(text)


@pytest.mark.parametrize("slug", SHIPPED)
def test_on_every_shipped_text_the_figures_are_textstats(slug: str) -> None:
    text = in_plain_words((ROOT / "articles" / slug / "article.txt").read_bytes().decode("utf-8"))
    assert len(text.split()) > 20
    same_as_textstat(text)


def same_as_textstat(text: str) -> None:
    # Where a sentence ends is our own matter; here every full stop ends one.
    found = readability(document(text, tuple(Span(*one.span()) for one in re.finditer(r"\w[^.]*\.", text))))
    textstat = textstats()
    assert textstat.lexicon_count(text) == found.words
    assert textstat.syllable_count(text) == found.syllables
    assert textstat.polysyllabcount(text) == found.many_syllable_words
    assert textstat.difficult_words(text, 3, unique=False) == found.complex_words
    assert textstat.difficult_words(text, 0, unique=False) == found.unfamiliar_words
    assert textstat.sentence_count(text) == found.sentences
    assert textstat.flesch_reading_ease(text) == pytest.approx(found.reading_ease)
    assert textstat.flesch_kincaid_grade(text) == pytest.approx(found.grade_level)
    assert textstat.gunning_fog(text) == pytest.approx(found.fog)
    assert textstat.smog_index(text) == pytest.approx(found.smog)
    assert textstat.dale_chall_readability_score(text) == pytest.approx(found.dale_chall)
    assert textstat.lix(text) == pytest.approx(found.lix)


def test_the_article() -> None:
    found = of(ARTICLE)
    assert (found.words, found.sentences) == (768, 40)
    assert found.syllables == 1548
    assert found.grade_level == pytest.approx(15.68, abs=0.01)
    assert found.steady
    assert found.note == ""


def test_the_dots_of_initials_end_no_sentence_and_dashes_glue_nothing() -> None:
    found = of("The U.S. drone flew over the U.S. border—a tactic.")
    assert (found.words, found.sentences) == (10, 1)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("U.S.", 2),
        ("H.W.", 4),
        ("CBP", 3),
        ("LNFM’s", 4),
        ("MQ-9s", 3),
        ("high-value", 3),
        ("Obama-era", 5),
        ("isn’t", 2),
        ("drones", 1),
        ("2025", 1),
        ("$50", 1),
        ("TWZ.com", 6),
        ("é", 1),
    ],
)
def test_syllables_of_words_that_textstat_alone_gets_wrong(word: str, syllables: int) -> None:
    assert of(word + " it").syllables == syllables + 1


def test_initials_and_figures_are_never_hard_words() -> None:
    found = of("The CBP and the U.S. in 2025 had 1,000.")
    assert (found.complex_words, found.unfamiliar_words) == (0, 0)


# --- parts -------------------------------------------------------------------------------------------------


def test_by_paragraph_gives_each_paragraph_what_it_has_alone() -> None:
    doc = document(ARTICLE)
    found = by_paragraph(doc)
    assert [span for span, _ in found] == list(doc.paragraphs)
    for span, figures in found:
        assert figures == of(span.of(ARTICLE))
    assert sum(f.words for _, f in found) == 768
    assert sum(f.sentences for _, f in found) == 40


def test_parts_leave_out_headings() -> None:
    doc = document(f"A heading\n\n{EASY}\n\nAnother\n\n{HARD}")
    chosen = readability(doc, (doc.paragraphs[1], doc.paragraphs[3]))
    assert (chosen.words, chosen.sentences) == (22, 4)
    assert readability(doc, doc.paragraphs) == readability(doc)
    assert readability(doc, ()).note == say("readability.no_words")
    with pytest.raises(ValueError, match="must be paragraphs of this text"):
        readability(doc, (doc.sentences[1],))


def test_given_sentences_are_the_ones_counted() -> None:
    doc = document("One two three. Four five six.", (document("One two three. Four five six.").paragraphs[0],))
    assert readability(doc).sentences == 1


# --- honesty -----------------------------------------------------------------------------------------------


def test_short_texts_are_called_shaky() -> None:
    found = of(EASY)
    assert not found.steady
    assert found.note == "Only 10 words in 2 sentences: too little to say anything."
    found = of(" ".join([HARD] * 3))
    assert not found.steady
    assert found.note == "Only 36 words in 6 sentences: a grade more or less means nothing here."
    assert not of("word " * 150).steady  # long, but one sentence
    assert of(" ".join([EASY] * 10)).steady


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "readability.no_words"),
        (" \n\n ", "readability.no_words"),
        ("*** — … ***", "readability.no_words"),
        ("👍 🚁", "readability.no_words"),
        ("\u0301\u0301", "readability.no_words"),
        ("1234 5678", "readability.no_letters"),
        ("שלום עולם.", "readability.english_only"),
        ("Это русский текст.", "readability.english_only"),
        ("这是中文。", "readability.english_only"),
    ],
)
def test_what_cannot_be_measured_says_why(text: str, why: str) -> None:
    found, note = of(text), say(why)
    assert note != why
    assert found.note == note
    assert not found.steady
    assert all(getattr(found, m.key) is None for m in MEASURES)
    for _, part in by_paragraph(document(text)):
        assert part.note == note
    with pytest.raises(NotReadable, match=note.split(":")[0].split(";")[0]):
        grade(text)


def test_a_line_of_stars_is_no_sentence() -> None:
    assert of(f"{EASY}\n\n* * *\n\n{EASY}").sentences == 4


def test_grade_of_school_prose_and_of_the_article() -> None:
    assert grade(EASY) < 9 < grade(ARTICLE)


@given(st.one_of(st.text(max_size=200), st.text(alphabet="aBé'’.-—! \n1שU.S👍", max_size=200)))
@settings(deadline=None, max_examples=200)
def test_any_text_gives_figures_or_a_reason(text: str) -> None:
    found = of(text)
    for measure in MEASURES:
        value = getattr(found, measure.key)
        assert (value is None) == (found.ari is None)
        assert value is None or math.isfinite(value)
    assert found.steady == (found.note == "")
    assert found.syllables is None or found.syllables >= found.words
    by_paragraph(document(text))


def test_every_measure_is_explained() -> None:
    names = {f.name for f in fields(Readability)}
    for measure in MEASURES:
        assert measure.key in names
        assert measure.harder in ("higher", "lower")
        assert measure.low < measure.high
        assert any(year in measure.paper for year in ("1948", "1952", "1967", "1968", "1969", "1975"))


# --- the data, however installed ---------------------------------------------------------------------------

PREAMBLE = """
import json, socket, sys

def cut(*_, **__):
    print("NETWORK", file=sys.stderr)
    raise OSError("the network is cut")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = cut
"""

MEASURE = """
import aquanaut.text
assert not {"nltk", "textstat", "pyphen"} & set(sys.modules)
from aquanaut.text.lexical import nltk_data
from aquanaut.text.document import document
from aquanaut.text.readability import readability
assert not {"nltk", "textstat", "pyphen"} & set(sys.modules)
import nltk
nltk.download = cut
found = readability(document(sys.argv[1]))
where = nltk_data.prepare()
print(json.dumps({"grade": found.grade_level, "lix": found.lix, "note": found.note,
                  "folder": str(where.folder or ""), "where": where.note}))
"""


def run(code: str, cache: Path, source: Path = SOURCE, **more: str) -> dict[str, Any]:
    environment = {**os.environ, "PYTHONPATH": str(source), "XDG_CACHE_HOME": str(cache), "LOCALAPPDATA": str(cache)}
    environment.pop("NLTK_DATA", None)
    done = subprocess.run(
        [sys.executable, "-W", "error::RuntimeWarning", "-c", PREAMBLE + code, HARD],
        env={**environment, **more},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "NETWORK" not in done.stderr
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def placed(cache: Path) -> Path:
    (folder,) = (cache / "aquanaut").iterdir()
    return folder


def private(folder: Path) -> bool:
    return all(
        stat.S_IMODE(path.lstat().st_mode) == (0o700 if path.is_dir() else 0o600)
        for path in (folder, *folder.rglob("*"))
    )


needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permission bits")
GRADE = pytest.approx(29.033333)


def test_works_with_the_network_cut_and_loads_late(tmp_path: Path) -> None:
    found = run(MEASURE, tmp_path)
    assert found["grade"] == GRADE
    assert found["where"] == ""
    assert Path(found["folder"]) == placed(tmp_path)


def test_textstat_and_nltk_alone_work_after_prepare(tmp_path: Path) -> None:
    code = """
from aquanaut.text.lexical import nltk_data
nltk_data.prepare()
import nltk, textstat
nltk.download = cut
text = sys.argv[1]
names = ["flesch_reading_ease", "flesch_kincaid_grade", "smog_index", "coleman_liau_index",
         "automated_readability_index", "dale_chall_readability_score", "difficult_words", "linsear_write_formula",
         "gunning_fog", "text_standard", "spache_readability", "mcalpine_eflaw", "reading_time", "lix", "rix",
         "syllable_count", "lexicon_count", "sentence_count", "polysyllabcount", "monosyllabcount"]
result = {name: getattr(textstat, name)(text) for name in names}
tags = dict(nltk.pos_tag(["The", "drone", "flew", "deep", "into", "Mexico", "."]))
assert tags == dict(nltk_data.tagger().tag(["The", "drone", "flew", "deep", "into", "Mexico", "."]))
assert nltk.corpus.cmudict.dict()["drone"] == [["D", "R", "OW1", "N"]]
print(json.dumps({"tags": tags, **result}))
"""
    found = run(code, tmp_path)
    assert found["flesch_kincaid_grade"] == GRADE
    assert found["tags"]["flew"] == "VBD"
    assert found["tags"]["Mexico"] == "NNP"


@needs_modes
def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    code = "import os\nos.umask(0o002)\n" + MEASURE
    assert run(code, tmp_path)["grade"] == GRADE
    assert private(placed(tmp_path))


@needs_modes
def test_a_group_writable_installation_works(tmp_path: Path) -> None:
    installed = tmp_path / "site"
    shutil.copytree(SOURCE, installed, ignore=shutil.ignore_patterns("__pycache__", "widgets"))
    for path in (installed, *installed.rglob("*")):
        path.chmod(0o775 if path.is_dir() else 0o664)
    found = run(MEASURE, tmp_path / "cache", installed)
    assert found["grade"] == GRADE
    assert found["where"] == ""


@needs_modes
@pytest.mark.parametrize("mode", [0o775, 0o777])
def test_a_data_folder_opened_to_the_group_is_made_anew(tmp_path: Path, mode: int) -> None:
    run(MEASURE, tmp_path)
    folder = placed(tmp_path)
    for path in (folder, *folder.rglob("*")):
        path.chmod(mode if path.is_dir() else mode & 0o666)
    assert run(MEASURE, tmp_path)["grade"] == GRADE
    assert placed(tmp_path) == folder
    assert private(folder)


@pytest.mark.parametrize("harm", ["truncated", "missing", "a file"])
def test_a_damaged_data_folder_is_made_anew(tmp_path: Path, harm: str) -> None:
    run(MEASURE, tmp_path)
    folder = placed(tmp_path)
    words = folder / "corpora" / "cmudict" / "cmudict"
    if harm == "truncated":
        words.write_bytes(words.read_bytes()[:1000])
    elif harm == "missing":
        words.unlink()
    else:
        shutil.rmtree(folder)
        folder.write_text("in the way", encoding="utf-8")
    found = run(MEASURE, tmp_path)
    assert found["grade"] == GRADE
    assert Path(found["folder"]) == placed(tmp_path) == folder


def test_an_unusable_cache_leads_to_a_temporary_folder_that_goes_away(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("no folder", encoding="utf-8")
    spare = tmp_path / "spare"
    spare.mkdir()
    found = run(MEASURE, blocked, TMPDIR=str(spare), TEMP=str(spare), TMP=str(spare))
    assert found["grade"] == GRADE
    assert found["where"].startswith("Aquanaut's word data are in a temporary folder: ")
    assert Path(found["folder"]).is_relative_to(spare)
    assert list(spare.iterdir()) == []


@needs_modes
def test_on_a_full_disk_nothing_is_lost(tmp_path: Path) -> None:
    full = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
"""
    found = run(full + MEASURE, tmp_path)
    # The words are counted from the package itself; NLTK alone wants its data unpacked.
    assert found["grade"] == GRADE
    assert found["note"] == run(MEASURE, tmp_path / "room")["note"]
    assert "nothing that needs syllables is counted" in found["where"]
    assert "File too large" in found["where"]
    assert found["folder"] == ""
    assert list((tmp_path / "aquanaut").iterdir()) == []


@needs_modes
def test_the_tagger_needs_no_room_on_the_disk(tmp_path: Path) -> None:
    code = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
from aquanaut.text.lexical import nltk_data
print(json.dumps(dict(nltk_data.tagger().tag("The drone flew .".split()))))
"""
    assert run(code, tmp_path) == {"The": "DT", "drone": "NN", "flew": "VBD", ".": "."}


def test_several_processes_at_once(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "XDG_CACHE_HOME": str(tmp_path),
        "LOCALAPPDATA": str(tmp_path),
    }
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PREAMBLE + MEASURE, HARD], env=environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    results = [json.loads(p.communicate(timeout=240)[0]) for p in started]
    assert [r["grade"] for r in results] == [GRADE] * 4
    assert {r["folder"] for r in results} == {str(placed(tmp_path))}


def test_several_threads_at_once(tmp_path: Path) -> None:
    code = """
from concurrent.futures import ThreadPoolExecutor
from aquanaut.text.lexical import nltk_data
with ThreadPoolExecutor(8) as pool:
    print(json.dumps(sorted({str(p.folder) for p in pool.map(lambda _: nltk_data.prepare(), range(8))})))
"""
    (folder,) = run(code, tmp_path)
    assert Path(folder) == placed(tmp_path)


def test_damaged_package_data_are_said_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(nltk_data.resources, "files", lambda _: tmp_path)
    monkeypatch.setattr(nltk_data, "_prepared", None)
    monkeypatch.setattr(nltk_data, "_tagger", None)
    assert "damaged; install it again" in nltk_data.prepare().note
    assert syllables.english() is None
    with pytest.raises(RuntimeError, match="damaged; install it again"):
        nltk_data.tagger()


def test_the_archive_holds_what_its_sources_file_says() -> None:
    sources = (SOURCE / "aquanaut" / "text" / "lexical" / "data" / "SOURCES.md").read_text(encoding="utf-8")
    with nltk_data.opened_archive() as archive:
        for entry in archive.infolist():
            digest = hashlib.sha256(archive.read(entry)).hexdigest()
            assert f"| `{entry.filename}` | {entry.file_size:,} | `{digest}` |" in sources


def test_another_language_set_in_a_notebook_changes_nothing() -> None:
    import textstat

    before = of(HARD)
    textstat.set_lang("de_DE")
    try:
        assert of(HARD + " Unheard.").words == 13
        assert of(HARD) == before
    finally:
        textstat.set_lang("en_US")
