"""Mark the text: find the words, and say what is the matter with them.

The targets come from the article's reference marks, or are written out in the question. A mark that touches a
target's key words earns; right place and wrong label earns half; every mark costs a little; a listed sound
passage costs more. The small cost is computed, not chosen: it is the least whole number that makes a mark of any
length, laid anywhere by chance with any label, worth nothing or less. Debatable words neither earn nor cost.
"""

from __future__ import annotations

from aquanaut.content import Fields, Flag, ListOf, OneOf, Text, Whole
from aquanaut.marks.labels import LABELS
from aquanaut.questions.controls.passage import PASSAGE
from aquanaut.questions.kinds.mark_text.gesture import MARKING
from aquanaut.questions.kinds.mark_text.key import ask, compile_key
from aquanaut.questions.model import FEEDBACK_WORDS, Question, QuestionType
from aquanaut.text.anchors import QUOTE

TARGET = Fields(
    {**QUOTE.required, "label": OneOf(tuple(LABELS)), "feedback": Text(words=FEEDBACK_WORDS)},
    {**QUOTE.optional, "alternative": Text()},
)
SOUND = Fields({**QUOTE.required, "feedback": Text(words=FEEDBACK_WORDS)}, QUOTE.optional)


def _hand_out(entry: dict[str, object], _question: Question) -> dict[str, object]:
    """Without `reference`: that says where the key lies."""
    return {name: value for name, value in entry.items() if name != "reference"}


TYPE = QuestionType(
    kind="mark_text",
    control="mark",
    required={
        "passage": PASSAGE,
        "labels": ListOf(OneOf(tuple(LABELS)), least=1, most=4),
        "find": Whole(1, 12),
        "most": Whole(1, 26),
        "longest": Whole(1, 30),
    },
    optional={"reference": Flag(), "targets": ListOf(TARGET), "sound": ListOf(SOUND), "open": ListOf(QUOTE)},
    secret=("targets", "sound", "open", "next"),
    ask=ask,
    compile=compile_key,
    gesture=MARKING,
    hand_out=_hand_out,
)
