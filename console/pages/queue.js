/* queue.js: cards that came by the bus, by letters, by mail: the original beside what is wrong with it; the client is chosen
 * by a digit, the card settled by Ctrl+Enter, and the next one opens by itself. */
import { html, useEffect, useState } from '../vendor/preact-htm.js';
import { get, put, search } from '../api.js';
import { nameOf, useNames } from '../catalogue.js';
import { moment } from '../format.js';
import { has, t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { useLoaded } from '../poll.js';
import { go, goFrom, withQuery } from '../router.js';
import { may } from '../session.js';
import { advises, Documents, faultWords, Registration } from '../parts/card_tabs.js';
import { ClientSearch } from '../parts/client_search.js';
import { Due, Why as DueWhy } from '../parts/due.js';
import { Summary } from '../parts/problem.js';
import { Empty, Failed, LastDone, Loading } from '../parts/states.js';
import { TypeSearch } from '../parts/type_search.js';

const PAGE = 100;
const RENEW_MS = 15000;

function Why({ why }) {
  const said = String(why || '').split(/[,\s]+/).filter(Boolean).map(code => (has(`match.${code}`) ? t(`match.${code}`) : code));
  return said.length ? html`<span class="muted">${t('queue.why', { why: said.join(', ') })}</span>` : '';
}

/* Whose it is: what the match proposes, each with why; chosen by its digit. */
function Client({ card, all, choose, unknown }) {
  const [searching, setSearching] = useState(false);
  const proposals = Array.isArray(card.proposals) ? card.proposals.slice(0, 9) : [];
  useKeys(Object.fromEntries([['U', unknown], ...proposals.map((one, i) => [String(i + 1), () => choose(one)])]));
  const chosen = card.client_id && !searching;
  return html`<section aria-label=${t('queue.client')}><h2>${t('queue.client')}</h2>
    ${chosen && html`<p class="chosen"><strong>${card.client_name}</strong> <${Why} why=${card.match_why} />
      <button class="small" onClick=${() => setSearching(true)}>${t('client.other')}</button></p>`}
    ${!chosen && card.match_result === 'unknown' && html`<p class="chosen"><strong>${t('client.unknown')}</strong></p>`}
    ${!card.client_id && proposals.length > 0 && html`<ul class="proposals">${proposals.map((one, i) => html`<li><button onClick=${() => choose(one)}>
      <kbd>${i + 1}</kbd> ${one.client_name} <${Why} why=${one.why} />${one.name_agrees === false ? html` <span class="tag tag-trouble">${t('queue.other_name')}</span>` : ''}</button></li>`)}</ul>`}
    ${!chosen && html`<${ClientSearch} id="f-client_id" all=${all} take=${found => { setSearching(false); choose({ client_id: found.id, client_name: found.display_name, client_kind: found.kind }); }} />`}
    ${!card.client_id && card.match_result !== 'unknown' && html`<button class="small" onClick=${unknown}>${t('client.unknown_word')} <kbd>U</kbd></button>`}
  </section>`;
}

function Type({ card, all, choose }) {
  const known = all.type.has(card.type_code);
  const [searching, setSearching] = useState(!known);
  return html`<section aria-label=${t('type.label')}>
    ${!searching ? html`<h2>${t('queue.type')}</h2><p class="chosen"><strong>${nameOf(all, 'type', card.type_code)}</strong>
      <button class="small" onClick=${() => setSearching(true)}>${t('type.other')}</button></p>`
    : html`<${TypeSearch} id="f-type_code" kind=${card.client_kind} branch=${card.branch} all=${all} take=${type => { setSearching(false); choose(type); }} />`}</section>`;
}

function Settle({ card, version, all, adopt, next }) {
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const change = async (body, after) => {
    setBusy(true);
    setProblem(null);
    try {
      adopt(await put(`/intake/v1/appeals/${card.id}`, body, version));
      after?.();
    } catch (fault) {
      setProblem(fault);
      if ([409, 412].includes(fault.status)) adopt(await get(`/intake/v1/appeals/${card.id}`));
    } finally {
      setBusy(false);
    }
  };
  const choose = one => change({ client_id: one.client_id, client_name: one.client_name, ...(!card.client_kind && one.client_kind && { client_kind: one.client_kind }) });
  const settle = then => !busy && change({ then }, next);
  const blocking = card.faults.filter(fault => !advises(fault));
  const best = may('appeal.send') && !blocking.length ? 'send' : 'register';
  useKeys({ 'Ctrl+Enter': () => settle(best), E: () => go(`/new?id=${card.id}`) });
  return html`<aside class="card-side" aria-label=${t('card.now')}>
    <${Summary} problem=${problem} labels=${{}} />
    <${Client} card=${card} all=${all} choose=${choose} unknown=${() => change({ client_unknown: true })} />
    <${Type} card=${card} all=${all} choose=${type => change({ type_code: type.code })} />
    <section aria-label=${t('card.check')}><h2>${t('card.check')}</h2>
      ${card.faults.length ? html`<ul class="faults">${card.faults.map(fault => html`<li class=${advises(fault) ? 'muted' : ''}>${faultWords(fault, all)}</li>`)}</ul>`
    : html`<p class="ok">${t('card.no_faults')}</p>`}</section>
    <div class="steps">${may('appeal.send') && html`<button class=${best === 'send' ? 'primary' : ''} disabled=${busy} onClick=${() => settle('send')}>${t('step.register_send')}
        ${best === 'send' && html` <kbd>Ctrl+Enter</kbd>`}</button>`}
      <button class=${best === 'register' ? 'primary' : ''} disabled=${busy} onClick=${() => settle('register')}>${t('step.register')}${best === 'register' && html` <kbd>Ctrl+Enter</kbd>`}</button>
      <a class="button" href=${`/new?id=${card.id}`}>${t('step.edit')} <kbd>E</kbd></a></div>
  </aside>`;
}

function Opened({ id, all, next }) {
  const card = useLoaded(() => get(`/intake/v1/appeals/${id}`), [id]);
  if (card.problem) return html`<${Failed} problem=${card.problem} retry=${card.reload} />`;
  if (!card.data) return html`<${Loading} />`;
  const adopt = ({ data, version }) => card.set({ data, version, problem: null });
  return html`<article class="split-main" aria-label=${t('queue.original')}>
      <h2 class="queue-number">${card.data.number} <span class="muted">${nameOf(all, 'channels', card.data.channel)}</span>
        <a class="small-link" href=${`/appeals/${id}`}>${t('answers.card')}</a></h2>
      <div class="card-due"><${Due} dueAt=${card.data.due_at} dueDate=${card.data.due_date} provisional=${card.data.due_provisional} isWorkday=${all.isWorkday} /><${DueWhy} card=${card.data} /></div>
      <${Registration} card=${card.data} all=${all} /><h2>${t('card.tab_documents')}</h2><${Documents} card=${card.data} all=${all} /></article>
    <${Settle} card=${card.data} version=${card.version} all=${all} adopt=${adopt} next=${next} key=${id} />`;
}

export default function Queue({ place }) {
  const all = useNames();
  const list = useLoaded(() => search('/intake/v1/appeals/search', { state: ['RECEIVED'], limit: PAGE }), []);
  const [last, setLast] = useState(null);
  const rows = list.data?.items || [];
  const id = place.query.get('id');
  /* The card on the screen stays when new ones come before it. */
  useEffect(() => {
    if (rows.length && !id) goFrom(place.state.visit, withQuery({ id: rows[0].id }), { replace: true });
  }, [list.data]);
  /* -1: somebody else settled it. Another card does not come in its place by itself: Ctrl+Enter is perhaps on its way. */
  const at = id ? rows.findIndex(row => row.id === id) : 0;
  const show = index => rows[index] && go(withQuery({ id: rows[index].id }), { replace: true });
  useKeys({ J: () => show(at + 1), K: () => show(at - 1) });
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && list.reload(), RENEW_MS);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    document.querySelector('.picker [aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  /* The settled card leaves the list; its place has the next one. */
  const next = async () => {
    setLast(rows[at]);
    const left = rows.filter((_, i) => i !== at);
    const heir = left[Math.min(Math.max(at, 0), left.length - 1)];
    goFrom(place.state.visit, withQuery({ id: heir ? heir.id : '' }), { replace: true });
    await list.reload();
  };
  const head = html`<div class="page-head"><h1>${t('queue.title', { n: list.data?.next ? `${rows.length}+` : rows.length })}</h1><p class="muted">${t('queue.keys')}</p><${LastDone} number=${last?.number} id=${last?.id} /></div>`;
  if (list.problem && !list.data) return html`${head}<${Failed} problem=${list.problem} retry=${list.reload} />`;
  if (!list.data || !all) return html`<h1>${t('nav.queue')}</h1><${Loading} />`;
  if (!rows.length) return html`<h1>${t('nav.queue')}</h1><${Empty} title=${t('queue.empty')} hint=${t('queue.empty_hint')} />`;
  return html`${head}<div class="split split-three"><ul class="picker" aria-label=${t('nav.queue')}>${rows.map((row, i) => html`<li><a href=${withQuery({ id: row.id })}
      aria-current=${i === at ? 'true' : null}><strong>${row.number}</strong><span>${row.client_name || row.title}</span>
      <span class="muted">${moment(row.received_at, all.branch.get(row.branch)?.tz)}</span>
      <${Due} dueAt=${row.due_at} dueDate=${row.due_date} isWorkday=${all.isWorkday} short /></a></li>`)}</ul>
    ${at < 0 ? html`<div class="split-main" role="status"><${Empty} title=${t('queue.gone')} hint=${t('queue.gone_hint')} /></div>`
    : html`<${Opened} id=${rows[at].id} all=${all} next=${next} key=${rows[at].id} />`}</div>`;
}
