import { button, h, listed, para } from "../../../pages/static/dom.js";

/**
 * "Why did you mark this?": the learner's reason is kept for discussion, never judged.
 * @param {import("./state.js").Marking} task
 * @param {import("./state.js").TextMark} mark
 */
export function makeDispute(task, mark) {
	const { T, ctx } = task;
	const place = h("div", { class: "aq-dispute" });
	const box = h("textarea", { rows: 3, dir: "auto" });
	const open = button("", () => {
		box.value = mark.reason ?? "";
		place.replaceChildren(h("label", null, T("dispute.why"), box), button(T("dispute.keep"), keep));
		box.focus();
	});
	rest();
	return place;

	function keep() {
		if (!box.value.trim()) return box.focus();
		const answer = task.toAnswer(mark);
		mark.reason = box.value;
		task.reasons.push({ ...answer, reason: box.value });
		ctx.send("dispute", { text: box.value, marks: [answer] });
		rest();
		open.focus();
	}

	function rest() {
		open.textContent = T(mark.reason ? "dispute.edit" : "dispute.open");
		place.replaceChildren(...listed([mark.reason && para(T("dispute.kept", { text: mark.reason })), open]));
	}
}
