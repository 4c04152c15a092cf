/* answers.js: what waits for a signature: the list beside the letter, sign or return, the next one opens by itself. */
import { html, useState } from '../vendor/preact-htm.js';
import { get } from '../api.js';
import { nameOf, useNames } from '../catalogue.js';
import { t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { useLoaded, usePolled } from '../poll.js';
import { go, withQuery } from '../router.js';
import { Letter, Signing } from '../parts/answer.js';
import { Due } from '../parts/due.js';
import { Empty, Failed, LastDone, Loading } from '../parts/states.js';

function Opened({ row, all, done }) {
  const work = useLoaded(() => get(`/routing/v1/appeals/${row.appeal_id}/work`), [row.appeal_id]);
  if (work.problem) return html`<${Failed} problem=${work.problem} retry=${work.reload} />`;
  if (!work.data) return html`<${Loading} />`;
  const response = work.data.response;
  return html`<h2>${row.number} <a href=${`/appeals/${row.appeal_id}`} class="small-link">${t('answers.card')}</a></h2>
    <p>${nameOf(all, 'type', row.type_code)} · ${row.client_name} ${response?.result && html`· <strong>${nameOf(all, 'results', response.result)}</strong>`}</p>
    ${work.data.subject && html`<blockquote class="appeal-text">${work.data.subject}</blockquote>`}
    ${response ? html`<${Letter} response=${response} />${['DRAFT', 'APPROVED'].includes(response.state) && html`<${Signing} response=${response} done=${done} />`}`
    : html`<${Empty} title=${t('answer.empty')} />`}`;
}

export default function Answers({ place }) {
  const all = useNames();
  const list = usePolled('/routing/v1/worklist/signature?limit=200');
  const [last, setLast] = useState(null);
  const rows = list.data?.items || [];
  const done = row => {
    setLast(row);
    return list.reload();
  };
  const said = html`<${LastDone} number=${last?.number} id=${last?.appeal_id} />`;
  const at = Math.max(0, rows.findIndex(row => row.appeal_id === place.query.get('id')));
  const show = index => rows[index] && go(withQuery({ id: rows[index].appeal_id }), { replace: true });
  useKeys({ J: () => show(at + 1), K: () => show(at - 1) });
  if (list.problem) return html`<h1>${t('nav.answers')}</h1><${Failed} problem=${list.problem} retry=${list.reload} />`;
  if (!list.data) return html`<h1>${t('nav.answers')}</h1><${Loading} />`;
  if (!rows.length) return html`<h1>${t('nav.answers')}</h1>${said}<${Empty} title=${t('answers.empty')} hint=${t('answers.empty_hint')} />`;
  return html`<div class="page-head"><h1>${t('answers.title', { n: rows.length })}</h1><p class="muted">${t('queue.keys')}</p>${said}</div>
    <div class="split"><ul class="picker" aria-label=${t('nav.answers')}>${rows.map((row, i) => html`<li><a href=${withQuery({ id: row.appeal_id })}
      aria-current=${i === at ? 'true' : null}><strong>${row.number}</strong><span>${row.client_name}</span>
      <${Due} short dueAt=${row.due_at} isWorkday=${all?.isWorkday} /></a></li>`)}</ul>
      <div class="split-main"><${Opened} row=${rows[at]} all=${all} done=${() => done(rows[at])} key=${rows[at].id} /></div></div>`;
}
