"""Exports: lessons, exercises and handouts in other forms. One file a form, found by its `EXPORT` object."""
