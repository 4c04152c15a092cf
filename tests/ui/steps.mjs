/* steps.mjs: what several scenarios do on the way to their own point. */
import { submit, until } from './lib.mjs';

export const ACCOUNT = '6600103151';
const NUMBER = /[A-Z]+-\d+-\d+/;

/* A complaint of a known client that the site sends: the front office checks it, the charges department works on it. */
export function submitComplaint(text = 'В платёжном документе неверно указан период, прошу разъяснить.') {
  return submit({ type_code: 'GIS-X-002', account: ACCOUNT, address: 'г. Екатеринбург, ул. Примерная, д. 24, кв. 24',
    applicant: { last: 'Огнев', first: 'Пётр', phone: '+79000009923', email: 'client23@example.ru', role: 'family' }, text, fields: { gis: '66-2026-0012345' } });
}

export async function chooseClient(person) {
  await person.page.locator('#f-client_id:focus').waitFor();
  await person.type(ACCOUNT);
  await person.page.locator('.combo-list li').first().waitFor();
  await person.press('Enter');
  await person.sees('Огнева Ксения Юрьевна');
}

/* The office's certificate: one stage, the window's own. */
export async function chooseType(person, text) {
  await person.page.locator('#f-type_code:focus').waitFor();
  await person.type('справка об отсутствии долга');
  await person.page.locator('.combo-list li').first().waitFor();
  await person.press('Enter');
  await person.page.locator('#f-text:focus').waitFor();
  await person.type(text);
}

export async function fillPurpose(person) {
  await person.tabTo('#f-fields-ik');
  await person.type('об отсутствии долга');
}

/* Sends what stands in the form to work; returns the number. */
export async function send(person) {
  await person.press('Control+Enter');
  return cardNumber(person);
}

/* To register is at most this beyond the text. */
export function fewKeys({ name, keys }) {
  if (keys > 25) throw new Error(`${name}: ${keys} keys beyond the text, more than 25`);
}

export async function cardNumber(person) {
  await person.page.locator('.card-head').waitFor();
  return (await person.page.locator('.card-head h1').textContent()).match(NUMBER)[0];
}

/* From any page, by the search field. */
export async function openCard(person, number) {
  await person.press('/');
  await person.page.locator('input[type=search]:focus').waitFor();
  await person.type(number);
  await person.press('Enter');
  await person.page.locator('.card-head', { hasText: number }).waitFor();
}

/* The card of the external id in the list of received ones, opened by J. Returns its number. */
export async function findReceived(clerk, external) {
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
  return (await clerk.page.locator('.queue-number').textContent()).match(NUMBER)[0];
}

export async function settle(clerk, number) {
  await clerk.page.locator('.proposals kbd, .chosen').first().waitFor();
  if (await clerk.page.locator('.proposals').count()) await clerk.press('1');
  await clerk.page.locator('.chosen').first().waitFor();
  await clerk.page.getByRole('button', { name: 'Зарегистрировать и в работу' }).and(clerk.page.locator('.primary:enabled')).waitFor();
  await clerk.press('Control+Enter');
  await clerk.page.locator('.picker', { hasText: number }).waitFor({ state: 'detached' });
}

/* The result is chosen where none is yet, and the answer written where one is given; then the stage is done. */
export async function completeStage(person, answer) {
  await person.page.locator('.stage-work').waitFor();
  if (!(await person.page.locator('input[name=result]:checked').count())) {
    await person.page.locator('input[name=result]:focus').waitFor();
    await person.press('Space');
  }
  if (answer) await person.page.locator('#f-response_text').fill(answer);
  await person.press('Control+Enter');
  await person.page.locator('.stage-work').waitFor({ state: 'detached' });
}

/* «Взять следующее» until it is ours; what came before is done as well. */
export async function takeUntil(person, number) {
  await until(`${number} comes from the queue`, async () => {
    await person.goes('/work');
    await person.press('t');
    const open = person.page.locator('.stage-work');
    await open.or(person.page.locator('.summary')).first().waitFor();
    if (!(await open.count())) return false;
    const title = await person.page.locator('.card-head h1').textContent();
    await completeStage(person);
    return title.includes(number);
  });
}

/* The list at the path is asked until it has the number; J leads to the row. */
export async function findRow(person, path, number) {
  const row = person.page.locator('a.row-link', { hasText: number });
  await until(`${number} is in ${path}`, async () => {
    await person.goes(path);
    await person.page.locator('a.row-link, .state-title').first().waitFor();
    return row.count();
  });
  await until('the row has the focus', async () => {
    await person.press('j');
    return person.page.locator('a.row-link:focus', { hasText: number }).count();
  });
  return row;
}

export async function assign(head, number, whom) {
  const row = await findRow(head, '/distribution', number);
  await head.press('a');
  await head.page.locator('dialog[open]').waitFor();
  await until(`${whom} is chosen`, async () => {
    if (await head.page.locator('label:has(input:checked)', { hasText: whom }).count()) return true;
    await head.press('ArrowDown');
    return false;
  });
  await head.press('Control+Enter');
  await row.waitFor({ state: 'detached' });
}

/* The specialist's stage with a text of his own. */
export async function answerStage(specialist, number, text) {
  await findRow(specialist, '/work', number);
  await specialist.press('Enter');
  await specialist.page.locator('input[name=result]:focus').waitFor();
  await specialist.press('Space', 'Tab');
  await specialist.type(text);
  await specialist.shot('stage');
  await specialist.press('Control+Enter');
  await specialist.page.locator('.stage-work').waitFor({ state: 'detached' });
}

/* The letter of the number among those that wait for a signature, opened by J. */
export async function findLetter(signer, number) {
  await until('the answer waits for the signature', async () => {
    await signer.goes('/answers');
    await signer.page.locator('.picker, .state-title').first().waitFor();
    return signer.page.locator('.picker', { hasText: number }).count();
  });
  await until('the letter is open', async () => {
    if (await signer.page.locator('.split-main h2', { hasText: number }).count()) return true;
    await signer.press('j');
    return false;
  });
  await signer.page.locator('.letter').waitFor();
}

/* A dialog that asks why. */
export async function giveReason(person, text) {
  await person.page.locator('dialog[open] #f-reason').waitFor();
  await person.tabTo('#f-reason');
  await person.type(text);
  await person.press('Control+Enter');
  await person.page.locator('dialog[open]').waitFor({ state: 'detached' });
}

/* The status tab until it reads so. */
export async function readsStatus(person, number, wanted) {
  await until(`the status reads ${wanted}`, async () => {
    await person.goes('/journal');
    await openCard(person, number);
    await person.page.locator('.aloud').waitFor();
    return wanted.test(await person.page.locator('.aloud').textContent());
  });
}
