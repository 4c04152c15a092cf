/* journal.js: every appeal one may see, by filters that stand in the address; those one needs often are tabs with counts. */
import { html, useEffect, useState } from '../vendor/preact-htm.js';
import { search } from '../api.js';
import { useNames } from '../catalogue.js';
import { named, t } from '../i18n.js';
import { leaveField } from '../keys.js';
import { usePages } from '../poll.js';
import { go, withQuery } from '../router.js';
import { may, me } from '../session.js';
import { columnsOf } from '../parts/appeal_columns.js';
import { Combo } from '../parts/combo.js';
import { Dialog } from '../parts/dialog.js';
import { forgetFilter, savedFilters, saveFilter } from '../parts/saved_filters.js';
import { Listed } from '../parts/states.js';
import { Table } from '../parts/table.js';

const STATES = ['DRAFT', 'RECEIVED', 'REGISTERED', 'IN_WORK', 'RESPONSE_PREP', 'SENDING', 'ANSWERED', 'CLOSED', 'WITHDRAWN', 'CANCELLED'];
const OPEN = 'RECEIVED,REGISTERED,IN_WORK,RESPONSE_PREP,SENDING';
const NAMES = ['branch', 'state', 'type', 'channel', 'overdue', 'trouble', 'holder', 'author', 'number', 'from', 'to'];
const LISTS = ['branch', 'state', 'type', 'channel'];
const COUNT_MS = 60000;
const RENEW_MS = 15000;

const tabsOf = () => [
  { code: 'all', text: 'journal.tab_all', query: {} },
  { code: 'open', text: 'journal.tab_open', query: { state: OPEN } },
  { code: 'overdue', text: 'journal.tab_overdue', query: { overdue: 'true' } },
  { code: 'trouble', text: 'journal.tab_trouble', query: { trouble: 'true' } },
  may('stage.work') && { code: 'mine', text: 'journal.tab_mine', query: { holder: me().id } },
  may('appeal.register') && { code: 'drafts', text: 'journal.tab_drafts', query: { state: 'DRAFT', author: me().id } },
  { code: 'answered', text: 'journal.tab_answered', query: { state: 'ANSWERED,CLOSED' } },
].filter(Boolean);

const queryOf = place => Object.fromEntries(NAMES.filter(name => place.query.get(name)).map(name => [name, place.query.get(name)]));
const addressOfFilter = query => `/journal${Object.keys(query).length ? `?${new URLSearchParams(query)}` : ''}`;
const sameQuery = (a, b) => NAMES.every(name => (a[name] || '') === (b[name] || ''));

/* The body of a search: the address and the text that is personal. */
function filterOf(query, text) {
  const filter = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, LISTS.includes(name) ? value.split(',') : value]));
  return text ? { ...filter, text } : filter;
}

/* How many each tab finds, up to 999; asked anew every minute while the page is seen. */
function useCounts(tabs) {
  const [counts, setCounts] = useState([]);
  const key = JSON.stringify(tabs.map(tab => tab.query));
  useEffect(() => {
    const ask = () => document.visibilityState === 'visible' &&
      search('/intake/v1/appeals/counts', { filters: tabs.map(tab => filterOf(tab.query)) }).then(({ data }) => setCounts(data.counts), () => {});
    ask();
    const timer = setInterval(ask, COUNT_MS);
    return () => clearInterval(timer);
  }, [key]);
  return counts;
}

function Tabs({ query, saved, forget }) {
  const tabs = [...tabsOf(), ...saved];
  const counts = useCounts(tabs);
  const count = i => counts[i] && html` <span class="count">${counts[i].more ? `${counts[i].count}+` : counts[i].count}</span>`;
  return html`<ul class="tabs" aria-label=${t('journal.saved')}>${tabs.map((tab, i) => html`<li key=${tab.code || tab.name}><a href=${addressOfFilter(tab.query)}
    aria-current=${sameQuery(tab.query, query) ? 'true' : null}>${tab.name || t(tab.text)}${count(i)}</a>${
    tab.name && html`<button class="cross" aria-label=${t('journal.forget', { name: tab.name })} onClick=${() => forget(tab.name)}>×</button>`}</li>`)}</ul>`;
}

const manyBranches = () => me().branches.length > 1 || me().branches[0] === '*';

async function findPeople(text, signal) {
  const { data } = await search('/staff/v1/employees/search?limit=10', { text }, { signal });
  return data.items;
}

/* Whose appeals: the name is personal and stays beside the address. */
function Holder({ place, change }) {
  const [searching, setSearching] = useState(false);
  const holder = place.query.get('holder');
  const nameOfRow = row => [row.last, row.first].filter(Boolean).join(' ');
  if (holder && !searching) {
    const name = holder === me().id ? t('journal.me') : place.state.holder || t('journal.someone');
    return html`<span class="holder"><span class="label">${t('journal.holder')}</span><span class="tag">${name}
      <button type="button" class="cross" aria-label=${t('journal.any_holder')} onClick=${() => change({ holder: '' })}>×</button></span></span>`;
  }
  if (!searching) return html`<button type="button" onClick=${() => setSearching(true)}>${t('journal.holder')}…</button>`;
  return html`<${Combo} id="f-holder" label=${t('journal.holder')} find=${findPeople} autofocus take=${row => change({ holder: row.id }, { holder: nameOfRow(row) })}
    show=${row => html`<strong>${nameOfRow(row)}</strong> <span class="muted">${named({ ru: row.department_ru, en: row.department_en })}</span>`} />`;
}

function Filters({ place, all, keep }) {
  const query = place.query;
  const change = (changes, state = {}) => go(withQuery(changes), { state: { ...place.state, ...state } });
  const choice = (name, label, options) => html`<label>${t(label)} <select onChange=${event => change({ [name]: event.target.value })}>
    <option value="" selected=${!query.get(name)}>${t('journal.any')}</option>
    ${options.map(one => html`<option value=${one.code} selected=${query.get(name) === one.code}>${named(one)}</option>`)}</select></label>`;
  const rows = kind => [...(all?.[kind]?.values() || [])];
  const states = STATES.map(code => ({ code, ru: t(`appeal.${code}`), en: t(`appeal.${code}`) }));
  const day = name => html`<label>${t(`journal.${name}`)} <input type="date" value=${query.get(name) || ''} onChange=${event => change({ [name]: event.target.value })} /></label>`;
  const submit = event => {
    event.preventDefault();
    const data = new FormData(event.target);
    change({ number: data.get('number').trim().toUpperCase() }, { text: data.get('text').trim() });
    leaveField();
  };
  const any = NAMES.some(name => query.get(name));
  return html`<form class="filters" onSubmit=${submit} aria-label=${t('journal.filters')}>
    ${choice('state', 'journal.state', states)}
    ${choice('channel', 'journal.channel', rows('channels'))}
    ${choice('type', 'journal.type', rows('type'))}
    ${manyBranches() && choice('branch', 'journal.branch', rows('branch'))}
    ${day('from')}${day('to')}
    ${may('staff.read') && html`<${Holder} place=${place} change=${change} />`}
    <label>${t('journal.number')} <input name="number" defaultValue=${query.get('number') || ''} autocomplete="off" /></label>
    <label>${t('journal.text')} <input name="text" defaultValue=${place.state.text || ''} autocomplete="off" /></label>
    <button>${t('action.find')}</button>
    ${any && html`<button type="button" onClick=${keep}>${t('journal.keep')}</button>`}
    <a href="/journal">${t('journal.reset')}</a>
  </form>`;
}

/* A draft goes on where it was left. */
const addressOf = row => (row.state === 'DRAFT' && may('appeal.register') ? `/new?id=${row.id}` : `/appeals/${row.id}`);

export default function Journal({ place }) {
  const all = useNames();
  const [saved, setSaved] = useState(savedFilters);
  const [keeping, setKeeping] = useState(false);
  const query = queryOf(place);
  const filter = filterOf(query, place.state.text);
  const list = usePages(after => search('/intake/v1/appeals/search', after ? { ...filter, after } : filter), [JSON.stringify(filter)], RENEW_MS);
  const keep = data => setSaved(saveFilter(data.get('name').trim(), query));
  return html`<h1>${t('nav.journal')}</h1>
    <${Tabs} query=${query} saved=${saved} forget=${name => setSaved(forgetFilter(name))} />
    <${Filters} place=${place} all=${all} keep=${() => setKeeping(true)} key=${`${place.query} ${place.state.text || ''}`} />
    <${Listed} list=${list} title=${t('journal.empty')} hint=${t('journal.empty_hint')} draw=${rows => html`<${Table} label=${t('nav.journal')} columns=${columnsOf(all)} rows=${rows}
      open=${addressOf} mark=${row => (row.overdue ? 'row-late' : '')} more=${list.more} />`} />
    ${keeping && html`<${Dialog} title=${t('journal.keep_title')} button=${t('journal.keep')} close=${() => setKeeping(false)} act=${async data => keep(data)}>
      <label class="field"><span>${t('journal.keep_name')}</span><span class="hint">${t('journal.keep_hint')}</span><input id="f-name" name="name" required maxlength="30" autofocus /></label><//>`}`;
}
