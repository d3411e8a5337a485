"""The extension's files, made from a checkout and laid into an environment.

`start.py` and the build of the wheel load this file by its path, before any package is installed: nothing but Python's
own library here.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

NAME = "aquanaut-lesson"
"""What Jupyter calls the extension; `jupyter labextension disable aquanaut-lesson` switches it off."""

SWITCH = "AQUANAUT_OPENER"
"""The environment variable that switches it off for `start.py`, with the value "off"."""

SHARE = f"share/jupyter/labextensions/{NAME}"
KERNEL = "etc/ipython/ipython_kernel_config.json"
"""Where Jupyter and IPython look in an environment."""

HERE = Path("src", "aquanaut", "opener")
WORDS = Path("src", "aquanaut", "words")

Notebook = dict[str, list[dict[str, object]]]


def code_of(notebook: Notebook) -> str:
    """All code of a notebook, its cells one after the other with a form feed between them; empty cells do not count."""
    texts = ("".join(_lines(cell["source"])).strip() for cell in notebook["cells"] if cell["cell_type"] == "code")
    return "\f".join(text for text in texts if text)


def _lines(source: object) -> Iterable[str]:
    return source if isinstance(source, list) else str(source)


def lessons(root: Path) -> dict[str, bytes]:
    """The lessons' notebooks, by stem."""
    return {path.stem: path.read_bytes() for path in sorted((root / "notebooks").glob("*.ipynb"))}


def known(root: Path) -> dict[str, list[str]]:
    """The code that may run by itself, by lesson: what its notebook holds now, and what it held before."""
    told: dict[str, list[str]] = json.loads((root / HERE / "known.json").read_text(encoding="utf-8"))
    for stem, data in lessons(root).items():
        code = code_of(json.loads(data))
        if code not in told.setdefault(stem, []):
            told[stem].append(code)
    return told


def words(root: Path) -> dict[str, dict[str, str]]:
    """The extension's sentences in every language that has them."""
    files = sorted((root / WORDS).glob("*/opener.json"))
    return {path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in files}


def extension(root: Path) -> dict[str, bytes]:
    """The files of the extension by their place in its folder. The same checkout gives the same bytes."""
    held = lessons(root)
    parts = {"LESSONS": known(root), "WORDS": words(root), "NAME": NAME}
    script = (root / HERE / "static" / "opener.js").read_text(encoding="utf-8")
    given = "".join(f"const {name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in parts.items())
    style = json.dumps((root / HERE / "static" / "opener.css").read_text(encoding="utf-8"))
    entry = f'(() => {{\n"use strict";\n{given}const STYLE = {style};\n{script}}})();\n'.encode()
    # A name with a digest in it, as Jupyter's own extensions have: a browser keeps the old one for days.
    place = f"static/remoteEntry.{hashlib.sha256(entry).hexdigest()[:12]}.js"
    about = {
        "name": NAME,
        "version": "0.1.0",
        "license": "MIT",
        "jupyterlab": {"extension": True, "_build": {"load": place, "extension": "./extension"}},
    }
    package = (json.dumps(about, indent=1) + "\n").encode()
    return {"package.json": package, place: entry, **{f"static/{stem}.ipynb": data for stem, data in held.items()}}


def lay_out(root: Path, prefix: Path) -> None:
    """Bring an environment's copy up to date, or take it away where it is switched off. Raises OSError."""
    target = prefix / SHARE
    if os.environ.get(SWITCH, "").strip().lower() == "off":
        shutil.rmtree(target, ignore_errors=True)
        files = {}
    else:
        files = {target / name: data for name, data in extension(root).items()}
        for path in [*target.glob("static/*"), *target.glob("*.json")]:
            if path not in files:
                path.unlink()
    files[prefix / KERNEL] = (root / HERE / "ipython_kernel_config.json").read_bytes()
    for path, data in files.items():
        if not path.exists() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
