/* register.js: the window: who, what, details on one page; saved as a draft by itself; sent or solved at once. */
import { html, useEffect, useState } from '../vendor/preact-htm.js';
import { nameOf, typeOf, useNames } from '../catalogue.js';
import { has, named, t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { goFrom } from '../router.js';
import { may } from '../session.js';
import { advises, faultWords } from '../parts/card_tabs.js';
import { clientOf, formOfClient } from '../parts/client_search.js';
import { Conflict } from '../parts/conflict.js';
import { useDraft } from '../parts/draft.js';
import { shown } from '../parts/fields.js';
import { Files, Ways } from '../parts/form_details.js';
import { What } from '../parts/form_what.js';
import { Who } from '../parts/form_who.js';
import { focusField, idOf, Summary, wordsByField } from '../parts/problem.js';
import { Failed, Loading } from '../parts/states.js';

const ORAL = ['OFFICE', 'CALL'];

/* Pointers that the base set of the type and kind asks for by themselves. */
function requiredOf(type, kind, all) {
  const groups = all.base.get(type?.base?.[kind])?.groups || [];
  const waived = type?.base_waived || [];
  return new Set(groups.filter(group => group.any_of.length === 1 && !waived.includes(group.code)).map(group => group.any_of[0]));
}

/* What forbids, in the form's words; advice is told beside. */
function forbidding(problem, all) {
  if (!problem?.faults.length) return problem;
  const faults = problem.faults.filter(fault => !advises(fault))
    .map(fault => (fault.pointer.startsWith('/files/') ? { ...fault, message: faultWords(fault, all) } : fault));
  return Object.assign(problem, { faults });
}

function useType(code) {
  const [type, setType] = useState(null);
  useEffect(() => {
    setType(null);
    if (code) typeOf(code).then(setType, () => {});
  }, [code]);
  return type;
}

function Saved({ draft }) {
  const text = { empty: 'draft.empty', dirty: 'draft.dirty', saving: 'draft.saving', saved: 'draft.saved', failed: 'draft.failed', loading: 'state.loading' }[draft.status];
  const official = draft.card && draft.card.state !== 'DRAFT';
  return html`<p class=${`draft draft-${draft.status}`} role="status">${official && draft.status === 'dirty' ? t('draft.unsaved') : t(text)}</p>`;
}

function Missing({ card, all }) {
  if (!card?.faults?.length) return '';
  return html`<div><h2>${t('form.missing')}</h2><ul class="faults">${card.faults.map(fault => html`<li class=${advises(fault) ? 'muted' : ''}>
    <a href=${`#${idOf(fault.pointer)}`} onClick=${event => focusField(event, fault.pointer)}>${faultWords(fault, all)}</a></li>`)}</ul></div>`;
}

const conflictLabel = name => (has(`pointer./${name}`) ? t(`pointer./${name}`) : name);
const CODED = { type_code: 'type', client_kind: 'client_kinds', channel: 'channels', branch: 'branch', response_channels: 'response_channels' };

/* A value of the form as one reads it. */
function conflictValue(name, value, all) {
  if (CODED[name]) return [value].flat().filter(Boolean).map(code => nameOf(all, CODED[name], code)).join(', ');
  if (name === 'fields') return Object.entries(value || {}).map(([code, one]) => `${named(all.field.get(code)) || code}: ${shown(all.field.get(code), one)}`).join('; ');
  if (name === 'client_unknown') return t(value ? 'value.yes' : 'value.no');
  return value && typeof value === 'object' ? Object.values(value).join(' ') : String(value ?? '');
}

/* The labels of a summary: as the form calls the fields. */
function labelsOf(problem, all) {
  return Object.fromEntries((problem?.faults || []).map(fault => [fault.pointer,
    named(all.field.get(fault.pointer.replace('/fields/', ''))) || (has(`pointer.${fault.pointer}`) ? t(`pointer.${fault.pointer}`) : '')]));
}

/* Said and answered at once: only where the client is there to hear it. */
const maySolve = form => may('appeal.send') && ORAL.includes(form.channel);

function Side({ draft, all, finish, busy }) {
  const { card, form } = draft;
  const button = (then, text, keys) => html`<button type="button" class=${keys === 'Ctrl+Enter' ? 'primary' : ''} disabled=${busy}
    onClick=${() => finish(then)}>${t(text)}${keys ? html` <kbd>${keys}</kbd>` : ''}</button>`;
  const registered = card?.state === 'REGISTERED';
  return html`<aside class="card-side" aria-label=${t('card.now')}>
    <${Saved} draft=${draft} />
    <div class="steps">${may('appeal.send') && button('send', 'step.send', 'Ctrl+Enter')}
      ${maySolve(form) && button('solve', 'step.solve', 'Ctrl+Shift+Enter')}
      ${!registered && button('register', 'step.register', !may('appeal.send') && 'Ctrl+Enter')}
      ${card && card.state !== 'DRAFT' && html`<button type="button" disabled=${busy} onClick=${() => draft.save()}>${t('step.save')}</button>`}</div>
    <${Missing} card=${card} all=${all} /></aside>`;
}

function Form({ place }) {
  const all = useNames();
  const id = place.query.get('id');
  const draft = useDraft(id);
  const wanted = place.query.get('client');
  useEffect(() => {
    if (wanted && !id) clientOf(wanted).then(client => draft.change(formOfClient(client)), () => {});
  }, [wanted]);
  const [busy, setBusy] = useState(false);
  const type = useType(draft.form.type_code);
  const finish = async then => {
    setBusy(true);
    const saved = await draft.save({ then, ...(then === 'solve' && { result: 'explained' }) });
    setBusy(false);
    if (saved) goFrom(place.state.visit, `/appeals/${saved}`);
  };
  useKeys({ 'Ctrl+Enter': () => !busy && finish(may('appeal.send') ? 'send' : 'register'), 'Ctrl+S': () => draft.save(),
    'Ctrl+Shift+Enter': () => !busy && maySolve(draft.form) && finish('solve') });
  if (draft.status === 'loading' || !all) return html`<${Loading} />`;
  if (id && !draft.card && draft.problem) return html`<${Failed} problem=${draft.problem} retry=${draft.load} />`;
  const problem = forbidding(draft.problem, all);
  const words = wordsByField(problem);
  const parts = { form: draft.form, change: draft.change, all, words, type, required: requiredOf(type, draft.form.client_kind, all) };
  const title = draft.card?.number ? t('form.of', { number: draft.card.number }) : t('nav.new');
  return html`<div class="card"><div class="card-main"><h1>${title} ${type && html`<span class="muted">${nameOf(all, 'services', type.service)}</span>`}</h1>
      <${Summary} problem=${problem} labels=${labelsOf(problem, all)} />
      ${draft.conflict && html`<${Conflict} found=${draft.conflict.found.filter(one => one.name !== 'client_id')} label=${conflictLabel}
        show=${(name, value) => conflictValue(name, value, all)} settle=${draft.settle} />`}
      <${Who} ...${parts} /><${What} ...${parts} />
      <fieldset class="section"><legend>${t('form.details')}</legend><${Ways} ...${parts} />
        <${Files} draft=${draft} type=${type} all=${all} words=${words} /></fieldset></div>
    <${Side} draft=${draft} all=${all} finish=${finish} busy=${busy} /></div>`;
}

/* Every visit has a form of its own: N over a draft begins another, and the first save's new address keeps what is typed. */
export default function Register({ place }) {
  return html`<${Form} place=${place} key=${place.state.visit} />`;
}
