import { fileURLToPath } from 'node:url';
import { until } from './lib.mjs';
import { scenario } from './scenario.mjs';
import { chooseClient, chooseType, fillPurpose, send } from './steps.mjs';

const FILE = fileURLToPath(new URL('../../deploy/demo/files/absence.pdf', import.meta.url));

async function fill(person) {
  await person.press('n');
  await chooseClient(person);
  await chooseType(person, 'Справка, паспорт приложен.');
  await fillPurpose(person);
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

async function stored(person) {
  await until('the file is in the archive', async () => {
    await person.page.reload();
    await person.page.locator('.card-head').waitFor();
    await person.press('3');
    await person.page.locator('.card-tab table, .card-tab .state').first().waitFor();
    return person.page.getByText('в архиве').count();
  });
  await person.page.locator('.card-tab a[href*="/content"]').waitFor();
  await person.shot('documents-stored');
}

scenario('A file at the window is bound to its kind, kept with the draft, and in the archive once the appeal is registered', async stage => {
  const person = await stage.arrive('window');
  await person.action('A3 fills the form', () => fill(person));
  await person.action('a file is bound to its kind', () => attach(person));
  await person.action('A3 sends', () => send(person));
  await person.action('the file is in the archive', () => stored(person));
});
