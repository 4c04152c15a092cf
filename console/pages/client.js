/* client.js: a client on one screen: who he is, how to reach him, his appeals, his folder in the archive. */
import { html, useEffect } from '../vendor/preact-htm.js';
import { get, search } from '../api.js';
import { nameOf, useNames } from '../catalogue.js';
import { date, moment, size } from '../format.js';
import { named, t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { useLoaded, usePages } from '../poll.js';
import { go, withQuery } from '../router.js';
import { may } from '../session.js';
import { columnsOf } from '../parts/appeal_columns.js';
import { Facts } from '../parts/card_tabs.js';
import { Failed, Listed, Loading, NotFound } from '../parts/states.js';
import { Scroll, Table } from '../parts/table.js';

const KINDS = ['phone', 'email', 'post'];
const ACCOUNT_ROLES = ['owner', 'ex_owner', 'tenant', 'payer', 'user'];
const PURPOSES = ['main', 'bill', 'response', 'marketing'];

function Contacts({ client }) {
  if (!client.contacts.length) return html`<p class="muted">${t('client.no_contacts')}</p>`;
  const kind = one => (KINDS.includes(one.kind) ? t(`client.kind_${one.kind}`) : one.kind);
  const notes = one => [one.verified && t('client.verified'), one.do_not_use && t('client.do_not_use'), one.shared && t('client.shared')].filter(Boolean).join(', ');
  return html`<${Scroll} label=${t('client.contacts')} wrap><table><thead><tr>${['kind', 'value', 'purpose', 'notes'].map(name => html`<th scope="col">${t(`client.column_${name}`)}</th>`)}</tr></thead>
    <tbody>${client.contacts.map(one => html`<tr key=${one.id}><th scope="row">${kind(one)}</th><td class=${one.do_not_use ? 'struck' : ''}>${one.value}</td>
      <td>${PURPOSES.includes(one.purpose) ? t(`client.purpose_${one.purpose}`) : one.purpose || ''}</td><td>${notes(one)}</td></tr>`)}</tbody></table><//>`;
}

function Accounts({ client, all }) {
  if (!client.accounts.length) return html`<p class="muted">${t('client.no_accounts')}</p>`;
  return html`<${Scroll} label=${t('client.accounts')} wrap><table><thead><tr><th scope="col">${t('card.account')}</th><th scope="col">${t('journal.branch')}</th>
      <th scope="col">${t('client.billing')}</th><th scope="col">${t('card.role')}</th></tr></thead>
    <tbody>${client.accounts.map(one => html`<tr key=${one.account}><th scope="row">${one.account}</th><td>${nameOf(all, 'branch', one.branch)}</td><td>${one.billing_system}</td>
      <td>${ACCOUNT_ROLES.includes(one.role) ? t(`client.role_${one.role}`) : one.role}</td></tr>`)}</tbody></table><//>`;
}

function Identity({ client }) {
  const name = [client.last, client.first, client.middle].filter(Boolean).join(' ');
  return html`<${Facts} rows=${[
    [t('client.name'), name || client.full_name],
    [t('client.short_name'), client.short_name],
    [t('client.birth_date'), date(client.birth_date)],
    [t('applicant.inn'), client.inn],
    [t('client.kpp'), client.kpp],
    [t('client.ogrn'), client.ogrn],
    [t('client.snils'), client.snils],
    [t('client.head'), client.head_name],
    [t('client.documents'), client.documents.map(one => [one.series, one.number].filter(Boolean).join(' ')).join('; ')],
    [t('client.note'), client.note],
    [t('client.created'), moment(client.created_at)],
    [t('client.updated'), moment(client.updated_at)],
  ]} />${client.masked && html`<p class="muted">${t('client.masked')}</p>`}`;
}

const Known = ({ client, all }) => html`<${Identity} client=${client} /><h2>${t('client.contacts')}</h2><${Contacts} client=${client} />
  <h2>${t('client.accounts')}</h2><${Accounts} client=${client} all=${all} />`;

function Appeals({ client, all }) {
  const list = usePages(after => search('/intake/v1/appeals/search', { client: client.id, ...(after && { after }) }), [client.id]);
  return html`<${Listed} list=${list} title=${t('client.no_appeals')} hint=${t('client.no_appeals_hint')}
    draw=${rows => html`<${Table} label=${t('client.tab_appeals')} columns=${columnsOf(all, ['client'])} rows=${rows} open=${row => `/appeals/${row.id}`}
      mark=${row => (row.overdue ? 'row-late' : '')} more=${list.more} />`} />`;
}

function Folder({ folder, all }) {
  const list = usePages(after => get(`/archive/v1/folders/${folder.id}/documents?limit=50${after ? `&after=${after}` : ''}`), [folder.id]);
  const line = one => html`<tr key=${one.id}><th scope="row"><a href=${`/api/archive/v1/documents/${one.id}/content`} target="_blank" rel="noopener">${one.name || t('letter.file')}</a></th>
    <td>${nameOf(all, 'document', one.doc_type)}</td><td class="number">${size(one.size_bytes)}</td><td>${moment(one.created_at)}</td>
    <td>${one.appeal_id ? html`<a href=${`/appeals/${one.appeal_id}`}>${t('card.title')}</a>` : one.letter_id ? html`<a href=${`/letters/${one.letter_id}`}>${t('letter.title')}</a>` : ''}</td></tr>`;
  return html`<${Listed} list=${list} title=${t('folder.empty')} hint=${t('folder.empty_hint')} draw=${rows => html`<${Scroll} label=${named(folder)}><table>
    <thead><tr><th scope="col">${t('documents.name')}</th><th scope="col">${t('documents.kind')}</th><th scope="col" class="number">${t('documents.size')}</th>
      <th scope="col">${t('documents.when')}</th><th scope="col">${t('folder.of')}</th></tr></thead><tbody>${rows.map(line)}</tbody></table><//>
    ${list.more && html`<p class="more"><button onClick=${list.more}>${t('action.more')}</button></p>`}`} />`;
}

/* The folders that the company's templates gave him; the one in the address is open, else the first with anything in it. */
function Archive({ client, all, place }) {
  const folders = useLoaded(() => get(`/archive/v1/clients/${client.id}/folders`), [client.id]);
  if (folders.problem?.status === 404) return html`<p class="muted">${t('folder.none')}</p>`;
  return html`<${Listed} list=${folders} title=${t('folder.none')} draw=${rows => {
    const open = rows.find(row => row.id === place.query.get('folder')) || rows.find(row => row.documents) || rows[0];
    return html`<div class="split"><ul class="picker" aria-label=${t('client.tab_archive')}>${rows.map(row => html`<li key=${row.id}><a href=${withQuery({ folder: row.id })}
      aria-current=${row === open ? 'true' : null}><span>${named(row)} <span class="muted">${row.documents || ''}</span></span></a></li>`)}</ul>
      <div class="split-main"><h2>${named(open)}</h2><${Folder} folder=${open} all=${all} key=${open.id} /></div></div>`;
  }} />`;
}

const tabs = [{ code: 'known', part: Known }, { code: 'appeals', part: Appeals, right: 'appeal.read' }, { code: 'archive', part: Archive, right: 'document.read' }];

export default function Client({ params, place }) {
  const all = useNames();
  const loaded = useLoaded(() => get(`/client-registry/v1/clients/${params.id}`), [params.id]);
  const client = loaded.data;
  const shown = tabs.filter(tab => !tab.right || may(tab.right));
  useKeys(Object.fromEntries(shown.map((tab, i) => [String(i + 1), () => go(withQuery({ tab: tab.code }), { replace: true })])));
  useEffect(() => {
    if (client) document.title = `${t('client.title')} · ${t('app.name')}`;
  }, [client]);
  if (loaded.problem) return [403, 404].includes(loaded.problem.status) ? html`<${NotFound} />` : html`<${Failed} problem=${loaded.problem} retry=${loaded.reload} />`;
  if (!client || !all) return html`<${Loading} />`;
  const tab = shown.find(one => one.code === place.query.get('tab')) || shown[0];
  return html`<div class="page-head"><h1>${client.display_name} <span class="tag">${nameOf(all, 'client_kinds', client.kind)}</span></h1>
      <span class="muted">${nameOf(all, 'branch', client.branch)}</span>
      ${may('appeal.register') && html`<a class="button" href=${`/new?client=${client.id}`}>${t('client.new_appeal')}</a>`}</div>
    ${client.merged_into_id && html`<p class="note">${t('client.merged')} <a href=${`/clients/${client.merged_into_id}`}>${t('client.title')}</a></p>`}
    <ul class="tabs" aria-label=${t('client.title')}>${shown.map((one, i) => html`<li><a href=${withQuery({ tab: one.code })} aria-current=${one === tab ? 'true' : null}>
      <kbd>${i + 1}</kbd> ${t(`client.tab_${one.code}`)}</a></li>`)}</ul>
    <${tab.part} client=${client} all=${all} place=${place} />`;
}
