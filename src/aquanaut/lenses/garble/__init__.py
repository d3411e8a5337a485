"""Sentences that broke in writing or translation: restarted subjects, category clashes, tortured phrases."""
