"""Figures and claims of one text that do not agree."""
