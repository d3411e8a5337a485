"""The machine's reading: lenses that mark a text they never saw, and ask a question about each mark.

One file a lens. A lens module is found by its `LENS` object; nothing is registered anywhere. See `base`.
"""
