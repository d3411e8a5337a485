"""Every figure of the lenses, through the batch contract of the command line, beside its target.

    python benchmarks/lenses.py [--data DIR] [--scorers DIR] [--keep DIR] [--peers] [--only NAME …]

DIR (or the variable AQUANAUT_EVAL) holds the corpora, one `<name>.jsonl` each; what is missing is left out and said.
Areas under the curve and words' F1 are counted here; quotations, attributions and figures that disagree by the scorers
`score_quotes.py`, `score_attrib.py` and `score_numbers.py` in `--scorers`, or else in the folder above DIR. Without any
corpus the article's own line, speed, cold start, memory and growth are told. `--peers` also scores, on the same rows,
what can be installed from PyPI (vaderSentiment, textblob, proselint) and is. `--keep` keeps the records.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(Path(__file__).parent)]

from lens_loaded import WORD, auc, covered, wanted  # noqa: E402

Row = dict[str, Any]

AREAS = {
    "babe": ("loaded", 0.74), "npov": ("loaded", 0.74), "basil": ("loaded", 0.70), "weasel": ("hedged", 0.82),
    "tortured": ("garbled", 0.97), "mqm_garble": ("garbled", 0.70), "garble_syn": ("garbled", 0.72),
}  # fmt: skip
PTC_AREA = 0.78
WORDS_F1 = {"babe": 0.36, "ptc": 0.24}
SCORED = {
    "score_quotes.py": ("polnear", {"e2e_F1": 0.82, "speaker_acc_named": 0.88}),
    "score_attrib.py": (
        "polnear",
        {"acc3": 0.76, "macroF1": 0.67, "unnamed_F1": 0.50, "attributed_F1": 0.88, "content_soft_F1": 0.65,
         "source_soft_F1": 0.58},
    ),
    "score_numbers.py": ("numbers", {"pair_F1": 0.40, "false_pairs_per_1000w": -0.25}),
}  # fmt: skip
"""A target below zero is a limit: less is better."""

CORPORA = (*AREAS, "ptc", "polnear", "numbers")
ARTICLE = ROOT / "articles" / "drone-mission" / "article.txt"
WORDS_A_SECOND, COLD, MEGABYTES = 20_000, 1.5, 250


def line(name: str, figure: float, target: float | None = None, limit: bool = False) -> None:
    """A line of the table: target, figure, met or missed."""
    beside = "" if target is None else f"{'≤' if limit else '≥'} {target:,g}"
    met = "" if target is None else "met" if (figure <= target if limit else figure >= target) else "MISSED"
    shown = f"{figure:12,.0f}" if figure >= 1000 else f"{figure:12.3f}"
    print(f"{name:58}{beside:>12}{shown}  {met}", flush=True)


# --- running ----------------------------------------------------------------------------------------------------


def command(*words: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """`aquanaut …` in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    call = [sys.executable, "-m", "aquanaut.cli", *words]
    return subprocess.run(call, env=environment, cwd=ROOT, stdout=subprocess.PIPE, **{"check": True, **more})


def asked(row: Row) -> Row:
    """A corpus's row as a line of the batch; where it has no sentences, the whole text is one."""
    text = row.get("text") or row.get("phrase") or ""
    return {"id": row["id"], "text": text, "sentences": row.get("sentences", [[0, len(text)]])}


def batch(name: str, rows: list[Row], folder: Path) -> dict[Any, Row]:
    """The records of one corpus by id. A line with an error is told and counts as nothing found."""
    given, answered = folder / f"{name}.in.jsonl", folder / f"{name}.out.jsonl"
    questions = [asked(row) for row in rows]
    given.write_text("".join(json.dumps(one) + "\n" for one in questions), encoding="utf-8")
    start = time.perf_counter()
    command("look", "--batch", str(given), "--out", str(answered), check=False)
    spent = time.perf_counter() - start
    found = {one["id"]: one for one in map(json.loads, answered.read_text(encoding="utf-8").splitlines())}
    failed = [one for one in found.values() if "error" in one]
    for one in failed:
        print(f"  {name}: {one['id']}: {one['error']}", flush=True)
        found[one["id"]] = {"id": one["id"], "findings": [], "sentences": [], "quotes": [], "attributions": []}
    for one in questions:
        if not found[one["id"]]["sentences"]:
            found[one["id"]]["sentences"] = [
                {"start": a, "end": b, "loaded": 0, "hedged": 0, "garbled": 0, "attribution": "none"}
                for a, b in one["sentences"]
            ]
        kept = [[s["start"], s["end"]] for s in found[one["id"]]["sentences"]]
        assert kept == one["sentences"], one["id"]
    words = sum(len(one["text"].split()) for one in questions)
    print(f"  {name}: {len(rows):,} texts, {words:,} words, {spent:.1f} s with the start", flush=True)
    return found


# --- figures ----------------------------------------------------------------------------------------------------


def areas(name: str, rows: list[Row], records: dict[Any, Row]) -> None:
    """The area under the curve of one number over texts of one sentence."""
    number, target = AREAS[name]
    values = [max((s[number] for s in records[row["id"]]["sentences"]), default=0.0) for row in rows]
    line(f"{name}: {number}, AUC", auc([int(row["label"]) for row in rows], values), target)


def ptc_area(rows: list[Row], records: dict[Any, Row]) -> None:
    """The area over the sentences of articles, a sentence being positive where a span touches it."""
    gold, values = [], []
    for row in rows:
        spans = wanted(row["spans"])
        for sentence in records[row["id"]]["sentences"]:
            gold.append(int(any(a < sentence["end"] and b > sentence["start"] for a, b in spans)))
            values.append(sentence["loaded"])
    line("ptc: loaded, AUC", auc(gold, values), PTC_AREA)


def words_f1(name: str, rows: list[Row], records: dict[Any, Row]) -> None:
    """How well the marked words are those of the gold spans."""
    true = false = missed = 0
    for row in rows:
        gold = covered(wanted(row["spans"]))
        found = covered([f["start"], f["end"]] for f in records[row["id"]]["findings"] if f["lens"] == "loaded")
        for match in WORD.finditer(row["text"]):
            here = range(match.start(), match.end())
            is_gold, is_found = not gold.isdisjoint(here), not found.isdisjoint(here)
            true += is_gold and is_found
            false += is_found and not is_gold
            missed += is_gold and not is_found
    line(f"{name}: loaded words, F1", 2 * true / max(1, 2 * true + false + missed), WORDS_F1[name])


def prediction(row: Row) -> Row:
    """A record in the forms that the scorers read."""

    def several(span: list[int] | None) -> list[list[int]]:
        return [span] if span else []

    quotes = [
        {
            "span": [q["start"], q["end"]],
            "speaker": q["speaker"],
            "speaker_span": None if q["speaker_start"] is None else [q["speaker_start"], q["speaker_end"]],
        }
        for q in row["quotes"]
    ]
    relations = [{part: several(one[part]) for part in ("content", "source", "cue")} for one in row["attributions"]]
    figures = [f for f in row["findings"] if f["lens"] == "contradiction" and f["rule"].startswith("figures")]
    pairs = [{"a": [f["start"], f["end"]], "b": link} for f in figures for link in f["links"]]
    labels = [one["attribution"] for one in row["sentences"]]
    return {"id": row["id"], "quotes": quotes, "sent_labels": labels, "attributions": relations, "pairs": pairs}


def scored(name: str, gold: Path, records: dict[Any, Row], scorers: Path, folder: Path) -> None:
    """What the scorers of a corpus say."""
    predicted = folder / f"{name}.pred.jsonl"
    predicted.write_text("".join(json.dumps(prediction(r)) + "\n" for r in records.values()), encoding="utf-8")
    for program, (corpus, targets) in SCORED.items():
        if corpus != name:
            continue
        if not (scorers / program).exists():
            print(f"  {name}: no {program} in {scorers}, so this is not scored")
            continue
        done = subprocess.run(
            [sys.executable, str(scorers / program), str(gold), str(predicted)], stdout=subprocess.PIPE, check=True
        )
        figures = json.loads(done.stdout)
        for figure, target in targets.items():
            line(f"{name}: {figure}", figures[figure], abs(target), limit=target < 0)


def article() -> None:
    """The drone article: what comes first, and how the loaded marks agree with the reference's."""
    seen = json.loads(command("look", str(ARTICLE), "--json").stdout)
    text = seen["text"]
    strongest = sorted(seen["findings"], key=lambda one: -one["strength"])
    garble = next((one["quote"] for one in strongest if one["lens"] == "garble"), "(no garble lens)")
    line(f"article: first garble is “aquanaut of its time” ({garble[:24]})", float("aquanaut" in garble), 1.0)
    figures = next((one for one in strongest if one["rule"].startswith("figures")), None)
    ends = [figures["quote"], *(text[a:b] for a, b in figures["links"])] if figures else []
    both = any("800" in end for end in ends) and any("900" in end for end in ends)
    line(f"article: first figures are 800 and 900 ({' / '.join(ends)})", float(both), 1.0)
    marks = json.loads(command("marks", "drone-mission", "--json").stdout)["marks"]
    loaded = [m for m in marks if m["code"].startswith("L") and m["polarity"] == "flaw" and m["start"] is not None]
    core = [m for m in loaded if m["certainty"] == "core"]
    found = [one for one in seen["findings"] if one["lens"] == "loaded"]
    caught = sum(any(f["start"] < m["end"] and m["start"] < f["end"] for f in found) for m in core)
    false = sum(not any(f["start"] < m["end"] and m["start"] < f["end"] for m in loaded) for f in found)
    line(f"article: core loaded marks found ({caught} of {len(core)})", caught / len(core), 0.75)
    allowed = len(text.split()) / 60
    line(f"article: false marks ({false} of {len(found)}; 1 in 60 words allowed)", false, allowed, limit=True)


# --- speed ------------------------------------------------------------------------------------------------------


def speed(texts: list[str]) -> None:
    """Words a second with all lenses, warm, in one process, sentences cut by ourselves."""
    from aquanaut.lenses.look import look

    words = sum(len(text.split()) for text in texts)
    rounds = []
    for _ in range(3):
        # One thread: on a quiet machine this is the clock's time, on a busy one the clock's says little.
        start = time.process_time()
        for text in texts:
            look(text)
        rounds.append(words / (time.process_time() - start))
    line(f"all lenses, warm ({words:,} words), words a second", max(rounds), WORDS_A_SECOND)


def cold() -> None:
    """The time and the memory of `aquanaut look` on the article, from nothing to the last line."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        command("look", str(ARTICLE))
        times.append(time.perf_counter() - start)
    line("aquanaut look, cold start, seconds (middle of five)", sorted(times)[2], COLD, limit=True)


def memory() -> None:
    """The largest memory of a process that looks at the article; asked before any batch ran."""
    command("look", str(ARTICLE))
    unit = 1 if sys.platform == "darwin" else 1024
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1_000_000
    line("aquanaut look, memory, MB", most, MEGABYTES, limit=True)


def growth() -> None:
    """Seconds for each megabyte, from an eighth of one to a whole one: the cost grows in line with the length."""
    from aquanaut.lenses.look import look

    told = ARTICLE.read_text(encoding="utf-8")
    for name, unit in (
        ("the article again and again", told + "\n\n"),
        ("one line of “said ”", "said "),
        ("only “", "“"),
    ):
        rates = []
        for size in (125_000, 250_000, 500_000, 1_000_000):
            text = (unit * (size // len(unit) + 1))[:size]
            start = time.process_time()
            look(text)
            rates.append((time.process_time() - start) * 1_000_000 / size)
        print(f"  seconds a megabyte at 1/8, 1/4, 1/2, 1: {', '.join(f'{r:.1f}' for r in rates)}  ({name})", flush=True)


# --- peers ------------------------------------------------------------------------------------------------------


def _vader() -> Callable[[str], float]:
    analyzer = import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    return lambda text: 1 - analyzer.polarity_scores(text)["neu"]


def _textblob() -> Callable[[str], float]:
    blob = import_module("textblob").TextBlob
    return lambda text: float(blob(text).sentiment.subjectivity)


def _proselint() -> Callable[[str], float]:
    tools, registry = import_module("proselint.tools"), import_module("proselint.registry")
    registry.CheckRegistry().register_many(import_module("proselint.checks").__register__)
    return lambda text: float(len(tools.LintFile("text", text or " ").lint()))


PEERS: dict[str, Callable[[], Callable[[str], float]]] = {
    "VADER (1 − neutral)": _vader,
    "TextBlob subjectivity": _textblob,
    "proselint (advice)": _proselint,
}


def peers(corpora: dict[str, list[Row]]) -> Iterator[None]:
    """Each peer that is installed, on the sentence corpora: loaded language and weasels."""
    for name, make in PEERS.items():
        try:
            score = make()
        except (ImportError, AttributeError, LookupError) as error:
            print(f"  {name}: not measured ({error})")
            continue
        for corpus in ("babe", "npov", "basil", "weasel"):
            rows = corpora.get(corpus, [])
            if rows:
                start = time.perf_counter()
                values = [score(row["text"]) for row in rows]
                rate = sum(len(row["text"].split()) for row in rows) / (time.perf_counter() - start)
                line(f"{name} on {corpus}, AUC ({rate:,.0f} words/s)", auc([int(r["label"]) for r in rows], values))
        yield


# --- all --------------------------------------------------------------------------------------------------------


def load(folder: Path | None, only: list[str]) -> dict[str, list[Row]]:
    """The corpora that are there."""
    if folder is None:
        print("no corpora: name their folder with --data or AQUANAUT_EVAL")
        return {}
    found = {name: folder / f"{name}.jsonl" for name in CORPORA if not only or name in only}
    for name, path in found.items():
        if not path.exists():
            print(f"  {name}: no {path.name} in {folder}, so this is not measured")
    return {
        name: [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines() if one.strip()]
        for name, path in found.items()
        if path.exists()
    }


def main() -> int:
    """Run what can be run, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("AQUANAUT_EVAL"))
    parser.add_argument("--scorers", type=Path)
    parser.add_argument("--keep", type=Path, help="folder in which the records are kept")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--only", nargs="*", default=[], choices=CORPORA)
    given = parser.parse_args()
    data = Path(given.data) if given.data else None
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{'':58}{'target':>12}{'figure':>12}")
        memory()
        cold()
        article()
        corpora = load(data, given.only)
        for name, rows in corpora.items():
            records = batch(name, rows, folder)
            if name in AREAS:
                areas(name, rows, records)
            if name == "ptc":
                ptc_area(rows, records)
            if name in WORDS_F1:
                words_f1(name, rows, records)
            if data is not None and name in ("polnear", "numbers"):
                scored(name, data / f"{name}.jsonl", records, given.scorers or data.resolve().parent, folder)
        stories = [row["text"] for row in corpora.get("ptc", [])[:100]]
        speed(stories or [ARTICLE.read_text(encoding="utf-8")] * 50)
        growth()
        if given.peers:
            for _ in peers(corpora):
                pass
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
