"""Repair this sentence: rewrite it, and see what was kept and what is still there."""
