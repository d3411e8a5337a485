"""`aquanaut export`: content in another form."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from aquanaut.content import content_root
from aquanaut.exports.model import exports, write
from aquanaut.words import say

HOMES = ("aquanaut.exports", "aquanaut.classroom.nbgrader")
"""The rooms whose exports the command offers."""

EXAMPLE = "aquanaut export lesson all --to html --out pages"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options; what there is to export, the exports say."""
    known = exports(*HOMES)
    parser.add_argument("what", choices=sorted({one.what for one in known}), help=say("commands.export.what"))
    parser.add_argument("name", help=say("commands.export.name"))
    forms = sorted({one.form for one in known})
    about = "; ".join(say("commands.export.form", what=one.what, form=one.form, about=one.about) for one in known)
    parser.add_argument("--to", choices=forms, required=True, help=say("commands.export.to", forms=about))
    parser.add_argument("--out", metavar="DIR", required=True, help=say("commands.export.out"))
    parser.add_argument("--json", action="store_true", help=say("commands.export.json"))


def run(given: argparse.Namespace) -> int:
    """Write the files and say how large each is."""
    chosen = [one for one in exports(*HOMES) if (one.what, one.form) == (given.what, given.to)]
    if not chosen:
        known = ", ".join(one.form for one in exports(*HOMES) if one.what == given.what)
        print(say("commands.export.no_such_form", what=given.what, form=given.to, forms=known), file=sys.stderr)
        return 2
    written = write(chosen[0].make(given.name, content_root(given.content)), Path(given.out))
    sizes = {path.relative_to(given.out).as_posix(): path.stat().st_size for path in written}
    if given.json:
        print(json.dumps({"folder": given.out, "files": sizes}, ensure_ascii=False))
    else:
        for name, size in sizes.items():
            print(say("commands.file_size", size=f"{size:9,}", path=Path(given.out) / name))
    return 0
