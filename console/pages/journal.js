/* journal.js: every appeal one may see, by filters that stand in the address. */
import { html, useEffect, useState } from '../vendor/preact-htm.js';
import { search } from '../api.js';
import { nameOf, useNames } from '../catalogue.js';
import { momentShort } from '../format.js';
import { named, t } from '../i18n.js';
import { go, withQuery } from '../router.js';
import { may, me } from '../session.js';
import { Due } from '../parts/due.js';
import { Empty, Failed, Loading } from '../parts/states.js';
import { Table } from '../parts/table.js';

const STATES = ['DRAFT', 'RECEIVED', 'REGISTERED', 'IN_WORK', 'RESPONSE_PREP', 'SENDING', 'ANSWERED', 'CLOSED', 'WITHDRAWN', 'CANCELLED'];
const OPEN = 'RECEIVED,REGISTERED,IN_WORK,RESPONSE_PREP,SENDING';
const tabs = [
  { text: 'journal.tab_all', query: {} },
  { text: 'journal.tab_open', query: { state: OPEN } },
  { text: 'journal.tab_overdue', query: { overdue: 'true' } },
  { text: 'journal.tab_trouble', query: { trouble: 'true' } },
  { text: 'journal.tab_drafts', query: { state: 'DRAFT' } },
  { text: 'journal.tab_answered', query: { state: 'ANSWERED,CLOSED' } },
];
const NAMES = ['branch', 'state', 'type', 'channel', 'overdue', 'trouble', 'from', 'to'];
const LISTS = ['branch', 'state', 'type', 'channel'];

/* The body of a search: the address and the text that is personal. */
function filterOf(place) {
  const filter = {};
  for (const name of NAMES) {
    const value = place.query.get(name);
    if (value) filter[name] = LISTS.includes(name) ? value.split(',') : value;
  }
  if (place.state.text) filter.text = place.state.text;
  return filter;
}

function Tabs({ place }) {
  const current = ['state', 'overdue', 'trouble'].map(name => place.query.get(name) || '').join('|');
  const keyOf = query => ['state', 'overdue', 'trouble'].map(name => query[name] || '').join('|');
  const href = query => withQuery({ state: '', overdue: '', trouble: '', ...query });
  return html`<ul class="tabs" aria-label=${t('journal.saved')}>${tabs.map(tab => html`<li><a href=${href(tab.query)}
    aria-current=${keyOf(tab.query) === current ? 'true' : null}>${t(tab.text)}</a></li>`)}</ul>`;
}

const manyBranches = () => me().branches.length > 1 || me().branches[0] === '*';

function Filters({ place, all }) {
  const query = place.query;
  const change = changes => go(withQuery(changes), { state: place.state });
  const choice = (name, label, options) => html`<label>${t(label)} <select onChange=${event => change({ [name]: event.target.value })}>
    <option value="" selected=${!query.get(name)}>${t('journal.any')}</option>
    ${options.map(one => html`<option value=${one.code} selected=${query.get(name) === one.code}>${named(one)}</option>`)}</select></label>`;
  const rows = kind => [...(all?.[kind]?.values() || [])];
  const states = STATES.map(code => ({ code, ru: t(`appeal.${code}`), en: t(`appeal.${code}`) }));
  const submit = event => {
    event.preventDefault();
    const data = new FormData(event.target);
    go(withQuery({}), { state: { text: data.get('text').trim() } });
  };
  return html`<form class="filters" onSubmit=${submit} aria-label=${t('journal.filters')}>
    ${choice('state', 'journal.state', states)}
    ${choice('channel', 'journal.channel', rows('channels'))}
    ${choice('type', 'journal.type', rows('type'))}
    ${manyBranches() && choice('branch', 'journal.branch', rows('branch'))}
    <label>${t('journal.from')} <input type="date" value=${query.get('from') || ''} onChange=${event => change({ from: event.target.value })} /></label>
    <label>${t('journal.to')} <input type="date" value=${query.get('to') || ''} onChange=${event => change({ to: event.target.value })} /></label>
    <label>${t('journal.text')} <input name="text" size="18" value=${place.state.text || ''} /></label>
    <button>${t('action.find')}</button>
    <a href="/journal">${t('journal.reset')}</a>
  </form>`;
}

function columnsOf(all) {
  return [
    { label: t('journal.number'), main: true, cell: row => row.number || t('journal.no_number') },
    { label: t('journal.state'), cell: row => html`<span class=${`tag tag-${row.state}`}>${t(`appeal.${row.state}`)}</span>` },
    { label: t('journal.due'), cell: row => html`<${Due} dueAt=${row.due_at} dueDate=${row.due_date} done=${row.answered_at}
        isWorkday=${all?.isWorkday} short />` },
    { label: t('journal.type'), kind: 'wide', cell: row => nameOf(all, 'type', row.type_code) || html`<span class="muted">${row.title}</span>` },
    { label: t('journal.client'), kind: 'middle', cell: row => row.client_name || html`<span class="muted">${t('client.none')}</span>` },
    { label: t('journal.holder'), kind: 'middle', cell: row => row.holder_name || row.department_name || '' },
    { label: t('journal.channel'), cell: row => nameOf(all, 'channels', row.channel) },
    { label: t('journal.received'), cell: row => momentShort(row.received_at, all?.branch.get(row.branch)?.tz) },
    { label: t('journal.notes'), cell: row => html`${row.trouble && html`<span class="tag tag-trouble">${t('journal.trouble')}</span>`}${
      row.faults > 0 && ['RECEIVED', 'REGISTERED', 'DRAFT'].includes(row.state) ? html`<span class="tag">${t('journal.faults', { n: row.faults })}</span>` : ''}` },
  ];
}

/* A draft goes on where it was left. */
const addressOf = row => (row.state === 'DRAFT' && may('appeal.register') ? `/new?id=${row.id}` : `/appeals/${row.id}`);

export default function Journal({ place }) {
  const all = useNames();
  const [list, setList] = useState(null);
  const [problem, setProblem] = useState(null);
  const filter = filterOf(place);
  const load = async after => {
    setProblem(null);
    try {
      const { data } = await search('/intake/v1/appeals/search', after ? { ...filter, after } : filter);
      setList(was => ({ rows: after ? [...was.rows, ...data.items] : data.items, next: data.next }));
    } catch (fault) {
      setProblem(fault);
    }
  };
  useEffect(() => {
    setList(null);
    load();
  }, [JSON.stringify(filter)]);
  return html`<h1>${t('nav.journal')}</h1>
    <${Tabs} place=${place} /><${Filters} place=${place} all=${all} key=${place.query.toString()} />
    <p class="hidden" role="status">${list && t('journal.count', { n: list.rows.length })}</p>
    ${problem ? html`<${Failed} problem=${problem} retry=${() => load()} />`
      : !list ? html`<${Loading} />`
        : !list.rows.length ? html`<${Empty} title=${t('journal.empty')} hint=${t('journal.empty_hint')} />`
          : html`<${Table} label=${t('nav.journal')} columns=${columnsOf(all)} rows=${list.rows} open=${addressOf}
              mark=${row => (row.overdue ? 'row-late' : '')} more=${list.next && (() => load(list.next))} />`}`;
}
