"""Where content is found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from aquanaut.content.problems import complaint

CONTENT_VARIABLE = "AQUANAUT_CONTENT"
"""The environment variable that names the content folder."""

PACKED = Path(__file__).parents[1] / "_content"
"""The learners' copy inside the installed package, without keys and designs of the check. A checkout has none."""


def content_root(given: str | Path | None = None) -> Path:
    """The folder that holds `articles/`.

    In order: `given` (the command line's `--content`), the variable `AQUANAUT_CONTENT`, the nearest parent of the
    working folder that holds `articles/`, and the copy inside the installed package.
    """
    for source, named in (("--content", given), (CONTENT_VARIABLE, os.environ.get(CONTENT_VARIABLE))):
        if named:
            folder = Path(named)
            if not (folder / "articles").is_dir():
                raise complaint(folder, 0, "content.no_articles", source=source)
            return folder.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "articles").is_dir():
            return folder
    if (PACKED / "articles").is_dir():
        return PACKED
    raise complaint(here, 0, "content.no_content", variable=CONTENT_VARIABLE)


def is_packed(root: Path) -> bool:
    """Whether `root` is the learners' copy inside the installed package, which leaves the keys out on purpose."""
    return root.resolve() == PACKED.resolve()


def content_files(root: Path, folder: str, name: str) -> Iterator[Path]:
    """Every `root/folder/*/name`, sorted by folder."""
    yield from sorted((root / folder).glob(f"*/{name}"))
