"""The right answer of a question in words, and why: what a teacher's key prints.

Everything here is computed from the bank by the question's own kind, so that no printed key can disagree with
`quiz.yaml`.
"""

from __future__ import annotations

from aquanaut.questions.lines import on_one_line
from aquanaut.questions.model import Key, Question, type_of


def answer_in_words(question: Question, key: Key) -> str:
    """The right answer of `question`, in one line of plain words."""
    return on_one_line(type_of(question).gesture.words(question, key)[0])


def why_in_words(question: Question, key: Key) -> str:
    """Why that is right: the feedback of the right parts, or the rubric where a person must judge. One line."""
    return on_one_line(type_of(question).gesture.words(question, key)[1])
