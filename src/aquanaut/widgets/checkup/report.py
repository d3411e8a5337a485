"""What the check says: before the last form nothing about any text, then counts, a picture, and why.

Right trust and right doubt weigh the same. Counts alone, no percentage and no d′: twelve texts say little about one
person, and the sheet says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from aquanaut.pages.html import Html
from aquanaut.questions.answer_words import answer_in_words
from aquanaut.questions.bank import Bank
from aquanaut.records.checkup import CLOSER, Sitting, Tally, due, form_bank, judgements, returns, sittings, tally, told
from aquanaut.records.session import Session
from aquanaut.records.state import Standing
from aquanaut.widgets.checkup.chart import FormCounts, chart
from aquanaut.widgets.plain.sheet import heading, para, points, sheet
from aquanaut.widgets.show import output
from aquanaut.words import say

LEANS = 2
"""So many more or fewer texts flagged than were flawed, and the report names a leaning."""

SURELY = 90
"""The step of confidence from which a learner was very sure."""

Sittings = tuple[Sitting, Sitting, Sitting]


def status(kept: Session, here: str, only: str) -> dict[str, str]:
    """The sheet above the form as a notebook output. `here` is the round that is on the page, "" for none."""
    rounds = sittings(kept.standings, kept.learner)
    parts = list(_parts(rounds, here, only))
    parts[1:1] = [para(problem) for problem in _problems(kept, rounds)]
    return output(sheet(parts), say("checkup.plain"))


def _problems(kept: Session, rounds: Sittings) -> list[str]:
    return [problem for sitting in rounds for problem in kept.read(sitting.lesson).problems] + kept.problems


def _parts(rounds: Sittings, here: str, only: str) -> Iterator[Html]:
    open_now = next((sitting for sitting in rounds if sitting.round == here and not sitting.finished), None)
    if open_now:
        yield heading(say(f"checkup.title.{here}"), 3)
        yield para(say(f"checkup.intro.{here}"))
        yield points([say("checkup.how.judge"), say("checkup.how.closer"), say("checkup.how.stop")])
        yield para(say("checkup.silent")) + para(say("checkup.stakes"))
    elif only or not rounds[1].finished:
        yield heading(say("checkup.title"), 3)
        yield para(say("checkup.wait.elsewhere" if only else "checkup.wait.here"))
        yield para(say("checkup.silent"))
    else:
        yield from report(rounds)


def report(rounds: Sittings) -> Iterator[Html]:
    """What both forms showed, as pieces of HTML."""
    yield heading(say("checkup.report"), 3)
    banks = {sitting.form: form_bank(sitting.form) for sitting in rounds}
    if not all(bank.keys for bank in banks.values()):
        yield para(say("checkup.keyless")) + para(say("checkup.keyless.do"))
        return
    done = [(sitting, tally(banks[sitting.form], sitting.standings)) for sitting in rounds if sitting.finished]
    yield para(say("checkup.what"))
    yield chart(
        [FormCounts(say(f"checkup.when.{sitting.round}"), count.caught, count.trusted) for sitting, count in done]
    )
    yield points(_counts(*pair) for pair in done)
    yield from map(para, _praise(done[-1][1]))
    yield heading(say("checkup.sure")) + points(_sure(done))
    yield heading(say("checkup.closer")) + points(_closer(done))
    yield heading(say("checkup.few")) + para(say("checkup.few.why")) + para(say("checkup.few.change"))
    yield from _what_next(rounds, banks)


def _counts(sitting: Sitting, count: Tally) -> str:
    said = say(
        "checkup.counts",
        when=say(f"checkup.when.{sitting.round}"),
        caught=count.caught.got,
        flawed=count.caught.of,
        trusted=count.trusted.got,
        sound=count.trusted.of,
    )
    return f"{said} {say('checkup.unjudged', n=count.unjudged)}" if count.unjudged else said


def _praise(count: Tally) -> Iterator[str]:
    """What was done well in the newest form, trust and doubt alike, and whether it leans to one side."""
    if count.trusted.got:
        yield say("checkup.praise.trusted", n=count.trusted.got)
    if count.caught.got:
        yield say("checkup.praise.caught", n=count.caught.got)
    yield say("checkup.flagged", n=count.flagged.got, of=count.flagged.of, flawed=count.caught.of)
    apart = count.flagged.got - count.caught.of
    lean = "doubt" if apart >= LEANS else "trust" if apart <= -LEANS else "even"
    yield say(f"checkup.lean.{lean}")


def _sure(done: list[tuple[Sitting, Tally]]) -> Iterator[str]:
    for sitting, count in done:
        when = say(f"checkup.when.{sitting.round}")
        high = [at_step for step, at_step in count.sure.items() if step >= SURELY]
        low = [at_step for step, at_step in count.sure.items() if step < SURELY]
        for name, group in (("high", high), ("low", low)):
            n = sum(at_step.of for at_step in group)
            if n:
                yield say(f"checkup.sure.{name}", when=when, n=n, got=sum(at_step.got for at_step in group))
        if not count.sure:
            yield say("checkup.sure.none", when=when)


def _closer(done: list[tuple[Sitting, Tally]]) -> Iterator[str]:
    for sitting, count in done:
        when = say(f"checkup.when.{sitting.round}")
        key = "checkup.closer.counts" if count.closer.of else "checkup.closer.none"
        yield say(key, when=when, got=count.closer.got, of=count.closer.of, part=count.part)
    if any(count.written for _, count in done):
        yield say("checkup.closer.written")


def _what_next(rounds: Sittings, banks: dict[str, Bank]) -> Iterator[Html]:
    back = returns(rounds)
    if told(rounds):
        yield heading(say("checkup.texts")) + para(say("checkup.texts.how"))
        for sitting in rounds[:2]:
            yield heading(say(f"checkup.texts.{sitting.round}"))
            yield from _texts(sitting, rounds[2] if sitting.round == "first" else None, banks[sitting.form])
        return
    yield heading(say("checkup.later"))
    if due(rounds, datetime.now(UTC)) is None and back is not None:
        yield para(say("checkup.later.wait", date=f"{back.date():%B} {back.day}, {back.year}"))
        yield para(say("checkup.later.end"))
    else:
        yield para(say("checkup.later.now"))


def _texts(sitting: Sitting, again: Sitting | None, bank: Bank) -> Iterator[Html]:
    """Each text of a form: what the learner said, what we say, and why; then the closer look."""
    closer = {q.id.rpartition("-")[0]: q for q in bank.of(CLOSER)}
    for question in judgements(bank):
        key = bank.keys[question.id]
        stem = question.id.rpartition("-")[0]
        title = question.context["text"].split("\n")[0] if question.context else ""
        options = {option["id"]: option["text"] for option in question.body["options"]}
        right = key.data["right"][0]
        said = [say("checkup.you", answer=_said(sitting, question.id, options))]
        if again is not None and again.finished:
            said.append(say("checkup.you.again", answer=_said(again, question.id, options)))
        said.append(say("checkup.we", answer=options[right], why=key.data["feedback"][right]))
        if stem in closer:
            asked = closer[stem]
            shown = answer_in_words(asked, bank.keys[asked.id])
            said.append(say("checkup.look", prompt=asked.prompt, answer=shown))
        yield heading(title, 5) + points(said)


def _said(sitting: Sitting, name: str, options: dict[str, str]) -> str:
    tries = sitting.standings.get(name, Standing()).tries
    return options.get(str(tries[-1].answer), "") if tries else say("checkup.you.none")
