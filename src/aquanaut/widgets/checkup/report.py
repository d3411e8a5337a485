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
from aquanaut.widgets.checkup.chart import Form, chart
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
    found = sittings(kept.standings, kept.learner)
    parts = list(_parts(found, here, only))
    parts[1:1] = [para(problem) for problem in _problems(kept, found)]
    return output(sheet(parts), say("checkup.plain"))


def _problems(kept: Session, found: Sittings) -> list[str]:
    return [problem for one in found for problem in kept.read(one.lesson).problems] + kept.problems


def _parts(found: Sittings, here: str, only: str) -> Iterator[Html]:
    open_now = next((one for one in found if one.round == here and not one.finished), None)
    if open_now:
        yield heading(say(f"checkup.title.{here}"), 3)
        yield para(say(f"checkup.intro.{here}"))
        yield points([say("checkup.how.judge"), say("checkup.how.closer"), say("checkup.how.stop")])
        yield para(say("checkup.silent")) + para(say("checkup.stakes"))
    elif only or not found[1].finished:
        yield heading(say("checkup.title"), 3)
        yield para(say("checkup.wait.elsewhere" if only else "checkup.wait.here"))
        yield para(say("checkup.silent"))
    else:
        yield from report(found)


def report(found: Sittings) -> Iterator[Html]:
    """What both forms showed, as pieces of HTML."""
    yield heading(say("checkup.report"), 3)
    banks = {one.form: form_bank(one.form) for one in found}
    if not all(bank.keys for bank in banks.values()):
        yield para(say("checkup.keyless")) + para(say("checkup.keyless.do"))
        return
    done = [(one, tally(banks[one.form], one.standings)) for one in found if one.finished]
    yield para(say("checkup.what"))
    yield chart([Form(say(f"checkup.when.{one.round}"), count.caught, count.trusted) for one, count in done])
    yield points(_counts(*pair) for pair in done)
    yield from map(para, _praise(done[-1][1]))
    yield heading(say("checkup.sure")) + points(_sure(done))
    yield heading(say("checkup.closer")) + points(_closer(done))
    yield heading(say("checkup.few")) + para(say("checkup.few.why")) + para(say("checkup.few.change"))
    yield from _what_next(found, banks)


def _counts(one: Sitting, count: Tally) -> str:
    said = say(
        "checkup.counts",
        when=say(f"checkup.when.{one.round}"),
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
    for one, count in done:
        when = say(f"checkup.when.{one.round}")
        high = [found for step, found in count.sure.items() if step >= SURELY]
        low = [found for step, found in count.sure.items() if step < SURELY]
        for name, group in (("high", high), ("low", low)):
            n = sum(found.of for found in group)
            if n:
                yield say(f"checkup.sure.{name}", when=when, n=n, got=sum(found.got for found in group))
        if not count.sure:
            yield say("checkup.sure.none", when=when)


def _closer(done: list[tuple[Sitting, Tally]]) -> Iterator[str]:
    for one, count in done:
        when = say(f"checkup.when.{one.round}")
        key = "checkup.closer.counts" if count.closer.of else "checkup.closer.none"
        yield say(key, when=when, got=count.closer.got, of=count.closer.of, part=count.part)
    if any(count.written for _, count in done):
        yield say("checkup.closer.written")


def _what_next(found: Sittings, banks: dict[str, Bank]) -> Iterator[Html]:
    back = returns(found)
    if told(found):
        yield heading(say("checkup.texts")) + para(say("checkup.texts.how"))
        for one in found[:2]:
            yield heading(say(f"checkup.texts.{one.round}"))
            yield from _texts(one, found[2] if one.round == "first" else None, banks[one.form])
        return
    yield heading(say("checkup.later"))
    if due(found, datetime.now(UTC)) is None and back is not None:
        yield para(say("checkup.later.wait", date=f"{back.date():%B} {back.day}, {back.year}"))
        yield para(say("checkup.later.end"))
    else:
        yield para(say("checkup.later.now"))


def _texts(one: Sitting, again: Sitting | None, bank: Bank) -> Iterator[Html]:
    """Each text of a form: what the learner said, what we say, and why; then the closer look."""
    closer = {q.id.rpartition("-")[0]: q for q in bank.of(CLOSER)}
    for question in judgements(bank):
        key = bank.keys[question.id]
        stem = question.id.rpartition("-")[0]
        title = question.context["text"].split("\n")[0] if question.context else ""
        options = {option["id"]: option["text"] for option in question.body["options"]}
        right = key.data["right"][0]
        said = [say("checkup.you", answer=_said(one, question.id, options))]
        if again is not None and again.finished:
            said.append(say("checkup.you.again", answer=_said(again, question.id, options)))
        said.append(say("checkup.we", answer=options[right], why=key.data["feedback"][right]))
        if stem in closer:
            asked = closer[stem]
            shown = answer_in_words(asked, bank.keys[asked.id])
            said.append(say("checkup.look", prompt=asked.prompt, answer=shown))
        yield heading(title, 5) + points(said)


def _said(one: Sitting, name: str, options: dict[str, str]) -> str:
    tries = one.standings.get(name, Standing()).tries
    return options.get(str(tries[-1].answer), "") if tries else say("checkup.you.none")
