"""Lessons as pages without Jupyter: each lesson, the start page, the projector."""
