"""Lessons on paper: handouts and their keys, as HTML and as PDF, with one line numbering on every sheet."""
