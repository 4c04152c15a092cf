/* states.js: what a page shows when it has nothing to show: each says what to do. */
import { html, useEffect, useState } from '../vendor/preact-htm.js';
import { t } from '../i18n.js';

/* Seen only by those who wait: after 300 ms. */
export function Loading() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return html`<p class="state" role="status">${late ? t('state.loading') : ''}</p>`;
}

/* heading: where it is all of the page. */
export function Empty({ title, hint, heading, children }) {
  return html`<div class="state">${heading ? html`<h1 class="state-title">${title}</h1>` : html`<p class="state-title">${title}</p>`}${hint && html`<p>${hint}</p>`}${children}</div>`;
}

export function Failed({ problem, retry }) {
  const lost = problem.status === 0;
  return html`<div class="state" role="alert">
    <p class="state-title">${lost ? t('state.line_lost') : problem.title || t('state.failed')}</p>
    <p>${lost ? t('state.line_hint') : problem.message}</p>
    ${problem.trace && html`<p class="muted">${t('state.trace', { trace: problem.trace })}</p>`}
    ${retry && html`<button onClick=${retry}>${t('action.again')}</button>`}
  </div>`;
}

/* One of the states above, or draw(rows). list: of usePages or usePolled. */
export function Listed({ list, title, hint, draw }) {
  const rows = list.rows || list.data?.items;
  if (list.problem && !rows) return html`<${Failed} problem=${list.problem} retry=${list.reload} />`;
  if (!rows) return html`<${Loading} />`;
  if (!rows.length) return html`<${Empty} title=${title} hint=${hint} />`;
  return html`<p class="hidden" role="status">${t('journal.count', { n: rows.length })}</p>${draw(rows)}
    ${list.data?.next && html`<p class="muted">${t('journal.first', { n: rows.length })}</p>`}`;
}

export function NoRight() {
  return html`<${Empty} heading title=${t('state.no_right')} hint=${t('state.no_right_hint')} />`;
}

export function NotFound() {
  return html`<${Empty} heading title=${t('state.not_found')} hint=${t('state.not_found_hint')} />`;
}

/* What was just settled: it has left the list, and may have to be looked at again. */
export const LastDone = ({ number, id }) => html`<span class="ok" role="status">${number && html`<a href=${`/appeals/${id}`}>${t('done.last', { number })}</a>`}</span>`;
