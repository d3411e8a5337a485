"""A teacher's guide, `lessons/<stem>/guide.md`: what it must hold, and whether it agrees with the lesson.

The structure, in this order. Headings are written exactly so.

    # <title of quiz.yaml>: teacher’s guide
    ## At a glance                       what the lesson does and the five-minute start; 40 words
    ## Objectives                        a list: `- **id**: text`, each id and text as in quiz.yaml
    ## Standards                         a list: `- **Common Core RI.9-10.4**: paraphrase`; codes: guide_rules.STANDARDS
    ## Materials                         a list of three things or more
    ## Timetable                         a table: minutes | you | students, `0–4` to the lesson's minutes without gaps
    ### In 20 minutes                    the same, from 0 to 20
    ### In 90 minutes                    the same, from 0 to 90
    ## Vocabulary                        a table: word | plain meaning; five words or more
    ## Discussion                        a numbered list of five prompts or more, each with `Expect:` and eight words
    ## Answer key                        the table between `<!-- key -->` and `<!-- /key -->`; see `guide_key`
    ## Misconceptions                    a table: what students say | what to say; three or more
    ## Differentiation                   ### Support, ### Stretch, ### English learners; 25 words each
    ## Extension                         20 words
    ## Rubric                            a table: criterion | 3 | 2 | 1, for the written task, then
    ### Sample A, B and C                a quotation and a line `Score: 3` (2, 1) with the reason; says who wrote it
    ## Without internet or computers     40 words
    ## Content note and opt-out          two quotations: the note to read out, and what the opt-out gets instead
    ## Note to parents and administrators    a quotation of 60 words, to copy into a message
    ## How this lesson stays fair        40 words

A block quotation (`>`) is what students or families hear or read. The first three columns of the key are computed:

    python -m aquanaut.questions.guide --write lessons/03_words_that_judge/guide.md

fills them in and keeps “also defensible”. Without `--write` the guide is checked.

Why these parts: Rosenshine 2012, Principles of Instruction (timing, practice, checking); Andrade 2000, Using Rubrics
to Promote Thinking and Learning (levels in words, with samples).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from aquanaut.content import ContentError, Problem, content_root
from aquanaut.questions.bank import load_bank
from aquanaut.questions.guide_key import refreshed
from aquanaut.questions.guide_rules import order, sections
from aquanaut.questions.guide_text import parse


def guide_path(stem: str, root: Path) -> Path:
    """Where the guide of a lesson lies."""
    return root / "lessons" / stem / "guide.md"


def guide_problems(stem: str, root: Path) -> list[Problem]:
    """Everything that is wrong with a lesson's guide, with its line. Raises `ContentError` for a faulty quiz.yaml."""
    path = guide_path(stem, root)
    bank = load_bank(stem, root)
    try:
        guide = parse(path, path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        fix = "Write one; the docstring of aquanaut.questions.guide says what it holds."
        return [Problem(path, 0, "no such file", f"a teacher's guide to {stem}", fix)]
    except UnicodeDecodeError as error:
        return [Problem(path, 0, f"a byte that is not UTF-8 at {error.start}", "UTF-8", "Save it as UTF-8.")]
    problems = [*order(guide, bank), *sections(guide, bank)]
    return sorted(problems, key=lambda p: p.line)


# --- by hand -----------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Check guides, or with `--write` renew their keys first. 0: well; 1: something is wrong; 2: usage."""
    import argparse

    parser = argparse.ArgumentParser(prog="python -m aquanaut.questions.guide", description=main.__doc__)
    parser.add_argument("guides", nargs="+", type=Path, metavar="lessons/NN_stem/guide.md")
    parser.add_argument("--write", action="store_true", help="fill in the computed columns of the key")
    chosen = parser.parse_args(arguments)
    problems = [p for path in chosen.guides for p in _one(path.resolve(), chosen.write)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return int(bool(problems))


def _one(path: Path, write: bool) -> list[Problem]:
    root = path.parents[2] if len(path.parents) > 2 else content_root()
    stem = path.parent.name
    try:
        if write and path.exists():
            text = path.read_text(encoding="utf-8")
            new = refreshed(text, load_bank(stem, root), path)
            if new != text:
                path.write_text(new, encoding="utf-8")
        return guide_problems(stem, root)
    except ContentError as error:
        return error.problems
    except OSError as error:
        return [Problem(path, 0, f"{error.strerror}", "a file that can be read and written", "Check its rights.")]


if __name__ == "__main__":
    sys.exit(main())
