"""One HTML file that stands alone: no request, no other file, a content policy that forbids any network."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from aquanaut.pages.joiner import module, style
from aquanaut.words import language, say
from aquanaut.words.browser import page_strings

EARLY = 'if ("DecompressionStream" in window) document.documentElement.classList.add("aq-js");'
"""Runs before anything is drawn: where the page will come alive, its paper copy need not be laid out first."""

LOADER = "pages/static/loader"
"""Unpacks the page's code and runs it: packed, it is a third as long. The policy names every script by its digest."""


@dataclass
class Leaf:
    """What a page is made of. `data` goes to the script `entry`; all other parts are ready HTML."""

    title: str
    main: str
    data: dict[str, Any]
    entry: str
    styles: tuple[str, ...]
    header: str = ""
    footer: str = ""
    skip: str = "leaf.skip"
    without: str = "leaf.script"
    """What is said where JavaScript is off."""
    old: str = "leaf.old"
    """What is said where the browser cannot start the page."""
    scripts: Mapping[str, str] = field(default_factory=dict)
    """Modules that run before `entry`, by their path."""
    sheets: tuple[str, ...] = ()
    """Styles besides those at `styles`, as texts."""


def html(leaf: Leaf) -> str:
    """The page as text. The same leaf gives the same bytes."""
    code, loader = module(leaf.entry, leaf.scripts), module(LOADER)
    if any("</script" in script.lower() or "<!--" in script for script in (code, loader)):
        raise ValueError("a script that would end its own element")
    data = {"strings": page_strings(), **leaf.data}
    return f"""<!doctype html>
<html lang="{language().tag}" dir="{language().direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy(EARLY, code, loader)}">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{escape(leaf.title)}</title>
<style>
{style(*leaf.styles, more=leaf.sheets)}</style>
<script>{EARLY}</script>
</head>
<body>
<div class="aquanaut aq-leaf">
<a class="aq-skip" href="#main">{escape(say(leaf.skip))}</a>
<header class="aq-top">{leaf.header}</header>
<main id="main" tabindex="-1">
<div id="aq-alarm" role="alert"></div>
<noscript><p class="aq-note">{escape(say(leaf.without))}</p></noscript>
<p class="aq-note" id="aq-old" hidden>{escape(say(leaf.old))}</p>
{leaf.main}
</main>
<footer class="aq-foot">{leaf.footer}</footer>
</div>
<script type="application/octet-stream" id="aq-data">{packed(data)}</script>
<script type="application/octet-stream" id="aq-code">{packed(code)}</script>
<script type="module">{loader}</script>
</body>
</html>
"""


def policy(*scripts: str) -> str:
    """What the page may do: run these scripts, show its own styles and pictures, and nothing else."""
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii") for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def packed(value: Any) -> str:
    """JSON, compressed to stay small (it hides nothing), in signs that cannot end their element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def unpacked(text: str) -> Any:
    """What `packed` was given."""
    return json.loads(zlib.decompress(base64.b64decode(text)))
