/**
 * How each kind of question is answered on a page. A kind's own `control.js` registers it before the page starts, so that
 * nothing else knows which kinds there are.
 */

/** @type {Map<string, ControlKind>} */
const controls = new Map();

/**
 * @template {QuestionBase} Asked the fields that questions of this kind have
 * @param {string} kind
 * @param {ControlKind<Asked>} control
 */
export function register(kind, control) {
	controls.set(kind, /** @type {ControlKind} */ (/** @type {unknown} */ (control)));
}

/** @param {string} kind */
export const controlOf = (kind) => controls.get(kind);
