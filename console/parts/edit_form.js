/* edit_form.js: the frame of a form over one object: the way back, what is wrong, what somebody else changed, saving. */
import { html } from '../vendor/preact-htm.js';
import { Problem } from '../api.js';
import { t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { go, withQuery } from '../router.js';
import { Conflict } from './conflict.js';
import { Summary } from './problem.js';
import { Failed, Loading } from './states.js';

/* The list that the form came from: the page without the member of the query that names the object. */
const listOf = place => withQuery({ [place]: '' });

export const useFormKeys = (edited, place) => useKeys({ 'Ctrl+Enter': edited.save, Escape: () => go(listOf(place)) });

/* Its code is the address of an object: without one there is nobody to ask what is wrong. */
export function needsCode(form, name) {
  if (form[name]?.trim()) return;
  throw new Problem(422, { detail: t('edit.faults'), faults: [{ pointer: `/${name}`, code: 'required', message: t('edit.fill') }] });
}

/* In place of a form that was not read. */
export const Unread = ({ edited }) => (edited.problem ? html`<${Failed} problem=${edited.problem} retry=${edited.reload} />` : html`<${Loading} />`);

/* edited: of useEdited. place: the member of the query that names the object. label(member): its word. fixed: may only be read.
 * more: further buttons. */
export function EditForm({ edited, place, back, title, label, fixed, saved = t('answer.saved'), more, children }) {
  const labels = Object.fromEntries((edited.problem?.faults || []).map(fault => [fault.pointer, label(fault.pointer.split('/')[1])]));
  return html`<form class="narrow" onSubmit=${edited.save}><p><a href=${listOf(place)}>${back}</a></p><h2>${title}</h2>
    <${Summary} problem=${edited.problem} labels=${labels} />
    ${edited.conflict && html`<${Conflict} found=${edited.conflict.found} label=${label} settle=${edited.settle} />`}
    ${children}
    ${!fixed && html`<p class="buttons"><button class="primary" disabled=${edited.busy}>${t('step.save')} <kbd>Ctrl+Enter</kbd></button>
      ${more}<span role="status" class="ok">${edited.saved && !edited.dirty ? saved : ''}</span></p>`}</form>`;
}
