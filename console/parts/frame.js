/* frame.js: what stays around every page: menu by right, search by number, notices, the person, the state of the line. */
import { html, useEffect, useRef, useState } from '../vendor/preact-htm.js';
import { get, onLine, post } from '../api.js';
import { chooseLanguage, language, languages, t } from '../i18n.js';
import { leaveField, useKeys } from '../keys.js';
import { go, goFrom, usePlace, visit } from '../router.js';
import { may, recall, signOut } from '../session.js';
import { usePolled } from '../poll.js';
import { Dialog } from './dialog.js';

const menu = [
  { path: '/journal', text: 'nav.journal', right: 'appeal.read' },
  { path: '/queue', text: 'nav.queue', right: 'appeal.register' },
  { path: '/work', text: 'nav.work', right: 'stage.work' },
  { path: '/distribution', text: 'nav.distribution', right: 'stage.assign' },
  { path: '/answers', text: 'nav.answers', right: 'response.sign' },
  { path: '/tasks', text: 'nav.tasks', right: 'delivery.work' },
  { path: '/letters', text: 'nav.letters', right: 'letter.read' },
  { path: '/clients', text: 'nav.clients', right: 'client.read' },
  { path: '/reports', text: 'nav.reports', right: 'report.run' },
  { path: '/settings', text: 'nav.settings', right: ['admin.bindings', 'admin.staff', 'source.manage', 'stream.read', 'dlq.read'] },
  { path: '/notices', text: 'nav.notices' },
];

function Menu({ unread }) {
  const { path } = usePlace();
  const list = useRef();
  /* Where the menu is a line that scrolls, the page that is open stays in sight. */
  useEffect(() => list.current.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }), [path]);
  const items = menu.filter(item => !item.right || [item.right].flat().some(may));
  return html`<nav class="menu" aria-label=${t('nav.label')}>
    <a class="brand" href="/"><img src="/icon.svg" alt="" width="20" height="20" />${t('app.name')}</a>
    <ul ref=${list}>${items.map(item => html`<li><a href=${item.path} aria-current=${path === item.path || path.startsWith(`${item.path}/`) ? 'page' : null}>
      ${t(item.text)}${item.path === '/notices' && unread ? html` <span class="badge">${unread}</span>` : ''}</a></li>`)}</ul>
  </nav>`;
}

/* "SVE-2026-0000123", in any case: the only datum of an appeal that may stand in an address. */
const isNumber = text => /^[A-Z]{2,4}-\d{4}-\d+$/i.test(text);

/* One field for everything: a number opens its appeal, any other word looks for a client. */
function Search() {
  const field = useRef();
  const [fault, setFault] = useState('');
  useKeys({ Slash: () => field.current.focus() });
  const find = async event => {
    event.preventDefault();
    setFault('');
    const text = field.current.value.trim();
    if (!text) return;
    if (!isNumber(text) && may('client.read')) {
      field.current.value = '';
      go('/clients', { state: { text } });
      leaveField();
      return;
    }
    const number = text.toUpperCase();
    const from = visit();
    try {
      const { data } = await get(`/intake/v1/appeals/by-number/${encodeURIComponent(number)}`);
      field.current.value = '';
      goFrom(from, `/appeals/${data.id}?tab=status`, { state: { asked: Date.now() } });
      leaveField();
    } catch (problem) {
      setFault(problem.status === 404 ? t('search.none', { number }) : problem.message);
    }
  };
  return html`<form class="search" role="search" onSubmit=${find}>
    <input ref=${field} type="search" aria-label=${t('search.label')} placeholder=${t('search.placeholder')}
      autocomplete="off" spellcheck=${false} aria-describedby="search-fault" />
    <span id="search-fault" class="search-fault" role="status">${fault}</span>
  </form>`;
}

/* A password that somebody else set must be changed first. */
function Password({ must, close }) {
  const act = async data => {
    await post('/staff/v1/me/password', { old: data.get('old'), new: data.get('new') });
    await recall();
  };
  return html`<${Dialog} title=${t(must ? 'person.password_must' : 'person.password')} button=${t('person.password_change')} close=${close} act=${act}>
    <label class="field"><span>${t('person.password_old')}</span><input id="f-old" name="old" type="password" required autocomplete="current-password" autofocus /></label>
    <label class="field"><span>${t('person.password_new')}</span><span class="hint">${t('person.password_hint')}</span>
      <input id="f-new" name="new" type="password" required minlength="10" autocomplete="new-password" /></label><//>`;
}

function Person({ person }) {
  const [changing, setChanging] = useState(Boolean(person.must_change));
  return html`${changing && html`<${Password} must=${person.must_change} close=${() => setChanging(false)} />`}<details class="person">
    <summary>${person.name}<span class="muted"> · ${person.branch}</span></summary>
    <div class="person-menu">
      <label>${t('person.language')} <select onChange=${event => chooseLanguage(event.target.value)}>
        ${languages().map(one => html`<option value=${one} selected=${one === language()}>${t(`language.${one}`)}</option>`)}
      </select></label>
      <p class="muted">${t('person.login', { login: person.login })}</p>
      <button onClick=${() => setChanging(true)}>${t('person.password')}</button>
      <button onClick=${signOut}>${t('action.sign_out')}</button>
    </div>
  </details>`;
}

function Line() {
  const [lost, setLost] = useState(false);
  useEffect(() => onLine(setLost), []);
  return html`<div role="status">${lost && html`<p class="line-lost">${t('line.lost')}</p>`}</div>`;
}

export function Frame({ person, children }) {
  const notices = usePolled('/notification/v1/notices?limit=1&unread=true', 30000);
  const unread = notices.data?.unread_more ? '99+' : notices.data?.unread;
  useKeys({ N: () => may('appeal.register') && go('/new') });
  return html`<div class="frame">
    <a class="skip" href="#main" onClick=${() => document.getElementById('main').focus()}>${t('nav.skip')}</a>
    <${Menu} unread=${unread} />
    <header class="top"><${Search} />
      ${may('appeal.register') && html`<a class="button primary" href="/new">${t('nav.new')} <kbd>N</kbd></a>`}
      <${Person} person=${person} /></header>
    <${Line} />
    <main id="main" tabindex="-1">${children}</main>
  </div>`;
}
