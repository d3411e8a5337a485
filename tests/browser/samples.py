"""Small content folders for tests: a lesson with one question of every kind, and articles that mean harm."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
EVERY_KIND = "01_every_kind"

QUIZ = """\
lesson: 01_every_kind
title: One of every kind
minutes: 5
article: drone-mission
objectives:
  try: Try one question of every kind that there is.
sets:
  - {id: all, title: One of every kind}
questions:
  - id: one
    kind: choose_one
    set: all
    objective: try
    material: none
    must: true
    confidence: true
    prompt: Which one of these is a number?
    hints: [It is written with digits alone., It is a little more than four.]
    context: {text: "Read this first.\\n\\nIt has two paragraphs.", from: A test}
    options:
      - {id: five, text: "5", right: true, feedback: This is a number and all the others here are not.}
      - {id: fish, text: a fish, feedback: A fish is an animal and no number at all.}
      - {id: boat, text: a boat, feedback: A boat carries people and is no number at all.}
    next: Now go on with the question below this one.
  - id: many
    kind: choose_many
    set: all
    objective: try
    material: none
    prompt: Which of these live in water?
    hints: [Two of the three do live there.]
    options:
      - {id: cod, text: a cod, right: true, feedback: A cod is a fish and lives in the sea.}
      - {id: eel, text: an eel, right: true, feedback: An eel is a fish and lives in rivers and seas.}
      - {id: cat, text: a cat, feedback: A cat lives on land and does not like water.}
  - id: rate
    kind: rate
    set: all
    objective: try
    material: none
    prompt: Would you read on after this?
    options:
      - {id: yes_, text: Yes, feedback: Thank you for telling us what you would do.}
      - {id: no_, text: No, feedback: Thank you for telling us what you would not do.}
  - id: words
    kind: short
    set: all
    objective: try
    material: none
    prompt: Say in a sentence what a fish is.
    rows: 2
    words: 12
    rubric:
      - {id: lives, text: I said where it lives.}
      - {id: breathes, text: I said how it breathes.}
    samples:
      - {title: Short and whole, by: a test, text: A fish lives in water and breathes with gills., comment: It says where and it says how in nine words.}
  - id: text
    kind: mark_text
    set: all
    objective: try
    material: mixed
    must: true
    prompt: Mark two words that judge or that claim too much.
    hints: [One of them stands right before a flight.]
    passage: {from: A CBP MQ-9 drone conducted, to: fentanyl crisis.}
    labels: [loaded, too_big]
    find: 2
    most: 4
    longest: 4
    targets:
      - {exact: first confirmed, label: too_big, feedback: Nothing in the text says what came before this flight., alternative: (leave it out)}
      - {exact: historic, label: too_big, feedback: Nothing in the text says what it is measured by., alternative: new}
      - {exact: deep into, label: loaded, feedback: The distance alone says how far the aircraft went., alternative: into}
    sound:
      - {exact: MQ-9, feedback: This is the plain name of the aircraft and no judgement.}
  - id: link
    kind: link_marks
    set: all
    objective: try
    material: flawed
    prompt: Mark the two figures that do not agree.
    passage:
      text: The boat left on Monday with forty people on board. Nobody got on or off. On Tuesday all ninety people came home safe and well.
    longest: 2
    pairs:
      - {one: {exact: forty people}, other: {exact: ninety people}, title: Two figures for one boat, feedback: Nobody got on and still the people became more than twice as many.}
  - id: groups
    kind: sort_groups
    set: all
    objective: try
    material: none
    prompt: Which of these live on land, and which in water?
    groups:
      - {id: land, text: on land, help: It walks or flies.}
      - {id: water, text: in water, help: It swims.}
    items:
      - {id: g-cat, text: a cat, group: land, feedback: A cat walks on land and sleeps on sofas.}
      - {id: g-dog, text: a dog, group: land, feedback: A dog walks on land and sleeps on cats.}
      - {id: g-cod, text: a cod, group: water, feedback: A cod is a fish and swims in cold seas.}
      - {id: g-eel, text: an eel, group: water, feedback: An eel is a fish and swims in rivers and seas.}
  - id: partners
    kind: match
    set: all
    objective: try
    material: none
    prompt: Which animal says what?
    partners:
      - {id: meow, text: meow}
      - {id: woof, text: woof}
      - {id: moo, text: moo}
    items:
      - {id: m-cat, text: a cat, partner: meow, feedback: A cat says meow when it is hungry again.}
      - {id: m-dog, text: a dog, partner: woof, feedback: A dog says woof when the post comes round.}
      - {id: m-cow, text: a cow, partner: moo, feedback: A cow says moo and nobody knows just why.}
  - id: order
    kind: put_in_order
    set: all
    objective: try
    material: none
    prompt: Put these in order, from the smallest to the largest.
    items:
      - {id: ant, text: an ant, feedback: An ant is the smallest of these four animals.}
      - {id: hen, text: a hen, feedback: A hen is larger than an ant by far.}
      - {id: pig, text: a pig, feedback: A pig is larger than a hen by far.}
      - {id: elk, text: an elk, feedback: An elk is the largest of these four animals.}
  - id: cards
    kind: open_cards
    set: all
    objective: try
    material: none
    prompt: Open both cards. What do they say of the boat?
    open_first: 2
    own_cards:
      - {title: The harbour's log, publisher: Ostby harbour, date: 3 May 2025, says: Forty people came home on the boat.}
      - {title: The town's paper, publisher: Ostby Post, address: example.org/boat, says: All forty came home on the boat.}
    options:
      - {id: same, text: They agree., right: true, feedback: Both say forty and both say that they came home.}
      - {id: differ, text: They do not agree., feedback: Look at the two figures once more and they are equal.}
  - id: repair
    kind: repair
    set: all
    objective: try
    material: flawed
    prompt: Repair this sentence, and keep the fact in it.
    start: The heroic boat brought forty people home.
    keep:
      - {any: [forty, "40"], say: The number of people is kept.}
    lose:
      - {any: [heroic], say: The praise for the boat is gone.}
    rubric:
      - {id: fact, text: I kept the number of people.}
    samples:
      - {title: Plain and whole, by: a test, text: The boat brought forty people home., comment: The fact is all there and the praise is all gone.}
"""  # noqa: E501


def every_kind(root: Path) -> Path:
    """Content in `root` whose one lesson has one question of every kind, on the shipped article."""
    shutil.copytree(ROOT / "articles", root / "articles")
    lesson = root / "lessons" / EVERY_KIND
    lesson.mkdir(parents=True)
    (lesson / "quiz.yaml").write_text(QUIZ, encoding="utf-8")
    return root


HOSTILE = """\
<script>window.hit = "headline"; alert(1)</script> 🐟 <b>bold</b> &amp; &lt;i&gt;

• <img src=x onerror="window.hit = 'bullet'; alert(2)"> 👩‍👩‍👧‍👦 a family, and then some words

<svg onload="window.hit = 'svg'; alert(3)"> {{ window.hit }} ${window.hit} javascript:alert(4) "quoted" 'twice'

عاجل: قالت «الوزيرة» إن 🐳 الرحلة كانت قصيرة جدا </p></div><style>body { display: none }</style>

<a href="javascript:window.hit = 'link'">Press here</a> and 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 beyond the first plane 🏴‍☠️ ends it.
"""

HOSTILE_ABOUT = """\
title: <script>window.hit = "title"</script> A title that means harm
language: en
byline: <img src=x onerror="window.hit = 'byline'">
outlet: <svg onload="window.hit = 'outlet'">
published: 3 May 2025
provenance: written for a test
rights: ours
notice: <iframe src="javascript:parent.hit = 'notice'"></iframe> all rights for harm
summary: <script>window.hit = "summary"</script> these are ten words or so that say nothing at all
content_note: <img src=x onerror="window.hit = 'note'"> a note on what is in it
layout:
  headline: ["<script>"]
  bullet: ["• <img"]
glossary:
  "family": <img src=x onerror="window.hit = 'glossary'"> people who belong together
"""

HOSTILE_MARKS = """\
readers:
  - {id: one, who: a test}
  - {id: two, who: "<script>window.hit = 'by'</script>"}
marks:
  - id: after-emoji
    code: L1
    exact: some words
    polarity: flaw
    certainty: core
    by: [one, two]
    rationale: <img src=x onerror="window.hit = 'why'"> five words and one more
    alternative: <svg onload="window.hit = 'alternative'">
  - id: right-to-left
    code: L5
    exact: الرحلة كانت قصيرة جدا
    polarity: flaw
    certainty: debatable
    by: [one]
    rationale: words that run from right to left, after an emoji
  - id: markup
    code: L2
    exact: <a href="javascript:window.hit = 'link'">Press here</a>
    polarity: flaw
    certainty: core
    by: [one]
    rationale: a whole link that must stay a piece of text
  - id: far-planes
    code: S1
    exact: beyond the first plane 🏴‍☠️
    polarity: sound
    certainty: core
    by: [one]
    rationale: words between letters and a flag of several code points
"""


def hostile(root: Path) -> Path:
    """Adds the article `hostile` to the content in `root`: markup, scripts, emoji and right-to-left text."""
    folder = root / "articles" / "hostile"
    folder.mkdir(parents=True)
    (folder / "article.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "article.yaml").write_text(HOSTILE_ABOUT, encoding="utf-8")
    (folder / "marks.yaml").write_text(HOSTILE_MARKS, encoding="utf-8")
    return root
