/* An appeal comes from the site; the clerk settles it, the head gives it to a specialist, he completes it with a text, the
 * signer signs, and the clerk reads aloud that it was answered. By the keyboard alone. */
import { openBrowser, Person, submit, WAIT_MS } from './lib.mjs';

const TEXT = 'В платёжном документе неверно указан период, прошу разъяснить.';

async function until(what, holds) {
  for (const end = Date.now() + WAIT_MS; ; await new Promise(done => setTimeout(done, 200))) {
    const value = await holds();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
  }
}

/* The card of the external id in the list of received ones, opened by J. Returns its number. */
async function findReceived(clerk, external) {
  await until('the card is in the queue', async () => {
    await clerk.goes('/queue');
    await clerk.page.locator('.picker, .state-title').first().waitFor();
    const cards = await clerk.page.locator('.picker li').count();
    for (let i = 0; i < cards; i++) {
      await clerk.page.locator('.card-side').waitFor();
      if (await clerk.page.getByText(external).count()) return true;
      const before = await clerk.page.locator('.queue-number').textContent();
      await clerk.press('j');
      await until('the next card', async () => i === cards - 1 || (await clerk.page.locator('.queue-number').textContent().catch(() => before)) !== before);
    }
    return false;
  });
  return (await clerk.page.locator('.queue-number').textContent()).match(/[A-Z]+-\d+-\d+/)[0];
}

async function settle(clerk, number) {
  await clerk.page.locator('.proposals kbd, .chosen').first().waitFor();
  if (await clerk.page.locator('.proposals').count()) await clerk.press('1');
  await clerk.page.locator('.chosen').first().waitFor();
  await clerk.page.getByRole('button', { name: 'Зарегистрировать и в работу' }).and(clerk.page.locator('.primary:enabled')).waitFor();
  await clerk.press('Control+Enter');
  await clerk.page.locator('.picker', { hasText: number }).waitFor({ state: 'detached' });
}

/* «Взять следующее» until it is ours; what came before is done as well. */
async function check(clerk, number) {
  for (let i = 0; i < 40; i++) {
    await clerk.goes('/work');
    await clerk.press('t');
    await clerk.page.locator('.stage-work').waitFor();
    const title = await clerk.page.locator('.card-head h1').textContent();
    if (!(await clerk.page.locator('input[name=result]:checked').count())) {
      await clerk.page.locator('input[name=result]:focus').waitFor();
      await clerk.press('Space');
    }
    await clerk.press('Control+Enter');
    await clerk.page.locator('.stage-work').waitFor({ state: 'detached' });
    if (title.includes(number)) return;
  }
  throw new Error(`${number} never came from the queue`);
}

async function assign(head, number) {
  await until('the stage waits for the head', async () => {
    await head.goes('/distribution');
    await head.page.locator('.load').waitFor();
    return head.page.locator('a.row-link', { hasText: number }).count();
  });
  await until('the row has the focus', async () => {
    await head.press('j');
    return head.page.locator('a.row-link:focus', { hasText: number }).count();
  });
  await head.press('a');
  await head.page.locator('dialog[open]').waitFor();
  while (!(await head.page.locator('label:has(input:checked)', { hasText: 'Третьяков' }).count())) await head.press('ArrowDown');
  await head.press('Control+Enter');
  await head.page.locator('a.row-link', { hasText: number }).waitFor({ state: 'detached' });
}

async function complete(specialist, number) {
  await until('the stage is his', async () => {
    await specialist.goes('/work');
    return specialist.page.locator('a.row-link', { hasText: number }).count();
  });
  await until('the row has the focus', async () => {
    await specialist.press('j');
    return specialist.page.locator('a.row-link:focus', { hasText: number }).count();
  });
  await specialist.press('Enter');
  await specialist.page.locator('input[name=result]:focus').waitFor();
  await specialist.press('Space', 'Tab');
  await specialist.type('Период исправлен, новый документ направлен.');
  await specialist.shot('stage');
  await specialist.press('Control+Enter');
  await specialist.page.locator('.stage-work').waitFor({ state: 'detached' });
}

async function sign(signer, number) {
  await until('the answer waits for the signature', async () => {
    await signer.goes('/answers');
    return signer.page.locator('.picker', { hasText: number }).count();
  });
  while (!(await signer.page.locator('.split-main h2', { hasText: number }).count())) await signer.press('j');
  await signer.sees('Период исправлен');
  await signer.shot('signature');
  await signer.press('Control+Enter');
  await signer.page.locator('.picker a', { hasText: number }).waitFor({ state: 'detached' });
}

async function readAloud(clerk, number) {
  await until('the answer is on its way', async () => {
    await clerk.goes('/journal');
    await clerk.press('/');
    await clerk.type(number);
    await clerk.press('Enter');
    await clerk.page.locator('.aloud').waitFor();
    return /Ответ (направлен|подписан)/.test(await clerk.page.locator('.aloud').textContent());
  });
  await clerk.shot('status');
}

const browser = await openBrowser();
try {
  const external = submit({ type_code: 'GIS-X-002', account: '6600103151', address: 'г. Екатеринбург, ул. Примерная, д. 24, кв. 24',
    applicant: { last: 'Огнев', first: 'Пётр', phone: '+79000009923', email: 'client23@example.ru', role: 'family' }, text: TEXT, fields: { gis: '66-2026-0012345' } });
  const clerk = await Person.arrive(browser, 'window');
  let number;
  await clerk.action('finds the received card', async () => { number = await findReceived(clerk, external); });
  await clerk.action('A4 settles it', () => settle(clerk, number));
  await clerk.action('takes stages until it is his, completes', () => check(clerk, number));
  const head = await Person.arrive(browser, 'head');
  await head.action('A8 gives it to a specialist', () => assign(head, number));
  const specialist = await Person.arrive(browser, 'specialist');
  await specialist.action('A6, A7 opens it, completes it with a text', () => complete(specialist, number));
  const signer = await Person.arrive(browser, 'signer');
  await signer.action('A9 signs', () => sign(signer, number));
  await clerk.action('A10 reads the status by the number', () => readAloud(clerk, number));
  for (const person of [clerk, head, specialist, signer]) await person.leave();
} finally {
  await browser.close();
}
