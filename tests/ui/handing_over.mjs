/* The client wants the answer at the office: the clerk hands it over and says who signed for it. By the keyboard alone. */
import { openBrowser, Person } from './lib.mjs';

/* An office appeal whose only stage is the window's own: solved by the clerk, answered by hand. */
async function register(person) {
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
  await person.type('Справка для субсидии.');
  await person.tabTo('#f-fields-ik');
  await person.type('об отсутствии долга');
  await person.tabTo('#f-response_channels');
  if (!(await person.page.locator('#f-response_channels').isChecked())) await person.press('Space');
  await person.press('Control+Enter');
  await person.page.locator('.card-head').waitFor();
  return (await person.page.locator('.card-head h1').textContent()).match(/[A-Z]+-\d+-\d+/)[0];
}

/* Stage after stage of the window's queue, until this appeal's is done. */
async function work(person, number) {
  for (let i = 0; i < 60; i++) {
    await person.goes('/work');
    await person.press('t');
    const open = person.page.locator('.stage-work');
    await open.or(person.page.locator('.summary')).first().waitFor();
    if (!(await open.count())) continue;
    const title = await person.page.locator('.card-head h1').textContent();
    if (!(await person.page.locator('input[name=result]:checked').count())) {
      await person.page.locator('input[name=result]:focus').waitFor();
      await person.press('Space');
    }
    await person.press('Control+Enter');
    await open.waitFor({ state: 'detached' });
    if (title.includes(number)) return;
  }
  throw new Error(`${number} never came from the queue`);
}

async function handOver(person, number) {
  const row = person.page.locator('a.row-link', { hasText: number });
  for (let i = 0; i < 40 && !(await row.count()); i++) {
    await person.goes('/tasks');
    await person.page.locator('a.row-link, .state-title').first().waitFor();
  }
  for (let i = 0; i < 100 && !(await person.page.locator('a.row-link:focus', { hasText: number }).count()); i++) await person.press('j');
  await person.press('d');
  await person.page.locator('#f-proof:focus').waitFor();
  await person.type('Огнева К. Ю.');
  await person.shot('handing-over');
  await person.press('Enter');
  await person.page.locator('dialog[open]').waitFor({ state: 'detached' });
}

async function answered(person, number) {
  await person.press('/');
  await person.type(number);
  await person.press('Enter');
  await person.page.locator('.aloud').waitFor();
  await person.sees('Ответ направлен.');
}

const browser = await openBrowser();
try {
  const person = await Person.arrive(browser, 'window');
  let number;
  await person.action('A3 registers, answer at the office', async () => { number = await register(person); });
  await person.action('works through the queue', () => work(person, number));
  await person.action('hands the answer over', () => handOver(person, number));
  await person.action('A10 reads the status by the number', () => answered(person, number));
  await person.leave();
} finally {
  await browser.close();
}
