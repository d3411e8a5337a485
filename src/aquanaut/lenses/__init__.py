"""The machine's reading: lenses that mark a text they never saw, and ask a question about each mark.

A lens is a room: a folder with its `LENS` (`lens.py`), what it says (`rules.toml`), its word lists (`words/`) and the
modules that look. It is found by being there; a room names its own modules from where it stands, so that a copy of
the folder is a lens of its own. See `base` and `rules`.
"""
