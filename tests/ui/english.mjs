/* The console in English: the only Russian words on a page are those that the server gave, which are the company's and the clients'. */
import { scenario } from './scenario.mjs';
import { openCard } from './steps.mjs';

const PATHS = {
  window: ['/journal', '/queue', '/new', '/work', '/work?list=pool', '/tasks', '/notices', '/clients', '/distribution', '/nothing'],
  head: ['/distribution'],
  signer: ['/answers'],
  clerk: ['/letters', '/letters/new'],
  analyst: ['/reports', '/reports?tab=figures'],
  admin: ['/settings', ...['bindings&branch=ULN', 'people', 'people&person=00227', 'roles', 'roles&role=front_office', 'sources', 'sources&source=lk', 'health', 'dead']
    .map(list => `/settings?list=${list}`)],
};
const RUSSIAN = /[а-яё]+(?:-[а-яё]+)*/gi;

/* Words of the page that no answer had. */
async function ownRussian(person, given) {
  const texts = await person.page.evaluate(() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) found.push(walk.currentNode.textContent);
    document.querySelectorAll('[aria-label], [placeholder], [title]').forEach(one => found.push(...['aria-label', 'placeholder', 'title'].map(name => one.getAttribute(name) || '')));
    return [...found, document.title];
  });
  /* The other language is called by its own name. */
  return [...new Set(texts.flatMap(text => text.match(RUSSIAN) || []))].filter(word => word !== 'Русский' && !given.has(word.toLowerCase()));
}

/* Every word that comes with an answer; a page's own texts are files, not answers. */
function hear(person) {
  const given = new Set();
  const reading = new Set();
  person.page.on('response', response => {
    if (!response.url().includes('/api/')) return;
    const read = response.text().then(text => (text.match(RUSSIAN) || []).forEach(word => given.add(word.toLowerCase())), () => {}).finally(() => reading.delete(read));
    reading.add(read);
  });
  return { given, heard: () => Promise.all(reading) };
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
  const own = await ownRussian(person, words.given);
  if (own.length) throw new Error(`${person.login}, ${path}: Russian words of the page itself: ${own.join(', ')}`);
}

scenario('In English no page has a Russian word of its own', async stage => {
  for (const [login, paths] of Object.entries(PATHS)) {
    const person = await stage.arrive(login);
    const words = hear(person);
    await person.action('chooses English', () => chooseEnglish(person));
    for (const path of paths) await look(person, path, words);
    if (login !== 'window') continue;
    await openCard(person, 'SVE-2026-0000007');
    const { pathname } = new URL(person.page.url());
    for (const tab of ['registration', 'details', 'documents', 'status', 'answer', 'history']) await look(person, `${pathname}?tab=${tab}`, words);
    await person.shot('english-card');
  }
});
