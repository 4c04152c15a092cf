/* Every page and state of it: axe finds nothing in light and dark, nothing is wider than the window at 1280, 1920 and 390,
 * the browser complains of nothing, asks no other host, and the first load stays within its budget. */
import { Person, until, url } from './lib.mjs';
import { scenario } from './scenario.mjs';

const FIRST_LOAD_BYTES = 150000;
const SIZES = [{ width: 1280, height: 720 }, { width: 1920, height: 1080 }, { width: 390, height: 844 }];
const IN_WORK = { state: ['IN_WORK'], limit: 1 };

const pages = [
  { login: 'window', name: 'journal', path: '/journal' },
  { login: 'window', name: 'journal-empty', path: '/journal?from=1999-01-01&to=1999-01-02' },
  { login: 'window', name: 'queue', path: '/queue' },
  { login: 'window', name: 'queue-gone', path: '/queue?id=00000000-0000-7000-8000-000000000000' },
  { login: 'window', name: 'new', path: '/new' },
  { login: 'window', name: 'work', path: '/work' },
  { login: 'window', name: 'pool', path: '/work?list=pool' },
  { login: 'window', name: 'pool-why', path: '/work?list=pool', act: why },
  { login: 'window', name: 'tasks', path: '/tasks' },
  { login: 'window', name: 'notices', path: '/notices' },
  { login: 'window', name: 'no-page', path: '/nothing' },
  { login: 'window', name: 'no-right', path: '/distribution' },
  ...['registration', 'details', 'documents', 'status', 'answer', 'history'].map(tab => ({ login: 'window', name: `card-${tab}`, card: IN_WORK, tab })),
  { login: 'window', name: 'card-answered', card: { state: ['ANSWERED'], limit: 1 }, tab: 'answer' },
  { login: 'head', name: 'distribution', path: '/distribution' },
  { login: 'head', name: 'assign', path: '/distribution', act: person => assign(person) },
  { login: 'head', name: 'card-head', card: IN_WORK, tab: 'registration' },
  { login: 'head', name: 'cancel', card: IN_WORK, tab: 'registration', act: person => cancel(person) },
  { login: 'signer', name: 'answers', path: '/answers' },
  { login: 'clerk', name: 'letters', path: '/letters' },
  { login: 'clerk', name: 'letters-empty', path: '/letters?from=1999-01-01&to=1999-01-02' },
  { login: 'clerk', name: 'letter', path: '/letters', act: person => openFirst(person) },
  { login: 'clerk', name: 'letter-new', path: '/letters/new', act: person => person.page.locator('#f-is_appeal').check() },
  { login: 'window', name: 'clients', path: '/clients' },
  { login: 'window', name: 'clients-found', path: '/clients', act: person => findClient(person) },
  { login: 'window', name: 'client', path: '/clients', act: openClient },
  { login: 'analyst', name: 'reports', path: '/reports' },
  { login: 'analyst', name: 'figures', path: '/reports?tab=figures&from=2026-01-01&to=2027-12-31' },
  { login: 'integrator', name: 'dead-letters', path: '/settings?list=dead' },
  { login: 'window', name: 'no-right-settings', path: '/settings' },
  { login: 'admin', name: 'person', path: '/settings?list=people&person=00227' },
  { login: 'admin', name: 'person-new', path: '/settings?list=people&person=new' },
  { login: 'admin', name: 'role', path: '/settings?list=roles&role=front_office' },
  { login: 'admin', name: 'source', path: '/settings?list=sources&source=lk' },
  ...['unrouted', 'bindings', 'people', 'roles', 'sources', 'health', 'dead'].map(list => ({ login: 'admin', name: `settings-${list}`, path: `/settings?list=${list}&branch=ULN` })),
];

/* The period of the first stage, explained. */
async function why(person) {
  const first = person.page.locator('td .why').first();
  if (!(await first.count())) return;
  await first.locator('summary').click();
  await first.locator('p', { hasText: /\d/ }).waitFor();
}

/* The dialog of the first stage, where one waits. */
async function assign(person) {
  if (!(await person.page.locator('a.row-link').count())) return;
  await person.press('a');
  await person.page.locator('dialog[open]').waitFor();
}

/* The page's heading tells that it is there: the network may be idle before the page asks it anything. */
async function openFirst(person) {
  const heading = () => person.page.locator('main h1').first().textContent({ timeout: 1000 }).catch(() => '');
  const list = await heading();
  await person.page.locator('a.row-link').first().click();
  await until('the page of the row', async () => ![list, ''].includes(await heading()));
  await person.page.waitForLoadState('networkidle');
}

async function openClient(person) {
  await findClient(person);
  await openFirst(person);
  await person.page.locator('h1', { hasText: 'Огнева' }).waitFor();
}

async function findClient(person) {
  await person.page.locator('.wide-input input').fill('6600103151');
  await person.page.locator('.wide-input input').press('Enter');
  await person.page.locator('a.row-link').first().waitFor();
}

async function cancel(person) {
  await person.page.getByRole('button', { name: 'Аннулировать' }).click();
  await person.page.locator('dialog[open]').waitFor();
}

/* The first card that a filter finds, asked with the page's own cookies. */
function firstCard(person, filter) {
  return person.page.evaluate(async body => {
    const csrf = document.cookie.match(/otk_csrf=([^;]+)/)[1];
    const answer = await fetch('/api/intake/v1/appeals/search', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify(body) });
    return (await answer.json()).items[0]?.id;
  }, filter);
}

async function open(person, page) {
  const id = page.card && await firstCard(person, page.card);
  if (page.card && !id) return false;
  await person.page.goto(url + (page.path || `/appeals/${id}?tab=${page.tab}`));
  await person.page.waitForLoadState('networkidle');
  await page.act?.(person);
  return true;
}

/* All rules in light; in dark only what colours can break. */
async function look(person, page, faults) {
  for (const scheme of ['light', 'dark']) {
    // Without motion: a button's colour on its way has no contrast of its own.
    await person.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    (await person.accessible(scheme === 'dark' && ['color-contrast'])).forEach(fault => faults.push(`${page.name} (${scheme}): ${fault}`));
    for (const size of SIZES) {
      await person.page.setViewportSize(size);
      const wider = await person.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wider > 0 && scheme === 'light') faults.push(`${page.name}: ${wider} px wider than ${size.width}`);
      await person.shot(`${page.name}-${size.width}-${scheme}`);
    }
    await person.page.setViewportSize(SIZES[0]);
  }
}

/* What a person loads before he sees his first page, as it comes over the line. */
async function firstLoad(stage, faults) {
  const { browser } = stage;
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let bytes = 0;
  await session.send('Network.enable');
  session.on('Network.loadingFinished', event => { bytes += event.encodedDataLength; });
  page.on('request', request => request.url().startsWith(url) || faults.push(`asks another host: ${request.url()}`));
  const answer = await page.goto(`${url}/`);
  await page.waitForLoadState('networkidle');
  const policy = answer.headers()['content-security-policy'] || '';
  if (!policy.includes("default-src 'self'") || policy.includes('unsafe')) faults.push(`policy: ${policy}`);
  if (bytes > FIRST_LOAD_BYTES) faults.push(`first load: ${bytes} bytes`);
  stage.note(`first load ${Math.round(bytes / 1000)} kB of ${FIRST_LOAD_BYTES / 1000}`);
  faults.push(...(await new Person(page, 'nobody').accessible()).map(fault => `sign-in: ${fault}`));
  await context.close();
}

function refuse(faults) {
  if (faults.length) throw new Error(`${faults.length} faults\n${faults.join('\n')}`);
}

scenario('The first load is small, asks no other host and allows no inline script', async stage => {
  const faults = [];
  await firstLoad(stage, faults);
  refuse(faults);
});

scenario('Axe finds nothing on any page and nothing is cut at 1280, 1920 and 390, light and dark', async stage => {
  const faults = [];
  for (const login of new Set(pages.map(page => page.login))) {
    const person = await stage.arrive(login);
    for (const page of pages.filter(one => one.login === login)) if (await open(person, page)) await look(person, page, faults);
  }
  stage.note(`${pages.length} pages`);
  refuse(faults);
});
