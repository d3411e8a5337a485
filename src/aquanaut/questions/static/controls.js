/**
 * How each kind of question is answered on a page. A kind's own `control.js` registers it before the page starts, so that
 * nothing else knows which kinds there are.
 *
 * @typedef {Object} Control
 * @property {function(Object, Object): Object} make (question's view, context) → the control; see PROTOCOL.md
 * @property {boolean} [typed] answers are typed: a draft travels when the typing rests
 * @property {function(Object, *, function): string} [coach] (view, answer, T) → what can be said without any key
 */

/** @type {Map<string, Control>} */
const controls = new Map();

/** @param {string} kind @param {Control} control */
export const register = (kind, control) => void controls.set(kind, control);

/** @param {string} kind @returns {Control | undefined} */
export const controlOf = (kind) => controls.get(kind);
