/* letter.js: a registered letter with its scans; one that turns out to be an appeal is marked here. */
import { html, useEffect, useState } from '../vendor/preact-htm.js';
import { get, post } from '../api.js';
import { nameOf, useNames } from '../catalogue.js';
import { date, moment, size } from '../format.js';
import { t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { useLoaded } from '../poll.js';
import { may } from '../session.js';
import { Facts } from '../parts/card_tabs.js';
import { AppealPart, appealOf, deliveryName, LetterClient } from '../parts/letter_form.js';
import { Summary, wordsByField } from '../parts/problem.js';
import { Failed, Loading, NotFound } from '../parts/states.js';

function Scans({ letter }) {
  const list = useLoaded(() => get(`/archive/v1/letters/${letter.id}/documents`), [letter.id, letter.version]);
  if (list.problem) return html`<${Failed} problem=${list.problem} retry=${list.reload} />`;
  if (!list.data) return html`<${Loading} />`;
  if (!list.data.items.length) return html`<p class="muted">${t('letter.no_files')}</p>`;
  return html`<ul class="links">${list.data.items.map(one => html`<li key=${one.id}>${may('document.read')
    ? html`<a href=${`/api/archive/v1/documents/${one.id}/content`} target="_blank" rel="noopener">${one.name || t('letter.file')}</a>` : one.name || t('letter.file')}
    <span class="muted"> ${size(one.size_bytes)}</span></li>`)}</ul>`;
}

/* Marking: beside the letter, so that the clerk reads and types in one window. */
function Mark({ letter, version, all, done }) {
  const [form, setForm] = useState({ client_id: letter.client_id, client_name: letter.correspondent, text: letter.subject || '', applicant: {}, response_channels: ['post'] });
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const change = changes => setForm(was => ({ ...was, ...changes }));
  useEffect(() => document.querySelector('.mark input')?.focus(), []);
  const mark = async event => {
    event?.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await post(`/archive/v1/letters/${letter.id}/mark-as-appeal`, appealOf(form), { version });
      await done();
    } catch (fault) {
      setProblem(fault);
      setBusy(false);
    }
  };
  useKeys({ 'Ctrl+Enter': mark });
  return html`<form class="mark" onSubmit=${mark}><${Summary} problem=${problem} />
    <${LetterClient} form=${{ ...form, correspondent: letter.correspondent }} change=${change} all=${all} />
    <${AppealPart} form=${form} change=${change} all=${all} words=${wordsByField(problem)} />
    <p class="buttons"><button class="primary" disabled=${busy}>${t('letter.mark')} <kbd>Ctrl+Enter</kbd></button></p></form>`;
}

export default function Letter({ params }) {
  const all = useNames();
  const loaded = useLoaded(() => get(`/archive/v1/letters/${params.id}`), [params.id]);
  const [marking, setMarking] = useState(false);
  const letter = loaded.data;
  const markable = letter && letter.direction === 'in' && !letter.is_appeal && may('letter.register');
  useKeys({ A: markable && (() => setMarking(true)) });
  useEffect(() => {
    if (letter) document.title = `${letter.number} · ${t('app.name')}`;
  }, [letter]);
  if (loaded.problem) return [403, 404].includes(loaded.problem.status) ? html`<${NotFound} />` : html`<${Failed} problem=${loaded.problem} retry=${loaded.reload} />`;
  if (!letter || !all) return html`<${Loading} />`;
  const done = async () => {
    await loaded.reload();
    setMarking(false);
  };
  return html`<div class="page-head"><h1>${letter.number} ${letter.is_appeal && html`<span class="tag tag-REGISTERED">${t('letters.appeal')}</span>`}</h1>
      ${letter.is_appeal && may('appeal.read') && html`<a class="button" href=${`/appeals/${letter.id}`}>${t('letter.open_appeal')}</a>`}
      ${markable && !marking && html`<button onClick=${() => setMarking(true)}>${t('letter.mark')} <kbd>A</kbd></button>`}
      ${may('letter.register') && html`<a class="button" href="/letters/new">${t('letter.next')}</a>`}</div>
    <div class=${marking ? 'halves' : ''}><div>
      ${letter.subject && html`<blockquote class="appeal-text">${letter.subject}</blockquote>`}
      <${Facts} rows=${[
    [t('letter.correspondent'), letter.correspondent],
    [t('letters.corr'), [letter.corr_number, date(letter.corr_date)].filter(Boolean).join(', ')],
    [t(letter.direction === 'out' ? 'letter.sent_on' : 'letter.received_on'), date(letter.received_on)],
    [t('letter.delivery'), deliveryName(letter.delivery)],
    [t('letter.rpo'), letter.rpo],
    [t('letter.pages'), letter.pages],
    [t('card.branch'), nameOf(all, 'branch', letter.branch)],
    [t('letters.registered'), moment(letter.registered_at, all.branch.get(letter.branch)?.tz)],
  ]} />
      <h2>${t('letter.files')}</h2><${Scans} letter=${letter} /></div>
      ${marking && html`<${Mark} letter=${letter} version=${loaded.version} all=${all} done=${done} />`}</div>
    ${!letter.is_appeal && !markable && letter.direction === 'in' && html`<p class="muted">${t('letter.plain')}</p>`}`;
}
