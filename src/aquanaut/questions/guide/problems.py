"""Everything that is wrong with a teacher's guide: what it lacks, and where it disagrees with the lesson."""

from __future__ import annotations

from pathlib import Path

from aquanaut.content import Problem
from aquanaut.questions.bank import load_bank
from aquanaut.questions.guide.rules import order, sections
from aquanaut.questions.guide.text import parse


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
        return [Problem.of(path, 0, "guide.missing", lesson=stem)]
    except UnicodeDecodeError as error:
        return [Problem.of(path, 0, "guide.not_utf8", byte=error.start)]
    problems = [*order(guide, bank), *sections(guide, bank)]
    return sorted(problems, key=lambda p: p.line)
