"""The command line: `aquanaut COMMAND`.

Exit codes: 0 all well, 1 the content or the answers are at fault (said with file and line), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from aquanaut import __version__
from aquanaut.check import check
from aquanaut.content import ContentError, content_root
from aquanaut.exports.model import exports, write
from aquanaut.marks.reference import marks_json
from aquanaut.text.article import load_article

LEARN = "Open the lessons in JupyterLab."
CHECK = "Validate every content file: articles, marks, facts, lessons, notebooks."
MARKS = "Print an article's reference marks with their offsets."
EXPORT = "Write a lesson in another form, such as HTML pages that need neither Jupyter nor a network."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = sys.argv[1:] if argv is None else list(argv)
    parser = _parser(exporting="export" in given)
    arguments = parser.parse_args(given)
    try:
        code: int = arguments.run(arguments)
        return code
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130


def _parser(exporting: bool) -> argparse.ArgumentParser:
    # What exports there are takes a second to find out: only who exports waits for it.
    known = exports() if exporting else ()
    parser = argparse.ArgumentParser(prog="aquanaut", description="Dive below the surface of a news story.")
    parser.add_argument("--version", action="version", version=f"aquanaut {__version__}")
    parser.add_argument("--content", metavar="DIR", help="folder that holds articles/ and lessons/")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, about: str, example: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, help=about, description=about, epilog=f"Example: {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip

    learn = command("learn", LEARN, "aquanaut learn --dir my-work")
    learn.add_argument("--dir", default="my-work", help="folder for your copies and answers (default: my-work)")
    learn.add_argument("--no-browser", action="store_true", help="print the address instead of opening a browser")
    learn.set_defaults(run=_learn)

    checking = command("check", CHECK, "aquanaut check --coverage")
    checking.add_argument("--coverage", action="store_true", help="also print which objective has which questions")
    checking.add_argument("--json", action="store_true", help="print the result as JSON")
    checking.set_defaults(run=_check)

    export = command("export", EXPORT, "aquanaut export lesson all --to html --out pages")
    export.add_argument("what", choices=sorted({one.what for one in known}), help="what to export")
    export.add_argument("name", help="its name or number, or: all")
    forms = sorted({one.form for one in known})
    about = "; ".join(f"{one.form}: {one.about}" for one in known)
    export.add_argument("--to", choices=forms, required=True, help=f"the form to write ({about})")
    export.add_argument("--out", metavar="DIR", required=True, help="folder for the files; made where it is missing")
    export.add_argument("--json", action="store_true", help="print the files and their sizes as JSON")
    export.set_defaults(run=_export)

    marks = command("marks", MARKS, "aquanaut marks drone-mission --json")
    marks.add_argument("slug", help="the article's folder name, such as drone-mission")
    marks.add_argument("--json", action="store_true", help="print the contract's JSON")
    marks.set_defaults(run=_marks)
    return parser


def _learn(arguments: argparse.Namespace) -> int:
    from aquanaut.learn import learn

    return learn(content_root(arguments.content), Path(arguments.dir), browser=not arguments.no_browser)


def _check(arguments: argparse.Namespace) -> int:
    result = check(content_root(arguments.content))
    if arguments.json:
        print(json.dumps(result.as_json(), ensure_ascii=False, indent=1))
    else:
        for problem in result.problems:
            print(problem, file=sys.stderr)
        print(result.summary())
        if arguments.coverage:
            print(result.coverage_table())
    return 1 if result.problems else 0


def _export(arguments: argparse.Namespace) -> int:
    chosen = [one for one in exports() if (one.what, one.form) == (arguments.what, arguments.to)]
    if not chosen:
        known = ", ".join(one.form for one in exports() if one.what == arguments.what)
        print(f"a {arguments.what} cannot be written as {arguments.to}; there is: {known}", file=sys.stderr)
        return 2
    written = write(chosen[0].make(arguments.name, content_root(arguments.content)), Path(arguments.out))
    sizes = {path.name: path.stat().st_size for path in written}
    if arguments.json:
        print(json.dumps({"folder": arguments.out, "files": sizes}, ensure_ascii=False))
    else:
        for name, size in sizes.items():
            print(f"{size:9,} bytes  {Path(arguments.out) / name}")
    return 0


def _marks(arguments: argparse.Namespace) -> int:
    article = load_article(arguments.slug, content_root(arguments.content))
    found = marks_json(article)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for mark in found["marks"]:
        words = "(absent)" if mark["start"] is None else article.text[mark["start"] : mark["end"]]
        print(f"{mark['id']:32} {mark['code']} {mark['polarity']:5} {mark['certainty']:9} {words[:70]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
