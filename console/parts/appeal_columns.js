/* appeal_columns.js: how appeals stand in a list. */
import { html } from '../vendor/preact-htm.js';
import { departmentName, nameOf } from '../catalogue.js';
import { momentShort } from '../format.js';
import { t } from '../i18n.js';
import { Due } from './due.js';

/* Columns of a list of appeals; those of `without` are left out. */
export function columnsOf(all, without = []) {
  const columns = [
    { name: 'number', label: t('journal.number'), main: true, cell: row => row.number || t('journal.no_number') },
    { name: 'state', label: t('journal.state'), cell: row => html`<span class=${`tag tag-${row.state}`}>${t(`appeal.${row.state}`)}</span>` },
    { name: 'due', label: t('journal.due'), cell: row => html`<${Due} dueAt=${row.due_at} dueDate=${row.due_date} done=${row.answered_at}
        isWorkday=${all?.isWorkday} short />` },
    { name: 'type', label: t('journal.type'), kind: 'wide', cell: row => nameOf(all, 'type', row.type_code) || html`<span class="muted">${row.title}</span>` },
    { name: 'client', label: t('journal.client'), kind: 'middle', cell: row => row.client_name || html`<span class="muted">${t('client.none')}</span>` },
    { name: 'holder', label: t('journal.holder'), kind: 'middle', cell: row => row.holder_name || departmentName(all, row.department_name) },
    { name: 'channel', label: t('journal.channel'), kind: 'roomy', cell: row => nameOf(all, 'channels', row.channel) },
    { name: 'received', label: t('journal.received'), cell: row => momentShort(row.received_at, all?.branch.get(row.branch)?.tz) },
    { name: 'notes', label: t('journal.notes'), cell: row => html`${row.trouble && html`<span class="tag tag-trouble">${t('journal.trouble')}</span>`}${
      row.faults > 0 && ['RECEIVED', 'REGISTERED', 'DRAFT'].includes(row.state) ? html`<span class="tag">${t('journal.faults', { n: row.faults })}</span>` : ''}` },
  ];
  return columns.filter(column => !without.includes(column.name));
}
