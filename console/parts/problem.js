/* problem.js: what is wrong, on top with links to the fields, and the words at each field. */
import { html, useEffect, useRef } from '../vendor/preact-htm.js';
import { t } from '../i18n.js';

/* "/fields/addr" as an element's id. */
export const idOf = pointer => `f${pointer.replace(/\//g, '-')}`;

/* {pointer: words} of a Problem. */
export function wordsByField(problem) {
  return Object.fromEntries((problem?.faults || []).map(fault => [fault.pointer, fault.message || fault.code]));
}

/* Takes the focus when it appears: whoever pressed a key learns what came of it. */
export function Summary({ problem, labels = {} }) {
  const box = useRef();
  useEffect(() => {
    if (problem && !problem.quiet) box.current?.focus();
  }, [problem]);
  if (!problem) return '';
  const lost = problem.status === 0;
  return html`<div class="summary" ref=${box} tabindex="-1" role="alert">
    <p class="summary-title">${lost ? t('state.line_lost') : problem.message}</p>
    ${lost && html`<p>${t('state.kept')}</p>`}
    ${problem.faults.length > 0 && html`<ul>${problem.faults.map(fault => html`<li><a href=${`#${idOf(fault.pointer)}`}
      onClick=${event => focusField(event, fault.pointer)}>${labels[fault.pointer] ? `${labels[fault.pointer]}: ` : ''}${
      fault.message || fault.code}</a></li>`)}</ul>`}
    ${problem.trace && problem.status >= 500 && html`<p class="muted">${t('state.trace', { trace: problem.trace })}</p>`}
  </div>`;
}

export function focusField(event, pointer) {
  event.preventDefault();
  const field = document.getElementById(idOf(pointer));
  field?.scrollIntoView({ block: 'center' });
  field?.focus();
}
