/* The analyst's reports and figures. */
import { readFileSync } from 'node:fs';
import { scenario } from './scenario.mjs';

const rowsOf = person => person.page.locator('tbody tr').count();

async function order(person) {
  await person.goes('/reports');
  await person.page.locator('.section form, form.section').waitFor();
  await person.page.locator('tbody tr, .state-title').first().waitFor();
  const before = await rowsOf(person);
  await person.press('Control+Enter');
  await person.page.waitForFunction(count => document.querySelectorAll('tbody tr').length === count, before + 1);
  await person.page.locator('tbody tr').first().getByRole('link', { name: 'Скачать' }).waitFor();
  await person.shot('report-made');
}

async function fetchIt(person) {
  const coming = person.page.waitForEvent('download');
  await person.page.locator('tbody tr').first().getByRole('link', { name: 'Скачать' }).press('Enter');
  const file = readFileSync(await (await coming).path());
  if (file.subarray(0, 2).toString() !== 'PK') throw new Error('no workbook came');
}

/* The answer of the first order is lost on the way: the second press sends the same key, and one report is made. */
async function lostAnswer(person) {
  const before = await rowsOf(person);
  let lost = 0;
  await person.page.route('**/api/reporting/v1/reports', async route => {
    if (route.request().method() !== 'POST' || lost++) return route.fallback();
    await route.fetch();
    return route.abort('internetdisconnected');
  });
  await person.press('Control+Enter');
  await person.page.waitForFunction(count => document.querySelectorAll('tbody tr').length > count, before);
  await person.page.unroute('**/api/reporting/v1/reports');
  await person.page.reload();
  await person.page.locator('tbody tr').first().waitFor();
  if (!lost || await rowsOf(person) !== before + 1) throw new Error(`${await rowsOf(person) - before} reports of one order`);
}

async function wrongPeriod(person) {
  await person.page.locator('#f-params-from').fill('2026-11-30');
  await person.page.locator('#f-params-to').fill('2026-11-01');
  await person.press('Control+Enter');
  await person.page.locator('.summary:focus').waitFor();
  await person.page.locator('#f-params-to[aria-invalid]').waitFor();
}

async function figures(person) {
  await person.page.getByRole('link', { name: 'Показатели' }).press('Enter');
  await person.page.locator('#f-params-from').fill('2026-01-01');
  await person.page.locator('#f-params-to').fill('2027-12-31');
  await person.page.locator('.total').waitFor();
  await person.page.waitForFunction(() => Number(document.querySelector('.total .number').textContent) > 0);
}

scenario('A report is ordered, made and fetched, an answer lost on the way makes no second one, and the figures are there', async stage => {
  const person = await stage.arrive('analyst', { acceptDownloads: true });
  await person.action('A11 orders a report, it is made', () => order(person));
  await person.action('fetches it', () => fetchIt(person));
  await person.action('an answer lost on the way makes no second one', () => lostAnswer(person));
  await person.action('a period that cannot be is named at its field', () => wrongPeriod(person));
  await person.action('A11 reads the figures', () => figures(person));
});
