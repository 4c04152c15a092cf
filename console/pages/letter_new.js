/* letter_new.js: one form registers a letter and, where it is one, makes an appeal of it. */
import { html, useEffect, useState } from '../vendor/preact-htm.js';
import { creator } from '../api.js';
import { useNames } from '../catalogue.js';
import { moment } from '../format.js';
import { has, t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { go, useKept, visit } from '../router.js';
import { AppealPart, emptyLetter, LetterPart, letterOf } from '../parts/letter_form.js';
import { Summary, wordsByField } from '../parts/problem.js';
import { Loading } from '../parts/states.js';

/* The same letter is there already: look at it, or say that this is another one. */
function Double({ letter, again, busy }) {
  return html`<div class="summary" role="alert"><p class="summary-title">${t('letter.double', { number: letter.number, at: moment(letter.registered_at) })}</p>
    <p class="buttons"><a class="button" href=${`/letters/${letter.id}`}>${t('letter.double_open')}</a>
      <button type="button" disabled=${busy} onClick=${again}>${t('letter.double_again')}</button></p></div>`;
}

const labelOf = pointer => (has(`letter${pointer.replace('/', '.')}`) ? t(`letter${pointer.replace('/', '.')}`) : has(`pointer.${pointer}`) ? t(`pointer.${pointer}`) : '');

export default function LetterNew() {
  const all = useNames();
  const [form, change, forget] = useKept(emptyLetter());
  const [create] = useState(() => creator('/archive/v1/letters'));
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => document.getElementById('f-client_id')?.focus(), [Boolean(all)]);
  const register = async further => {
    if (busy) return;
    const from = visit();
    setBusy(true);
    setProblem(null);
    try {
      const { data } = await create({ ...letterOf(form), ...further });
      if (visit() !== from) return;
      forget();
      go(`/letters/${data.id}`, { replace: true });
    } catch (fault) {
      setProblem(fault);
      setBusy(false);
    }
  };
  useKeys({ 'Ctrl+Enter': () => register() });
  if (!all) return html`<${Loading} />`;
  const words = wordsByField(problem);
  const double = problem?.code === 'letter_double' ? problem.body.letter : null;
  const labels = Object.fromEntries((problem?.faults || []).map(fault => [fault.pointer, labelOf(fault.pointer)]));
  return html`<form class="narrow" onSubmit=${event => { event.preventDefault(); register(); }}>
    <h1>${t('letter.new')}</h1>
    ${double ? html`<${Double} letter=${double} busy=${busy} again=${() => register({ again: true })} />` : html`<${Summary} problem=${problem} labels=${labels} />`}
    <${LetterPart} form=${form} change=${change} all=${all} words=${words} />
    ${form.direction === 'in' && html`<label class="check switch"><input type="checkbox" id="f-is_appeal" checked=${form.is_appeal}
      onChange=${event => change({ is_appeal: event.target.checked })} /> ${t('letter.is_appeal')}</label>`}
    ${form.is_appeal && html`<${AppealPart} form=${form} change=${change} all=${all} words=${words} />`}
    <p class="buttons"><button class="primary" disabled=${busy}>${t(form.is_appeal ? 'letter.register_appeal' : 'letter.register')} <kbd>Ctrl+Enter</kbd></button>
      <a href="/letters">${t('action.leave')}</a></p></form>`;
}
