/* letters.js: the journal of letters, by filters that stand in the address. */
import { html } from '../vendor/preact-htm.js';
import { get } from '../api.js';
import { useNames } from '../catalogue.js';
import { date, momentShort } from '../format.js';
import { named, t } from '../i18n.js';
import { leaveField, useKeys } from '../keys.js';
import { usePages } from '../poll.js';
import { go, withQuery } from '../router.js';
import { may, me } from '../session.js';
import { deliveryName } from '../parts/letter_form.js';
import { Listed } from '../parts/states.js';
import { Table } from '../parts/table.js';

const NAMES = ['branch', 'direction', 'is_appeal', 'from', 'to', 'number'];
const tabs = [
  { text: 'letters.tab_in', query: {} },
  { text: 'letters.tab_appeals', query: { is_appeal: 'true' } },
  { text: 'letters.tab_plain', query: { is_appeal: 'false' } },
  { text: 'letters.tab_out', query: { direction: 'out' } },
];

/* The journal is of incoming letters unless the address says otherwise. */
function pathOf(query, after) {
  const asked = new URLSearchParams({ direction: 'in', limit: '50' });
  NAMES.forEach(name => query.get(name) && asked.set(name, query.get(name)));
  if (after) asked.set('after', after);
  return `/archive/v1/letters?${asked}`;
}

function Tabs({ query }) {
  const keyOf = one => `${one.direction || ''}|${one.is_appeal || ''}`;
  const current = keyOf(Object.fromEntries(query));
  return html`<ul class="tabs" aria-label=${t('journal.saved')}>${tabs.map(tab => html`<li><a href=${withQuery({ direction: '', is_appeal: '', ...tab.query })}
    aria-current=${keyOf(tab.query) === current ? 'true' : null}>${t(tab.text)}</a></li>`)}</ul>`;
}

function Filters({ query, all }) {
  const change = changes => go(withQuery(changes));
  const day = name => html`<label>${t(`journal.${name}`)} <input type="date" value=${query.get(name) || ''} onChange=${event => change({ [name]: event.target.value })} /></label>`;
  const submit = event => {
    event.preventDefault();
    change({ number: new FormData(event.target).get('number').trim() });
    leaveField();
  };
  const many = me().branches.length > 1 || me().branches[0] === '*';
  return html`<form class="filters" onSubmit=${submit} aria-label=${t('journal.filters')}>
    ${many && html`<label>${t('journal.branch')} <select onChange=${event => change({ branch: event.target.value })}>
      <option value="" selected=${!query.get('branch')}>${t('journal.any')}</option>
      ${[...(all?.branch.values() || [])].map(one => html`<option value=${one.code} selected=${one.code === query.get('branch')}>${named(one)}</option>`)}</select></label>`}
    ${day('from')}${day('to')}
    <label>${t('journal.number')} <input name="number" defaultValue=${query.get('number') || ''} /></label>
    <button>${t('action.find')}</button><a href="/letters">${t('journal.reset')}</a></form>`;
}

function columnsOf(all) {
  return [
    { label: t('journal.number'), main: true, cell: row => row.number },
    { label: t('letter.received_on'), cell: row => date(row.received_on) },
    { label: t('letter.correspondent'), kind: 'wide', cell: row => row.correspondent },
    { label: t('letters.corr'), cell: row => [row.corr_number, date(row.corr_date)].filter(Boolean).join(', ') },
    { label: t('letter.subject'), kind: 'wide', cell: row => row.subject || '' },
    { label: t('letter.delivery'), cell: row => deliveryName(row.delivery) },
    { label: t('letter.files'), number: true, cell: row => row.files?.length || '' },
    { label: t('letters.registered'), cell: row => momentShort(row.registered_at, all?.branch.get(row.branch)?.tz) },
    { label: t('journal.notes'), cell: row => (row.is_appeal ? html`<span class="tag tag-REGISTERED">${t('letters.appeal')}</span>` : '') },
  ];
}

export default function Letters({ place }) {
  const all = useNames();
  const query = place.query;
  const list = usePages(after => get(pathOf(query, after)), [query.toString()]);
  useKeys({ L: () => may('letter.register') && go('/letters/new') });
  return html`<div class="page-head"><h1>${t('nav.letters')}</h1>
      ${may('letter.register') && html`<a class="button" href="/letters/new">${t('letter.new')} <kbd>L</kbd></a>`}</div>
    <${Tabs} query=${query} /><${Filters} query=${query} all=${all} key=${query.toString()} />
    <${Listed} list=${list} title=${t('letters.empty')} hint=${t(may('letter.register') ? 'letters.empty_hint' : 'journal.empty_hint')}
      draw=${rows => html`<${Table} label=${t('nav.letters')} columns=${columnsOf(all)} rows=${rows} open=${row => `/letters/${row.id}`} more=${list.more} />`} />`;
}
