/* stage_list.js: stages as a table, the most urgent first. */
import { html } from '../vendor/preact-htm.js';
import { nameOf } from '../catalogue.js';
import { momentShort } from '../format.js';
import { t } from '../i18n.js';
import { Due, StageWhy } from './due.js';
import { Listed } from './states.js';
import { Table } from './table.js';

/* brief: what a head needs to give a stage away. */
function columnsOf(all, brief, extra) {
  const columns = [
    { label: t('journal.number'), main: true, cell: row => row.number },
    { label: t('status.stage_due'), cell: row => html`<${Due} short dueAt=${row.due_at} zone=${all?.branch.get(row.branch)?.tz} isWorkday=${all?.isWorkday} /> <${StageWhy} appeal=${row.appeal_id} stage=${row.id} number=${row.number} />` },
    !brief && { label: t('stage.action'), kind: 'middle', cell: row => html`${nameOf(all, 'actions', row.action)}${
      row.returns > 0 ? html` <span class="tag tag-trouble">${t('stage.returned')}</span>` : ''}` },
    { label: t('journal.type'), kind: 'wide', cell: row => nameOf(all, 'type', row.type_code) },
    { label: t('journal.client'), kind: 'middle', cell: row => row.client_name },
    !brief && { label: t('stage.answer_due'), cell: row => momentShort(row.answer_due_at, all?.branch.get(row.branch)?.tz) },
    !brief && { label: t('status.entered'), cell: row => momentShort(row.entered_at, all?.branch.get(row.branch)?.tz) },
    ...extra,
  ];
  return columns.filter(Boolean);
}

/* stages: of usePolled. extra: more columns. brief: fewer. marks: of useMarks. */
export function StageList({ label, stages, all, empty, hint, open, brief = false, extra = [], marks }) {
  return html`<${Listed} list=${stages} title=${empty} hint=${hint}
    draw=${rows => html`<${Table} label=${label} columns=${columnsOf(all, brief, extra)} rows=${rows} open=${open} marks=${marks} />`} />`;
}
