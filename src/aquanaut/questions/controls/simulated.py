"""The parts of a simulated pupil's answer that several gestures share. The model: `classroom/simulated.py`."""

from __future__ import annotations

import math

from aquanaut.questions.parts import Pupil


def logistic(x: float) -> float:
    """The probability that belongs to the log odds `x`."""
    return 1 / (1 + math.exp(-x))


def sensitivity(pupil: Pupil) -> float:
    """How well flawed and sound are told apart, d′; never quite at random."""
    return max(0.1, 1.5 + 0.9 * pupil.ability - 0.5 * pupil.difficulty)
