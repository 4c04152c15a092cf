/* What must lose nothing. */
import { passwordOf, url } from './lib.mjs';
import { scenario } from './scenario.mjs';
import { chooseClient, chooseType, fillPurpose, findReceived, send, submitComplaint } from './steps.mjs';

async function draft(person, text) {
  await person.press('n');
  await person.page.locator('#f-client_id:focus').waitFor();
  await person.tabTo('#f-text');
  await person.type(text);
  await person.page.locator('.draft-saved').waitFor();
  return person.page.url();
}

/* The cookies of the session are gone: the sign-in comes over the page, and the draft goes on. */
async function sessionEnds(person) {
  await person.context.clearCookies({ name: /^otk_(access|refresh)$/ });
  await person.type(' Ещё слово.');
  await person.page.locator('dialog[open] [name=password]:focus').waitFor();
  await person.shot('session-ended');
  await person.type(passwordOf(person.login));
  await person.press('Enter');
  await person.page.locator('dialog[open]').waitFor({ state: 'detached' });
  await person.page.locator('.draft-saved').waitFor();
  await person.holds('#f-text', 'Проверка черновика. Ещё слово.');
}

/* The other window changes the same field first: both words are shown, and the person decides. */
async function twoPersons(person, other, address) {
  await other.page.goto(address);
  await other.page.locator('#f-text').fill('Так написал коллега.');
  await other.page.locator('.draft-saved').waitFor();
  await person.page.locator('#f-text').fill('Так написала я.');
  await person.sees('Пока вы писали');
  await person.sees('Так написал коллега.', { exact: false });
  await person.shot('conflict');
  await person.page.getByRole('button', { name: 'Оставить моё' }).press('Enter');
  await person.page.locator('.draft-saved').waitFor();
  await other.page.reload();
  await other.holds('#f-text', 'Так написала я.');
}

/* The list comes after the words were typed, and is drawn around them. */
async function typesWhileItLoads(person) {
  let load;
  const loads = new Promise(done => { load = done; });
  await person.page.route('**/api/staff/v1/employees?*', async route => {
    await loads;
    await route.continue();
  });
  await person.goes('/settings?list=people');
  await person.page.locator('input[name=text]').focus();
  await person.type('specialist');
  load();
  await person.page.locator('a.row-link').first().waitFor();
  await person.holds('input[name=text]', 'specialist');
}

async function wrongPassword(page, login) {
  await page.goto(`${url}/`);
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill('not this one');
  await page.locator('[name=password]').press('Enter');
  await page.locator('#sign-in-fault').waitFor();
  return page.locator('[name=login]').inputValue();
}

scenario('What was typed stays: words before a list that loads, and the login after a wrong password', async stage => {
  const admin = await stage.arrive('admin');
  await admin.action('types while the list loads', () => typesWhileItLoads(admin));
  await admin.page.unroute('**/api/staff/v1/employees?*');
  await admin.context.clearCookies({ name: /^otk_/ });
  await admin.action('a wrong password', async () => {
    const kept = await wrongPassword(admin.page, 'admin');
    if (kept !== 'admin') throw new Error(`the login became «${kept}»`);
  });
});

scenario('A session that ends while somebody types asks for the password over the page and loses nothing', async stage => {
  const person = await stage.arrive('window');
  await person.action('a draft', () => draft(person, 'Проверка черновика.'));
  await person.action('the session ends while typing', () => sessionEnds(person));
});

scenario('Two persons on one card see each other\'s words before either is lost', async stage => {
  const person = await stage.arrive('window');
  const address = await person.action('a draft', () => draft(person, 'Проверка черновика.'));
  const other = await stage.arrive('head');
  await person.action('two persons on one card', () => twoPersons(person, other, address));
  await person.isAccessible('after a conflict');
});

/* What the colleague settled goes from the list; no other card comes under the hands of who was reading it. */
async function settledMeanwhile(clerk, other, number) {
  const id = new URL(clerk.page.url()).searchParams.get('id');
  await other.calls('PUT', `/intake/v1/appeals/${id}`, { client_unknown: true, then: 'register' }, (await other.calls('GET', `/intake/v1/appeals/${id}`)).version);
  await clerk.sees('Эту карточку уже разобрали');
  await clerk.press('Control+Enter');
  if (new URL(clerk.page.url()).searchParams.get('id') !== id) throw new Error(`another card came in the place of ${number}`);
}

scenario('A received card that a colleague settles is not replaced by another while somebody reads it', async stage => {
  const clerk = await stage.arrive('window');
  const number = await findReceived(clerk, submitComplaint());
  const other = await stage.arrive('head');
  await clerk.action('a colleague settles the card', () => settledMeanwhile(clerk, other, number));
});

/* N before the first page has come: that page comes later than the wish for another, and the form later still. */
async function newBeforeThePageComes(clerk) {
  let press;
  const pressed = new Promise(done => { press = done; });
  const comes = (name, afterMs) => clerk.page.route(`**/pages/${name}.js`, async route => {
    await pressed;
    setTimeout(() => route.continue(), afterMs);
  });
  await comes('queue', 0);
  await comes('register', 1000);
  await clerk.page.goto(`${url}/queue`);
  await clerk.page.locator('nav.menu').waitFor();
  await clerk.press('n');
  press();
  await clerk.page.locator('#f-client_id').waitFor();
  if (new URL(clerk.page.url()).search) throw new Error(`a new appeal is at ${clerk.page.url()}`);
  await clerk.page.unrouteAll({ behavior: 'wait' });
}

/* Another new appeal from the form of one: an empty form; the first is where it was. */
async function newOverDraft(person) {
  const address = await draft(person, 'Первое обращение.');
  await person.choose('Новое обращение');
  await person.page.locator('#f-client_id:focus').waitFor();
  await person.holds('#f-text', '');
  await person.page.goBack();
  await person.holds('#f-text', 'Первое обращение.');
  if (person.page.url() !== address) throw new Error(`the first draft is at ${person.page.url()}, not at ${address}`);
}

scenario('N opens an empty form whatever was on the screen before, and leaves the draft it was pressed over as it is', async stage => {
  const clerk = await stage.arrive('window');
  await findReceived(clerk, submitComplaint());
  await clerk.action('N before the first page has come', () => newBeforeThePageComes(clerk));
  await clerk.action('N over a draft', () => newOverDraft(clerk));
});

/* The browser asks; asked for: what it asked, and whether the person stayed. */
async function leaves(person, path, stay) {
  const asked = person.page.waitForEvent('dialog').then(async dialog => {
    await (stay ? dialog.dismiss() : dialog.accept());
    return dialog.message();
  });
  await person.page.locator(`nav.menu a[href="${path}"]`).press('Enter');
  return asked;
}

scenario('A form that does not save itself asks before it is left with changes', async stage => {
  const admin = await stage.arrive('admin');
  await admin.goes('/settings?list=roles&role=new');
  await admin.page.locator('#f-code').fill('unsaved');
  const words = await leaves(admin, '/notices', true);
  if (!words.includes('несохранённые')) throw new Error(`asked: ${words}`);
  await admin.holds('#f-code', 'unsaved');
  await leaves(admin, '/notices', false);
  await admin.page.waitForURL('**/notices');
});

/* Sent with nothing in it: the summary leads to the field. */
async function sendsEmpty(person, path, field) {
  await person.goes(path);
  await person.page.locator(field).waitFor();
  await person.press('Control+Enter');
  await person.page.locator('.summary:focus').waitFor();
  await person.press('Tab', 'Enter');
  await person.page.locator(`${field}:focus`).waitFor();
}

scenario('A form sent empty leads to the field that it lacks', async stage => {
  const admin = await stage.arrive('admin');
  await admin.action('an empty person', () => sendsEmpty(admin, '/settings?list=people&person=new', '#f-tab_no'));
  await admin.action('an empty role', () => sendsEmpty(admin, '/settings?list=roles&role=new', '#f-code'));
  await admin.action('an empty source', () => sendsEmpty(admin, '/settings?list=sources&source=new', '#f-name'));
  const window = await stage.arrive('window');
  await window.action('an empty appeal', () => sendsEmpty(window, '/new', '#f-type_code'));
});

/* The first reading of the card in work is one from before its due date was counted, however fast that was. */
function readsEarly(person) {
  let early = true;
  return person.page.route(/\/api\/intake\/v1\/appeals\/[0-9a-f-]{36}$/, async route => {
    if (route.request().method() !== 'GET') return route.continue();
    const response = await route.fetch();
    const { due_at, due_date, due_explanation_ru, ...card } = await response.json();
    if (!early || card.state !== 'IN_WORK') return route.fulfill({ response });
    early = false;
    return route.fulfill({ response, json: card });
  });
}

scenario('A card that was just sent to work gets its due date while it is looked at', async stage => {
  const person = await stage.arrive('window');
  await readsEarly(person);
  await person.press('n');
  await chooseClient(person);
  await chooseType(person, 'Справка для продажи квартиры.');
  await fillPurpose(person);
  await send(person);
  await person.action('the due date comes by itself', () => person.page.locator('.card-due .why').first().waitFor());
});
