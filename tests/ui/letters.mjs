/* The records office, by the keyboard alone. */
import { fileURLToPath } from 'node:url';
import { until } from './lib.mjs';
import { scenario } from './scenario.mjs';
import { ACCOUNT } from './steps.mjs';

const SCAN = fileURLToPath(new URL('../../deploy/demo/files/absence.pdf', import.meta.url));
const THEIRS = `17/${Date.now()}`;

async function fill(person) {
  await person.page.locator('#f-client_id:focus').waitFor();
  await person.tabTo('#f-correspondent');
  await person.type('ТСЖ «Парковое»');
  await person.press('Tab');
  await person.type(THEIRS);
  await person.tabTo('#f-subject');
  await person.type('О начислениях за отопление');
}

async function register(person) {
  await person.goes('/letters');
  await person.press('l');
  await fill(person);
  await person.page.locator('#f-files').setInputFiles(SCAN);
  await person.page.locator('.attach .tag:not([role=status])').waitFor();
  await person.shot('letter-form');
  await person.press('Control+Enter');
  await person.page.locator('h1', { hasText: /Вх-SVE-\d{4}-\d{6}/ }).waitFor();
  await person.page.locator('.links a', { hasText: 'absence.pdf' }).waitFor();
  return (await person.page.locator('h1').textContent()).match(/Вх-SVE-\d{4}-\d{6}/)[0];
}

/* What is typed outlives a reload; the double is named and can be opened. */
async function double(person, number) {
  await person.goes('/letters/new');
  await fill(person);
  await person.page.reload();
  await person.page.locator('#f-correspondent').waitFor();
  await person.holds('#f-corr_number', THEIRS);
  await person.press('Control+Enter');
  await person.sees(`Такое письмо уже есть: ${number}`, { exact: false });
  await person.shot('letter-double');
  await person.page.getByRole('link', { name: 'Открыть его' }).press('Enter');
  await person.page.locator('h1', { hasText: number }).waitFor();
}

async function mark(person) {
  await person.press('a');
  await person.page.locator('.mark input:focus').waitFor();
  await person.type(ACCOUNT);
  await person.page.locator('.combo-list li').first().waitFor();
  await person.press('Enter');
  await person.sees('Огнева Ксения Юрьевна');
  await person.tabTo('#f-type_code');
  await person.type('не приходит квитанция');
  await person.page.locator('.combo-list li').first().waitFor();
  await person.press('Enter');
  await person.page.locator('#f-text:focus').waitFor();
  await person.type('. Просим выслать квитанции за осень.');
  await person.shot('letter-mark');
  await person.press('Control+Enter');
  await person.page.getByRole('link', { name: 'Открыть обращение' }).waitFor();
}

/* The card comes by the bus: it is there some moments later. */
async function card(person) {
  const link = person.page.getByRole('link', { name: 'Открыть обращение' });
  const address = await link.getAttribute('href');
  await until('the card is there', async () => {
    await person.page.goto(new URL(address, person.page.url()).href);
    await person.page.locator('.card-head, .state-title').first().waitFor();
    return person.page.locator('.card-head').count();
  });
  await person.page.locator('.card-head', { hasText: /Поступило|Зарегистрировано|В работе/ }).waitFor();
  await person.sees('Просим выслать квитанции за осень.', { exact: false });
}

scenario('A letter is registered, the same one not twice unawares, and one that is an appeal becomes a card', async stage => {
  const person = await stage.arrive('clerk');
  const number = await person.action('registers a letter with a scan', () => register(person));
  await person.action('the same letter again is named', () => double(person, number));
  await person.action('A5 marks it as an appeal', () => mark(person));
  await person.action('its card is there', () => card(person));
});
