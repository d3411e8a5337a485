"""`aquanaut check`: everything that people write for Aquanaut, content and languages, read and held to its rules."""

from __future__ import annotations

from aquanaut.check.content import Result, check
from aquanaut.check.languages import LanguageResult, check_languages

__all__ = ["LanguageResult", "Result", "check", "check_languages"]
