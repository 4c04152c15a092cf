/* tasks.js: answers that a person has to hand over, post or say by phone; each wants its own proof. */
import { html, useState } from '../vendor/preact-htm.js';
import { post } from '../api.js';
import { nameOf, useNames } from '../catalogue.js';
import { momentShort } from '../format.js';
import { t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { usePolled } from '../poll.js';
import { Dialog, ReasonDialog } from '../parts/dialog.js';
import { Empty, Failed, Loading } from '../parts/states.js';
import { rowAtFocus, Table } from '../parts/table.js';

const PROOFS = ['signature', 'post_number', 'edo_receipt', 'call_id', 'mail_log', 'confirmation'];

/* What shows that it went: the task says which kind it wants. */
function Done({ task, close, done }) {
  const act = async data => {
    await post(`/notification/v1/tasks/${task.id}/done`, { proof_kind: task.proof_kind, proof: data.get('proof').trim() }, { version: task.version });
    await done();
  };
  const kind = PROOFS.includes(task.proof_kind) ? t(`proof.${task.proof_kind}`) : task.proof_kind;
  return html`<${Dialog} title=${t('tasks.done_title', { number: task.number })} button=${t('tasks.done')} close=${close} act=${act}>
    <p>${task.client_name}${task.address ? html`<span class="muted"> · ${task.address}</span>` : ''}</p>
    <label class="field"><span>${kind}</span><input id="f-proof" name="proof" required maxlength="200" autofocus autocomplete="off" /></label><//>`;
}

function columnsOf(all, ask) {
  const button = (row, what, text) => html`<button class="small" onClick=${() => ask(what, row)} aria-label=${`${t(text)}: ${row.number}`}>${t(text)}</button>`;
  return [
    { label: t('journal.number'), main: true, cell: row => row.number },
    { label: t('delivery.way'), cell: row => nameOf(all, 'response_channels', row.channel) },
    { label: t('journal.client'), kind: 'middle', cell: row => row.client_name },
    { label: t('tasks.address'), kind: 'middle', cell: row => row.address },
    { label: t('tasks.since'), cell: row => momentShort(row.created_at, all?.branch.get(row.branch)?.tz) },
    { label: t('tasks.letter'), cell: row => html`<a href=${`/api/notification/v1/responses/${row.response_id}/letter.pdf`} target="_blank" rel="noopener">${row.out_number || t('answer.pdf')}</a>` },
    { label: html`<span class="hidden">${t('card.now')}</span>`, kind: 'buttons-cell', cell: row => html`${button(row, 'done', 'tasks.done')} ${button(row, 'failed', 'tasks.failed')}` },
  ];
}

export default function Tasks() {
  const all = useNames();
  const list = usePolled('/notification/v1/tasks?limit=100');
  const [asked, setAsked] = useState(null);
  const ask = (what, task) => task && setAsked({ what, task });
  useKeys({ D: () => ask('done', rowAtFocus(list.data?.items)) });
  const close = () => setAsked(null);
  const failed = async reason => {
    await post(`/notification/v1/tasks/${asked.task.id}/failed`, { reason }, { version: asked.task.version });
    await list.reload();
  };
  const head = html`<div class="page-head"><h1>${t('nav.tasks')}</h1><p class="muted">${t('tasks.keys')}</p></div>`;
  if (list.problem) return html`${head}<${Failed} problem=${list.problem} retry=${list.reload} />`;
  if (!list.data) return html`${head}<${Loading} />`;
  if (!list.data.items.length) return html`${head}<${Empty} title=${t('tasks.empty')} hint=${t('tasks.empty_hint')} />`;
  return html`${head}<${Table} label=${t('nav.tasks')} columns=${columnsOf(all, ask)} rows=${list.data.items} open=${row => `/appeals/${row.appeal_id}?tab=answer`} />
    ${asked?.what === 'done' && html`<${Done} task=${asked.task} close=${close} done=${list.reload} />`}
    ${asked?.what === 'failed' && html`<${ReasonDialog} title=${t('tasks.failed')} button=${t('tasks.failed')} close=${close} act=${failed} />`}`;
}
