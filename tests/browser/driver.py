"""Answering questions in the page as a person does: by mouse, or with the keyboard alone."""

from __future__ import annotations

from aquanaut.questions.bank import load_bank
from aquanaut.questions.model import question_types
from aquanaut.questions.scoring import overlap, score


class Asked:
    """One question on the page. `box` is its article; `bank` holds its key, to know right from wrong."""

    def __init__(self, page, box, bank, question):
        self.page, self.box, self.bank, self.question = page, box, bank, question
        self.key = bank.keys[question.id]
        self.kind = question_types()[question.kind]

    # --- which answer ---
    def right(self):
        answer = self.kind.right(self.question, self.key)
        # An opinion has no right answer: any will do.
        return self.question.body["options"][0]["id"] if answer is None else answer

    def wrong(self):
        """An answer that earns less than everything."""
        body = self.question.body
        match self.question.control:
            case "choice" | "cards":
                right = set(self.key.data["right"])
                other = next(o["id"] for o in body["options"] if o["id"] not in right)
                return [other] if body["choose"] == "many" else other
            case "mark":
                tokens = body["passage"]["tokens"]
                for start, end in tokens:
                    marks = [{"start": start, "end": end, "label": body["labels"][0]["id"]}]
                    marks = marks * 2 if body.get("linked") else marks
                    if score(self.key.table, marks)["earned"] == 0:
                        return marks[:1] if not body.get("linked") else self._two_blank()
            case "sort" | "match":
                places = [p["id"] for p in body["places"]]
                right = self.key.data["right"]
                return {item: next(p for p in places if p != right[item]) for item in right}
            case "order":
                right = self.key.data["right"]
                names = sorted(right, key=lambda item: int(right[item]))
                return {item: str(n) for n, item in enumerate(names[1:] + names[:1], start=1)}
            case "repair":
                return body["start"] + " And more."
        return "no idea"

    def _two_blank(self):
        ends = [end for t in self.key.table["targets"] for end in t["ends"]]
        free = [t for t in self.question.body["passage"]["tokens"] if not any(overlap(t, s) for e in ends for s in e)]
        return [{"start": t[0], "end": t[1], "label": "clashes"} for t in (free[0], free[-1])]

    # --- giving it ---
    def give(self, answer, keyboard=False):
        """Put `answer` into the page, in place of what is there."""
        self.box.scroll_into_view_if_needed()
        control = self.question.control
        if control == "cards":
            self._open_cards(keyboard)
        getattr(self, f"_{control}_{'keys' if keyboard else 'mouse'}")(answer)
        if self.question.confidence:
            sure = self.box.locator(".aq-sure input[value='75']")
            sure.focus()
            self.page.keyboard.press("Space") if keyboard else sure.check(force=True)

    def _open_cards(self, keyboard):
        # A locator is looked up anew each time: an opened card is no longer among the closed ones.
        closed, opened = (self.box.locator(f"button[aria-expanded={state}]") for state in ("false", "true"))
        for _ in range(self.question.body["open_first"] - opened.count()):
            closed.first.focus()
            self.page.keyboard.press("Enter") if keyboard else closed.first.click()

    def _choice_mouse(self, answer):
        wanted = answer if isinstance(answer, list) else [answer]
        for option in self.question.body["options"]:
            tick = self.box.locator(f".aq-choice input[value='{option['id']}']")
            if tick.is_checked() != (option["id"] in wanted) and (
                tick.get_attribute("type") == "checkbox" or option["id"] in wanted
            ):
                tick.locator("xpath=ancestor::label").click()

    def _choice_keys(self, answer):
        wanted = answer if isinstance(answer, list) else [answer]
        first = self.box.locator(".aq-choice input").first
        first.focus()
        if first.get_attribute("type") == "checkbox":
            for tick in self.box.locator(".aq-choice input").all():
                tick.focus()
                if tick.is_checked() != (tick.input_value() in wanted):
                    self.page.keyboard.press("Space")
            return
        self.page.keyboard.press("Space")
        for _ in self.question.body["options"]:
            if self.box.locator(".aq-choice input:checked").input_value() in wanted:
                return
            self.page.keyboard.press("ArrowDown")
        assert self.box.locator(".aq-choice input:checked").input_value() in wanted

    _cards_mouse, _cards_keys = _choice_mouse, _choice_keys

    def _token(self, offset):
        tokens = self.question.body["passage"]["tokens"]
        return next(i for i, (start, end) in enumerate(tokens) if start <= offset < end)

    def _clear(self):
        for remove in reversed(self.box.locator(".aq-marks button").all()):
            remove.click()

    def _mark_mouse(self, answer):
        self._clear()
        labels = [label["id"] for label in self.question.body["labels"]]
        for mark in answer:
            first, last = self._token(mark["start"]), self._token(mark["end"] - 1)
            words = self.box.locator("[role=option]")
            words.nth(first).click()
            if last != first:
                words.nth(last).click(modifiers=["Shift"])
            self.box.locator(".aq-bar button").nth(labels.index(mark["label"])).click()

    def _mark_keys(self, answer):
        press = self.page.keyboard.press
        labels = [label["id"] for label in self.question.body["labels"]]
        words = self.box.locator("[role=option]")
        # Out of whatever stands before, into the one tab stop of the text.
        self.box.locator("[role=option][tabindex='0']").focus()
        for mark in answer:
            first, last = self._token(mark["start"]), self._token(mark["end"] - 1)
            press("Control+Home")
            for _ in range(first):
                press("ArrowRight")
            for _ in range(last - first):
                press("Shift+ArrowRight")
            press(str(labels.index(mark["label"]) + 1))
        assert words.count() == len(self.question.body["passage"]["tokens"])

    def _short_mouse(self, answer):
        self.box.locator("textarea").first.fill(answer)

    def _short_keys(self, answer):
        self.box.locator("textarea").first.focus()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(answer)

    _repair_mouse, _repair_keys = _short_mouse, _short_keys

    def _places_mouse(self, answer):
        for item, place in answer.items():
            row = self.box.locator(f"[data-item='{item}']")
            if row.locator("select").count():
                row.locator("select").select_option(place)
            else:
                row.locator(f"input[value='{place}']").locator("xpath=ancestor::label").click()

    def _places_keys(self, answer):
        for item, place in answer.items():
            row = self.box.locator(f"[data-item='{item}']")
            if row.locator("select").count():
                row.locator("select").focus()
                text = next(p["text"] for p in self.question.body["places"] if p["id"] == place)
                self.page.keyboard.type(text[:40])
                if row.locator("select").input_value() != place:
                    row.locator("select").select_option(place)
            else:
                row.locator("input").first.focus()
                self.page.keyboard.press("Space")
                for _ in self.question.body["places"]:
                    if row.locator("input:checked").input_value() == place:
                        break
                    self.page.keyboard.press("ArrowDown")

    _sort_mouse, _sort_keys, _match_mouse, _match_keys = _places_mouse, _places_keys, _places_mouse, _places_keys

    def _order_mouse(self, answer, keyboard=False):
        wanted = sorted(answer, key=lambda item: int(answer[item]))
        touched = False
        for place, item in enumerate(wanted):
            for _ in wanted:
                shown = [row.get_attribute("data-item") for row in self.box.locator("[data-item]").all()]
                at = shown.index(item)
                if at == place:
                    break
                up = self.box.locator(f"[data-item='{item}'] button").first
                up.focus()
                self.page.keyboard.press("Enter") if keyboard else up.click()
                touched = True
        if not touched:  # it stood right by chance: say so
            self.box.locator("button.aq-asis").click()

    def _order_keys(self, answer):
        self._order_mouse(answer, keyboard=True)

    # --- checking it ---
    def check(self, keyboard=False):
        """Press Check and wait for the feedback; returns its verdict."""
        button = self.box.locator(".aq-actions .aq-main")
        if keyboard:
            button.focus()
            self.page.keyboard.press("Enter")
        else:
            button.click()
        self.box.locator(".aq-feedback").wait_for()
        classes = self.box.locator(".aq-feedback").get_attribute("class")
        return next(c.removeprefix("aq-is-") for c in classes.split() if c.startswith("aq-is-"))

    def again(self):
        self.box.get_by_role("button", name="Try again").click()

    @property
    def scored(self):
        return self.key.table["points"] > 0


def questions(page, lesson, only=None):
    """The questions of a lesson (or of one set of it) on the page, in order; waits until all are drawn."""
    bank = load_bank(lesson)
    found = []
    for question in bank.of(only) if only else bank.questions:
        box = page.locator(f"article.aq-q[data-question='{question.id}']")
        # The kernel is done before the page has drawn what it sent.
        box.first.wait_for(state="attached", timeout=30_000)
        assert box.count() == 1, question.id
        found.append(Asked(page, box, bank, question))
    return found
