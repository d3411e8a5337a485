"""What was understood of a class list, in sentences, before anything is made of it."""

from __future__ import annotations

from aquanaut.sheets.roster import Roster
from aquanaut.words import say

SHOWN = 6
"""Skipped rows that are named one by one."""


def told(roster: Roster) -> list[str]:
    """How many students, how the file was read, what each column was taken for, which rows are no student."""
    seen = roster.understood
    if seen is None:
        return []
    how = ", ".join(filter(None, (seen.encoding, seen.separator and f"“{seen.separator}”".replace("\t", "Tab"))))
    lines = [say("sheet.understood.students", n=len(roster.students), file=seen.path.name, how=how)]
    lines += [say("sheet.understood.column", heading=heading, kind=kind) for heading, kind in seen.columns]
    return lines + [say("sheet.understood.skipped", line=line, text=text) for line, text in seen.skipped[:SHOWN]]
