/* The console in English: the only Russian words on a page are those of clients, and people's names: never the page's own, and no name
 * that the company has in English, too. */
import { readFileSync } from 'node:fs';
import { scenario } from './scenario.mjs';
import { openCard } from './steps.mjs';

const PATHS = {
  window: ['/journal', '/queue', '/new', '/work', '/work?list=pool', '/tasks', '/notices', '/clients', '/distribution', '/nothing'],
  head: ['/distribution'],
  signer: ['/answers', '/work'],
  clerk: ['/letters', '/letters/new'],
  specialist: ['/work', '/journal'],
  analyst: ['/reports', '/reports?tab=figures', '/reports?tab=figures&from=2026-01-01&to=2027-12-31'],
  admin: ['/settings', ...['unrouted', 'bindings&branch=ULN', 'people', 'people&person=00227', 'roles', 'roles&role=front_office', 'sources', 'sources&source=lk', 'health', 'dead']
    .map(list => `/settings?list=${list}`)],
};
const RUSSIAN_LETTER = /[а-яё]/i;
const RUSSIAN = /[а-яё]+(?:-[а-яё]+)*/gi;

/* What the services say of faults, which comes as one text in the reader's language. */
const SAID = Object.values(JSON.parse(readFileSync(new URL('../../proto-schemas/texts/ru.json', import.meta.url), 'utf8')));

/* Every text of the page; what a client wrote or was written is left out. */
function textsOf(person) {
  return person.page.evaluate(() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('.appeal-text, .letter')) found.push(walk.currentNode.textContent);
    document.querySelectorAll('[aria-label], [placeholder], [title]').forEach(one => found.push(...['aria-label', 'placeholder', 'title'].map(name => one.getAttribute(name) || '')));
    return [...found, document.title];
  });
}

/* Words of the page that no answer had. */
function ownRussian(texts, given) {
  /* The other language is called by its own name. */
  return [...new Set(texts.flatMap(text => text.match(RUSSIAN) || []))].filter(word => word !== 'Русский' && !given.has(word.toLowerCase()));
}

/* Names in Russian that have an English one: a text that is one, or a part of it between the marks that lists have. */
function leftRussian(texts, names) {
  return [...new Set(texts.flatMap(text => [text, ...text.split(/ · |[,;:] |\s{2,}/)]).map(part => part.trim()))].filter(part => names.has(part));
}

/* The Russian one of each pair in an answer: {ru, en} and {x_ru, x_en}. */
function pairs(value, add) {
  if (!value || typeof value !== 'object') return;
  for (const [name, one] of Object.entries(value)) {
    const other = /(^|_)ru$/.test(name) && value[name.replace(/ru$/, 'en')];
    if (typeof one === 'string' && typeof other === 'string' && other && RUSSIAN_LETTER.test(one)) add(one.trim());
    else pairs(one, add);
  }
}

/* Every word that comes with an answer, and every name in two languages; a page's own texts are files, not answers. */
function hear(person, names) {
  const given = new Set();
  const reading = new Set();
  const listen = text => {
    (text.match(RUSSIAN) || []).forEach(word => given.add(word.toLowerCase()));
    if (text.startsWith('{')) pairs(JSON.parse(text), name => names.add(name));
  };
  person.page.on('response', response => {
    if (!response.url().includes('/api/')) return;
    const read = response.text().then(listen, () => {}).finally(() => reading.delete(read));
    reading.add(read);
  });
  return { given, names, heard: () => Promise.all(reading) };
}

async function chooseEnglish(person) {
  await person.tabTo('details.person summary');
  await person.press('Enter');
  await person.tabTo('details.person select');
  await person.press('ArrowDown');
  await person.page.locator('html[lang=en]').waitFor();
  await person.page.locator('main h1').first().waitFor();
}

async function look(person, path, words) {
  await person.goes(path);
  await person.page.waitForLoadState('networkidle');
  await words.heard();
  const texts = await textsOf(person);
  const own = ownRussian(texts, words.given);
  if (own.length) throw new Error(`${person.login}, ${path}: Russian words of the page itself: ${own.join(', ')}`);
  const left = leftRussian(texts, words.names);
  if (left.length) throw new Error(`${person.login}, ${path}: has an English name: ${left.join(', ')}`);
}

scenario('In English no page has a Russian word of its own, nor a Russian name that has an English one', async stage => {
  const names = new Set(SAID);
  for (const [login, paths] of Object.entries(PATHS)) {
    const person = await stage.arrive(login);
    const words = hear(person, names);
    await person.calls('GET', '/staff/v1/departments?limit=200');
    await person.action('chooses English', () => chooseEnglish(person));
    for (const path of paths) await look(person, path, words);
    if (login !== 'window') continue;
    const { items: [answered] } = await person.calls('POST', '/intake/v1/appeals/search', { state: ['ANSWERED'], limit: 1 });
    await openCard(person, answered.number);
    const { pathname } = new URL(person.page.url());
    for (const tab of ['registration', 'details', 'documents', 'status', 'answer', 'history']) await look(person, `${pathname}?tab=${tab}`, words);
    await person.shot('english-card');
  }
});
