import { makeChoice } from "../../controls/choice.js";
import { register } from "../../static/controls.js";

register("choose_many", {
	make: makeChoice,
	coach: ({ options }, answer, T) => T("kind.choose_many.coach", { chosen: answer?.length ?? 0, all: options.length }),
});
