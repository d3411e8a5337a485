"""Outputs that are only read: HTML without a script, that prints and travels with the notebook."""
