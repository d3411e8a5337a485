"""Content files: what teachers write and Aquanaut reads, strictly.

Articles, marks, questions and lessons are YAML 1.2 files that a teacher can read and edit. `schemas` says what a file
may hold, `reading` turns a file into plain data and refuses whatever its schema does not know, `shapes` gives that data
a type, `problems` is what a complaint is made of, and `places` finds the files.

Every complaint names the file, the line, what was found, what was expected and what to do, because the person who reads
it is a teacher with a lesson in ten minutes.
"""

from __future__ import annotations

from aquanaut.content.cache import cache_folder
from aquanaut.content.places import CONTENT_VARIABLE, content_files, content_root, is_packed
from aquanaut.content.problems import ContentError, Problem, complaint, fault
from aquanaut.content.reading import MOST_BYTES, decode, read_yaml
from aquanaut.content.schemas import Fields, Flag, ListOf, MapOf, OneOf, Schema, Text, Variant, Whole
from aquanaut.content.shapes import LINE, Entry, Value

__all__ = [
    "CONTENT_VARIABLE",
    "LINE",
    "MOST_BYTES",
    "ContentError",
    "Entry",
    "Fields",
    "Flag",
    "ListOf",
    "MapOf",
    "OneOf",
    "Problem",
    "Schema",
    "Text",
    "Value",
    "Variant",
    "Whole",
    "cache_folder",
    "complaint",
    "content_files",
    "content_root",
    "decode",
    "fault",
    "is_packed",
    "read_yaml",
]
