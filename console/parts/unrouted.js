/* unrouted.js: appeals whose route has no department for a role; one try again after the binding is made. */
import { html, useState } from '../vendor/preact-htm.js';
import { post } from '../api.js';
import { nameOf } from '../catalogue.js';
import { momentShort } from '../format.js';
import { t } from '../i18n.js';
import { usePolled } from '../poll.js';
import { Summary } from './problem.js';
import { Empty, Failed, Loading } from './states.js';
import { Table } from './table.js';

export function Unrouted({ all }) {
  const list = usePolled('/routing/v1/unrouted?limit=200');
  const [problem, setProblem] = useState(null);
  const retry = async row => {
    setProblem(null);
    try {
      await post(`/routing/v1/appeals/${row.id}/retry`, {});
      await list.reload();
    } catch (fault) {
      setProblem(fault);
    }
  };
  if (list.problem) return html`<${Failed} problem=${list.problem} retry=${list.reload} />`;
  if (!list.data) return html`<${Loading} />`;
  if (!list.data.items.length) return html`<${Empty} title=${t('unrouted.empty')} hint=${t('unrouted.empty_hint')} />`;
  const columns = [
    { label: t('journal.number'), main: true, cell: row => row.number },
    { label: t('journal.branch'), cell: row => nameOf(all, 'branch', row.branch) },
    { label: t('journal.type'), kind: 'wide', cell: row => nameOf(all, 'type', row.type_code) },
    { label: t('unrouted.role'), cell: row => nameOf(all, 'process_roles', row.trouble_role) },
    { label: t('journal.received'), cell: row => momentShort(row.received_at) },
    { label: html`<span class="hidden">${t('action.again')}</span>`, cell: row => html`<button class="small" onClick=${() => retry(row)}>${t('action.again')}</button>` },
  ];
  return html`<${Summary} problem=${problem} /><${Table} label=${t('settings.unrouted')} columns=${columns} rows=${list.data.items} open=${row => `/appeals/${row.id}`} />`;
}
