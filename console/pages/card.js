/* card.js: an appeal: what it is, where it stands, when it is due and why, and what can be done now. */
import { html, useEffect, useRef, useState } from '../vendor/preact-htm.js';
import { get } from '../api.js';
import { nameOf, useNames } from '../catalogue.js';
import { t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { useLoaded } from '../poll.js';
import { go, withQuery } from '../router.js';
import { may } from '../session.js';
import { Answer } from '../parts/answer.js';
import { Details, Documents, History, Registration, Status } from '../parts/card_tabs.js';
import { Due, Why } from '../parts/due.js';
import { Meanwhile } from '../parts/meanwhile.js';
import { Failed, Loading, NotFound } from '../parts/states.js';
import { Steps } from '../parts/steps.js';

const tabs = [
  { code: 'registration', part: Registration },
  { code: 'details', part: Details },
  { code: 'documents', part: Documents, right: 'document.read' },
  { code: 'status', part: Status },
  { code: 'answer', part: Answer },
  { code: 'history', part: History },
];
const ENDED = ['ANSWERED', 'CLOSED', 'WITHDRAWN', 'CANCELLED'];

/* Routing knows nothing of a card that was not sent to work yet. */
async function workOf(id) {
  try {
    return await get(`/routing/v1/appeals/${id}/work`);
  } catch (problem) {
    if (problem.status === 404) return { data: { stages: [] }, version: null };
    throw problem;
  }
}

function Head({ card, all }) {
  return html`<header class="card-head">
    <h1>${card.number || t('card.draft')} <span class=${`tag tag-${card.state}`}>${t(`appeal.${card.state}`)}</span>
      ${card.confidential && html`<span class="tag">${t('card.confidential')}</span>`}
      ${card.trouble && html`<span class="tag tag-trouble">${troubleWords(card.trouble)}</span>`}</h1>
    <p class="card-type">${nameOf(all, 'type', card.type_code) || t('card.no_type')}</p>
    <p>${card.client_name ? (card.client_id && may('client.read') ? html`<a href=${`/clients/${card.client_id}`}>${card.client_name}</a>` : card.client_name) : html`<span class="muted">${t(card.match_result === 'unknown' ? 'client.unknown' : 'client.none')}</span>`}
      ${card.account && html`<span class="muted"> · ${t('card.account_short', { account: card.account })}</span>`}</p>
    <div class="card-due"><${Due} dueAt=${card.due_at} dueDate=${card.due_date} done=${ENDED.includes(card.state)}
      provisional=${card.due_provisional} isWorkday=${all?.isWorkday} /><${Why} card=${card} /></div>
  </header>`;
}

const TROUBLES = ['documents_pending', 'card_incomplete', 'route_missing', 'response_channel_needed', 'route_failed', 'delivery_failed'];
const troubleWords = code => (TROUBLES.includes(code) ? t(`trouble.${code}`) : t('trouble.other', { code }));

function Tabs({ current }) {
  const shown = tabs.filter(tab => !tab.right || may(tab.right));
  const keys = {};
  shown.forEach((tab, i) => { keys[String(i + 1)] = () => go(withQuery({ tab: tab.code }), { replace: true }); });
  useKeys(keys);
  return html`<ul class="tabs" aria-label=${t('card.tabs')}>${shown.map((tab, i) => html`<li><a href=${withQuery({ tab: tab.code })}
    aria-current=${tab.code === current ? 'true' : null}><kbd>${i + 1}</kbd> ${t(`card.tab_${tab.code}`)}</a></li>`)}</ul>`;
}

const SETTLE_MS = 1000;
const SETTLE_TIMES = 10;

/* Just sent to work: the route and the due date come a moment later, and are looked for until they are there. */
function useSettled(card, work, reload) {
  const times = useRef(0);
  const settled = card?.state !== 'IN_WORK' || (card.due_at && work?.stages.length);
  useEffect(() => {
    if (!card || !work || settled || times.current >= SETTLE_TIMES) return undefined;
    const timer = setTimeout(() => {
      times.current++;
      reload();
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [card, work]);
}

export default function Card({ params, place }) {
  const all = useNames();
  const loaded = useLoaded(() => get(`/intake/v1/appeals/${params.id}`), [params.id]);
  const work = useLoaded(() => workOf(params.id), [params.id]);
  const [before, setBefore] = useState(null);
  const card = loaded.data;
  useEffect(() => {
    if (card) document.title = `${card.number || t('card.draft')} · ${t('app.name')}`;
  }, [card]);
  const changed = () => Promise.all([loaded.reload(), work.reload()]);
  useSettled(card, work.data, changed);
  /* Looked for by its number while it is on the screen: it is shown as it is by now. */
  const asked = useRef(place.state.asked);
  useEffect(() => {
    if (place.state.asked && place.state.asked !== asked.current) changed();
    asked.current = place.state.asked;
  }, [place.state.asked]);
  if (loaded.problem) {
    return [403, 404].includes(loaded.problem.status) ? html`<${NotFound} />`
      : html`<${Failed} problem=${loaded.problem} retry=${loaded.reload} />`;
  }
  if (!card || !all) return html`<${Loading} />`;
  const code = place.query.get('tab') || 'registration';
  const tab = tabs.find(one => one.code === code) || tabs[0];
  /* Somebody was faster: what he changed is shown before anything is pressed again. */
  const meet = async () => {
    const seen = { card, work: work.data };
    await changed();
    setBefore(seen);
  };
  return html`<div class="card">
    <div class="card-main"><${Head} card=${card} all=${all} />
      ${before && html`<${Meanwhile} before=${before} after=${{ card, work: work.data }} all=${all} close=${() => setBefore(null)} />`}<${Tabs} current=${tab.code} />
      <div class="card-tab">
        <${tab.part} card=${card} version=${loaded.version} work=${work.data} all=${all} changed=${changed} meet=${meet} /></div></div>
    <aside class="card-side" aria-label=${t('card.now')}>
      <${Steps} card=${card} version=${loaded.version} work=${work.data} all=${all} changed=${changed} meet=${meet} /></aside>
  </div>`;
}
