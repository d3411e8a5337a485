"""The class report inside a notebook: `class_report()` for a simulated class, or for a gradebook."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from aquanaut.classroom.report.run import Missing, class_of
from aquanaut.classroom.report.whole import report_html, write_report
from aquanaut.classroom.results import ClassResults, stem_of
from aquanaut.pages.html import el, join
from aquanaut.questions.exercise import load_exercise
from aquanaut.widgets.kindly import kindly, note
from aquanaut.words import say

FOLDER = Path("reports")
SEED = 7
FRAME = "width:100%;height:42rem;border:1px solid #6b848e;border-radius:8px"


@kindly
def class_report(exercise: str | int = "03", gradebook: str = "", students: int = 30) -> None:
    """Show the report of a class. Without `gradebook` (the file that grading wrote) the class is simulated.

    The whole report is also written to the folder `reports`. What is shown in the notebook holds no names, for a
    notebook is easily passed on.
    """
    from IPython.display import display

    from aquanaut.classroom.gradebook.engine import GradebookError

    try:
        results = class_of(str(exercise), gradebook) if gradebook else demo_results(str(exercise), students)
    except (Missing, GradebookError) as error:
        note(say("class.nb.missing"), str(error))
        return
    mark = "" if gradebook else say("class.simulated", n=len(results.students))
    stem = stem_of(results.bank.lesson)
    file = write_report(results, FOLDER / f"{'' if gradebook else 'simulated-'}{stem}.html", note=mark)
    shown = report_html(replace(results, names={}), note=mark)
    where = say("class.nb.where", file=file.as_posix())
    frame = el("iframe", sandbox="", title=say("class.kind"), srcdoc=shown, style=FRAME)
    display({"text/html": str(join([el("p", where), frame])), "text/plain": where}, raw=True)


def demo_results(exercise: str, students: int = 30, seed: int = SEED, root: Path | None = None) -> ClassResults:
    """A simulated class, handed in as files and graded as a real one is."""
    from aquanaut.classroom.grading.run import grade_class
    from aquanaut.classroom.simulated import simulate

    bank = load_exercise(exercise, root)
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "submissions")
        given.mkdir()
        for one in simulate(bank, students, seed):
            (given / one.file).write_bytes(one.data)
        stem = stem_of(bank.lesson)
        return grade_class(stem, given, Path(folder, "results"), root=root, report=False).results
