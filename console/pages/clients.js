/* clients.js: a client by any datum. What is searched is personal: it is kept beside the address, not in it. */
import { html, useEffect, useRef } from '../vendor/preact-htm.js';
import { search } from '../api.js';
import { nameOf, useNames } from '../catalogue.js';
import { t } from '../i18n.js';
import { leaveField } from '../keys.js';
import { usePages } from '../poll.js';
import { go } from '../router.js';
import { Empty, Listed } from '../parts/states.js';
import { Table } from '../parts/table.js';

const LEAST = 3;

function columnsOf(all) {
  return [
    { label: t('journal.client'), main: true, cell: row => row.display_name },
    { label: t('card.client_kind'), cell: row => nameOf(all, 'client_kinds', row.kind) },
    { label: t('journal.branch'), cell: row => nameOf(all, 'branch', row.branch) },
    { label: t('clients.found_by'), cell: row => t(`clients.by_${row.found_by}`) },
  ];
}

function Found({ text, all }) {
  const list = usePages(after => search('/client-registry/v1/clients/search', { q: text, limit: 50, ...(after && { after }) }), [text]);
  return html`<${Listed} list=${list} title=${t('combo.none')} hint=${t('clients.none_hint')}
    draw=${rows => html`<${Table} label=${t('nav.clients')} columns=${columnsOf(all)} rows=${rows} open=${row => `/clients/${row.id}`} more=${list.more} />`} />`;
}

export default function Clients({ place }) {
  const all = useNames();
  const field = useRef();
  const text = place.state.text || '';
  useEffect(() => text || field.current.focus(), []);
  const submit = event => {
    event.preventDefault();
    go('/clients', { state: { text: field.current.value.trim() } });
    leaveField();
  };
  return html`<h1>${t('nav.clients')}</h1>
    <form class="filters" role="search" onSubmit=${submit} aria-label=${t('nav.clients')}>
      <label class="wide-input">${t('client.search_hint')} <input ref=${field} key=${text} defaultValue=${text} autocomplete="off" spellcheck=${false} /></label>
      <button class="primary">${t('action.find')}</button></form>
    ${text.length >= LEAST ? html`<${Found} text=${text} all=${all} key=${text} />` : html`<${Empty} title=${t('clients.ask')} hint=${t('clients.ask_hint')} />`}`;
}
