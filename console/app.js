/* app.js: starts the console: words, person, the page of the address. */
import { html, render, useEffect, useState } from './vendor/preact-htm.js';
import { onSessionEnd } from './api.js';
import { loadWords, t } from './i18n.js';
import { match, startRouter, usePlace } from './router.js';
import { may, me, onPerson, recall } from './session.js';
import { Frame } from './parts/frame.js';
import { Failed, Loading, NoRight, NotFound } from './parts/states.js';
import { SignIn, SignInDialog } from './pages/sign_in.js';

const SETTINGS = ['admin.bindings', 'admin.staff', 'source.manage', 'stream.read', 'dlq.read'];

/* right: any one of these opens the page; none: everybody's. */
const pages = [
  { path: '', home: true },
  { path: '/journal', load: () => import('./pages/journal.js'), title: 'nav.journal', right: ['appeal.read'] },
  { path: '/appeals/:id', load: () => import('./pages/card.js'), title: 'card.title', right: ['appeal.read'] },
  { path: '/queue', load: () => import('./pages/queue.js'), title: 'nav.queue', right: ['appeal.register'] },
  { path: '/new', load: () => import('./pages/register.js'), title: 'nav.new', right: ['appeal.register'] },
  { path: '/work', load: () => import('./pages/work.js'), title: 'nav.work', right: ['stage.take'] },
  { path: '/distribution', load: () => import('./pages/distribution.js'), title: 'nav.distribution', right: ['stage.assign'] },
  { path: '/answers', load: () => import('./pages/answers.js'), title: 'nav.answers', right: ['response.sign'] },
  { path: '/tasks', load: () => import('./pages/tasks.js'), title: 'nav.tasks', right: ['delivery.work'] },
  { path: '/letters', load: () => import('./pages/letters.js'), title: 'nav.letters', right: ['letter.read'] },
  { path: '/letters/new', load: () => import('./pages/letter_new.js'), title: 'letter.new', right: ['letter.register'] },
  { path: '/letters/:id', load: () => import('./pages/letter.js'), title: 'letter.title', right: ['letter.read'] },
  { path: '/clients', load: () => import('./pages/clients.js'), title: 'nav.clients', right: ['client.read'] },
  { path: '/clients/:id', load: () => import('./pages/client.js'), title: 'client.title', right: ['client.read'] },
  { path: '/reports', load: () => import('./pages/reports.js'), title: 'nav.reports', right: ['report.run'] },
  { path: '/settings', load: () => import('./pages/settings.js'), title: 'nav.settings', right: SETTINGS },
  { path: '/notices', load: () => import('./pages/notices.js'), title: 'nav.notices' },
];

function find(path) {
  for (const page of pages) {
    const params = match(page.path, path);
    if (params) return { page, params };
  }
  return null;
}

/* Where a person's day begins. */
function home() {
  const firsts = [['response.sign', '/answers'], ['stage.assign', '/distribution'], ['appeal.register', '/queue'],
    ['letter.register', '/letters'], ['stage.work', '/work'], ['admin.bindings', '/settings'], ['kpi.plan', '/reports'], ['stream.read', '/settings?list=health'],
    ['appeal.read', '/journal'], ['dlq.read', '/settings']];
  return (firsts.find(([right]) => may(right)) || [null, '/notices'])[1];
}

function Page({ page, params, place }) {
  const [loaded, setLoaded] = useState({});
  useEffect(() => {
    let wanted = true;
    const keep = what => wanted && setLoaded({ page, ...what });
    page.load().then(module => keep({ module }), fault => keep({ fault }));
    document.title = `${t(page.title)} · ${t('app.name')}`;
    return () => { wanted = false; };
  }, [page]);
  if (page.right && !page.right.some(may)) return html`<${NoRight} />`;
  /* The page before must not be drawn at this one's address, not for a moment: it would act on it. */
  if (loaded.page !== page) return html`<${Loading} />`;
  if (loaded.fault) return html`<${Failed} problem=${loaded.fault} retry=${() => location.reload()} />`;
  return html`<${loaded.module.default} params=${params} place=${place} key=${params.id || page.path} />`;
}

function Routed() {
  const place = usePlace();
  const found = find(place.path);
  useEffect(() => {
    if (!found) document.title = `${t('state.not_found')} · ${t('app.name')}`;
  }, [place.path]);
  if (found?.page.home) {
    history.replaceState(null, '', home());
    return html`<${Routed} key=${location.pathname} />`;
  }
  return found ? html`<${Page} ...${found} place=${place} />` : html`<${NotFound} />`;
}

function App() {
  const [person, setPerson] = useState(me());
  const [asking, setAsking] = useState(null);
  useEffect(() => onPerson(setPerson), []);
  useEffect(() => {
    onSessionEnd(() => new Promise(done => setAsking(() => done)));
  }, []);
  const settled = () => {
    asking();
    setAsking(null);
  };
  if (!person) return html`<${SignIn} />`;
  return html`<${Frame} person=${person}><${Routed} /><//>${asking && html`<${SignInDialog} login=${person.login} done=${settled} />`}`;
}

async function start() {
  const root = document.getElementById('app');
  startRouter();
  await loadWords();
  try {
    await recall();
  } catch (problem) {
    render(html`<main class="alone"><${Failed} problem=${problem} retry=${() => location.reload()} /></main>`, root);
    return;
  }
  render(html`<${App} />`, root);
}

start();
