/* A file at the window: bound to its document kind, kept with the draft, and in the archive once the appeal is registered. */
import { fileURLToPath } from 'node:url';
import { openBrowser, Person } from './lib.mjs';

const FILE = fileURLToPath(new URL('../../deploy/demo/files/absence.pdf', import.meta.url));

async function fill(person) {
  await person.press('n');
  await person.page.locator('#f-client_id:focus').waitFor();
  await person.type('6600103151');
  await person.page.locator('.combo-list li').first().waitFor();
  await person.press('Enter');
  await person.page.locator('#f-type_code:focus').waitFor();
  await person.type('справка об отсутствии долга');
  await person.page.locator('.combo-list li').first().waitFor();
  await person.press('Enter');
  await person.page.locator('#f-text:focus').waitFor();
  await person.type('Справка, паспорт приложен.');
  await person.tabTo('#f-fields-ik');
  await person.type('об отсутствии долга');
}

/* The kind that the type advises has a line of its own; the draft keeps what was bound to it. */
async function attach(person) {
  const line = person.page.locator('.document', { hasText: 'Паспорт' });
  await line.locator('input[type=file]').setInputFiles(FILE);
  await line.locator('.tag').waitFor();
  await person.page.locator('.draft-saved').waitFor();
  await person.page.locator('.faults').waitFor({ state: 'detached' });
  await person.shot('documents-typed');
}

async function send(person) {
  await person.press('Control+Enter');
  await person.page.locator('.card-head').waitFor();
  for (let i = 0; i < 40 && !(await person.page.getByText('в архиве').count()); i++) {
    await person.page.reload();
    await person.page.locator('.card-head').waitFor();
    await person.press('3');
    await person.page.locator('.card-tab table, .card-tab .state').first().waitFor();
  }
  await person.page.locator('.card-tab a[href*="/content"]').waitFor();
  await person.shot('documents-stored');
}

const browser = await openBrowser();
try {
  const person = await Person.arrive(browser, 'window');
  await person.action('A3 fills the form', () => fill(person));
  await person.action('a file is bound to its kind', () => attach(person));
  await person.action('A3 sends, the file is in the archive', () => send(person));
  await person.leave();
} finally {
  await browser.close();
}
