"""What the check says: before the last form nothing about any text, then counts, a picture, and why.

Right trust and right doubt weigh the same. Counts alone, no percentage and no d′: twelve texts say little about one
person, and the sheet says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape

from aquanaut.questions.answer_words import answer_in_words
from aquanaut.questions.bank import Bank
from aquanaut.records.check import CLOSER, Sitting, Tally, due, form_bank, judgements, returns, sittings, tally, told
from aquanaut.records.session import Session
from aquanaut.records.state import Standing
from aquanaut.widgets.assemble import words
from aquanaut.widgets.check_chart import Line, chart
from aquanaut.widgets.sheet import heading, para, points, sheet

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
    return {"text/html": sheet(parts), "text/plain": words("checkup.plain")}


def _problems(kept: Session, found: Sittings) -> list[str]:
    return [problem for one in found for problem in kept.read(one.lesson).problems] + kept.problems


def _parts(found: Sittings, here: str, only: str) -> Iterator[str]:
    open_now = next((one for one in found if one.round == here and not one.finished), None)
    if open_now:
        yield heading(words(f"checkup.title.{here}"), 3)
        yield para(words(f"checkup.intro.{here}"))
        yield points([words("checkup.how.judge"), words("checkup.how.closer"), words("checkup.how.stop")])
        yield para(words("checkup.silent")) + para(words("checkup.stakes"))
    elif only or not found[1].finished:
        yield heading(words("checkup.title"), 3)
        yield para(words("checkup.wait.elsewhere" if only else "checkup.wait.here"))
        yield para(words("checkup.silent"))
    else:
        yield from report(found)


def report(found: Sittings) -> Iterator[str]:
    """What both forms showed, as pieces of HTML, everything escaped."""
    yield heading(words("checkup.report"), 3)
    banks = {one.form: form_bank(one.form) for one in found}
    if not all(bank.keys for bank in banks.values()):
        yield para(words("checkup.keyless")) + para(words("checkup.keyless.do"))
        return
    done = [(one, tally(banks[one.form], one.standings)) for one in found if one.finished]
    yield para(words("checkup.what"))
    yield chart([Line(words(f"checkup.when.{one.round}"), count.caught, count.trusted) for one, count in done])
    yield points(_counts(*pair) for pair in done)
    yield from map(para, _praise(done[-1][1]))
    yield heading(words("checkup.sure")) + points(_sure(done))
    yield heading(words("checkup.closer")) + points(_closer(done))
    yield heading(words("checkup.few")) + para(words("checkup.few.why")) + para(words("checkup.few.change"))
    yield from _what_next(found, banks)


def _counts(one: Sitting, count: Tally) -> str:
    said = words(
        "checkup.counts",
        when=words(f"checkup.when.{one.round}"),
        caught=count.caught.got,
        flawed=count.caught.of,
        trusted=count.trusted.got,
        sound=count.trusted.of,
    )
    return f"{said} {words('checkup.unjudged', n=count.unjudged)}" if count.unjudged else said


def _praise(count: Tally) -> Iterator[str]:
    """What was done well in the newest form, trust and doubt alike, and whether it leans to one side."""
    if count.trusted.got:
        yield words("checkup.praise.trusted", n=count.trusted.got)
    if count.caught.got:
        yield words("checkup.praise.caught", n=count.caught.got)
    yield words("checkup.flagged", n=count.flagged.got, of=count.flagged.of, flawed=count.caught.of)
    apart = count.flagged.got - count.caught.of
    lean = "doubt" if apart >= LEANS else "trust" if apart <= -LEANS else "even"
    yield words(f"checkup.lean.{lean}")


def _sure(done: list[tuple[Sitting, Tally]]) -> Iterator[str]:
    for one, count in done:
        when = words(f"checkup.when.{one.round}")
        high = [found for step, found in count.sure.items() if step >= SURELY]
        low = [found for step, found in count.sure.items() if step < SURELY]
        for name, group in (("high", high), ("low", low)):
            n = sum(found.of for found in group)
            if n:
                yield words(f"checkup.sure.{name}", when=when, n=n, got=sum(found.got for found in group))
        if not count.sure:
            yield words("checkup.sure.none", when=when)


def _closer(done: list[tuple[Sitting, Tally]]) -> Iterator[str]:
    for one, count in done:
        when = words(f"checkup.when.{one.round}")
        key = "checkup.closer.counts" if count.closer.of else "checkup.closer.none"
        yield words(key, when=when, got=count.closer.got, of=count.closer.of, part=count.part)
    if any(count.written for _, count in done):
        yield words("checkup.closer.written")


def _what_next(found: Sittings, banks: dict[str, Bank]) -> Iterator[str]:
    back = returns(found)
    if told(found):
        yield heading(words("checkup.texts")) + para(words("checkup.texts.how"))
        for one in found[:2]:
            yield heading(words(f"checkup.texts.{one.round}"))
            yield from _texts(one, found[2] if one.round == "first" else None, banks[one.form])
        return
    yield heading(words("checkup.later"))
    if due(found, datetime.now(UTC)) is None and back is not None:
        yield para(words("checkup.later.wait", date=f"{back.date():%B} {back.day}, {back.year}"))
        yield para(words("checkup.later.end"))
    else:
        yield para(words("checkup.later.now"))


def _texts(one: Sitting, again: Sitting | None, bank: Bank) -> Iterator[str]:
    """Each text of a form: what the learner said, what we say, and why; then the closer look."""
    closer = {q.id.rpartition("-")[0]: q for q in bank.of(CLOSER)}
    for question in judgements(bank):
        key = bank.keys[question.id]
        stem = question.id.rpartition("-")[0]
        title = (question.context or {}).get("text", "").split("\n")[0]
        options = {option["id"]: option["text"] for option in question.body["options"]}
        right = key.data["right"][0]
        said = [words("checkup.you", answer=_said(one, question.id, options))]
        if again is not None and again.finished:
            said.append(words("checkup.you.again", answer=_said(again, question.id, options)))
        said.append(words("checkup.we", answer=options[right], why=key.data["feedback"][right]))
        if stem in closer:
            asked = closer[stem]
            shown = answer_in_words(asked, bank.keys[asked.id])
            said.append(words("checkup.look", prompt=asked.prompt, answer=shown))
        yield f"<h5>{escape(title)}</h5>" + points(said)


def _said(one: Sitting, name: str, options: dict[str, str]) -> str:
    tries = one.standings.get(name, Standing()).tries
    return options.get(str(tries[-1].answer), "") if tries else words("checkup.you.none")
