/* Giving stages away and writing answers. */
import { until } from './lib.mjs';
import { scenario } from './scenario.mjs';
import { ACCOUNT, findRow } from './steps.mjs';

const TYPE = 'GIS-X-002';

/* Two appeals that the window has sent on: they wait for the head. */
async function prepare(window) {
  const form = { client_unknown: true, client_kind: 'FL', channel: 'OFFICE', type_code: TYPE, account: ACCOUNT, address: 'г. Екатеринбург, ул. Примерная, д. 24',
    applicant: { last: 'Огнев', first: 'Пётр', phone: '+79000009923', role: 'family' }, text: 'Неверный период.', fields: { gis: '66-2026-0012345' }, response_channels: ['office'], then: 'send' };
  const cards = [];
  for (let i = 0; i < 2; i++) cards.push(await window.calls('POST', '/intake/v1/appeals', form));
  const waiting = new Set(cards.map(card => card.id));
  for (let i = 0; i < 80 && waiting.size; i++) {
    const stage = await until('a stage in the queue', () => window.calls('POST', '/routing/v1/stages/take-next', {}).catch(() => null));
    await window.calls('POST', `/routing/v1/stages/${stage.id}/complete`, { result: stage.results[0] }, stage.version);
    waiting.delete(stage.appeal_id);
  }
  return cards.map(card => card.number);
}

async function giveBoth(head, numbers) {
  await until('both wait', async () => {
    await head.goes('/distribution');
    await head.page.locator('a.row-link, .state-title').first().waitFor();
    const found = await Promise.all(numbers.map(number => head.page.locator('a.row-link', { hasText: number }).count()));
    return found.every(Boolean);
  });
  for (const number of numbers) {
    await head.page.locator('a.row-link', { hasText: number }).focus();
    await head.press('x');
    await head.page.locator('tr.marked', { hasText: number }).waitFor();
  }
  await head.shot('distribution-marked');
  await head.press('a');
  await head.page.locator('dialog[open]').waitFor();
  await until('Третьяков is chosen', async () => {
    if (await head.page.locator('label:has(input:checked)', { hasText: 'Третьяков' }).count()) return true;
    await head.press('ArrowDown');
    return false;
  });
  await head.press('Control+Enter');
  for (const number of numbers) await head.page.locator('a.row-link', { hasText: number }).waitFor({ state: 'detached' });
}

async function openMine(specialist, number) {
  await findRow(specialist, '/work', number);
  await specialist.press('Enter');
  await specialist.page.locator('.stage-work').waitFor();
}

async function write(specialist) {
  await specialist.page.evaluate(() => document.activeElement.blur());
  await specialist.press('5');
  await specialist.page.locator('#f-body').waitFor();
  const choose = specialist.page.locator('.card-tab .templates select');
  await choose.selectOption({ index: 1 });
  await specialist.page.waitForFunction(() => document.querySelector('#f-body').value.length > 20);
  await specialist.page.locator('#f-body').focus();
  await specialist.press('Control+End');
  await specialist.type(' Приложение отправлено.');
  await specialist.sees('Сохранено');
  await specialist.page.getByRole('button', { name: 'Показать письмо' }).press('Enter');
  await specialist.page.locator('.paper', { hasText: 'Приложение отправлено.' }).waitFor();
  await specialist.page.locator('.paper-head', { hasText: 'филиал' }).waitFor();
  await specialist.shot('letter-preview');
  await specialist.press('Escape');
  await specialist.page.locator('dialog[open]').waitFor({ state: 'detached' });
  await specialist.page.reload();
  await specialist.page.locator('#f-body').waitFor();
  if (!(await specialist.page.locator('#f-body').inputValue()).endsWith('Приложение отправлено.')) throw new Error('the words are lost');
  await specialist.sees('Пусто – пойдёт текст с вкладки «Ответ»', { exact: false });
}

/* The same person in another window writes first: both texts are shown. */
async function twoWindows(specialist, other) {
  await other.page.goto(specialist.page.url());
  await other.page.locator('#f-body').fill('Так написано во втором окне.');
  await other.sees('Сохранено');
  await specialist.page.locator('#f-body').fill('Так написано в первом окне.');
  await specialist.sees('Пока вы писали', { exact: false });
  await specialist.page.locator('.summary td', { hasText: 'Так написано во втором окне.' }).waitFor();
  await specialist.shot('answer-conflict');
  await specialist.page.getByRole('button', { name: 'Оставить моё' }).press('Enter');
  await specialist.press('Control+s');
  await specialist.sees('Сохранено');
}

/* The head takes the stage away while the specialist completes it: he is told what changed. */
async function meanwhile(specialist, head, number) {
  const id = new URL(specialist.page.url()).pathname.split('/')[2];
  const work = await head.calls('GET', `/routing/v1/appeals/${id}/work`);
  const stage = work.stages.find(one => one.state === 'ASSIGNED');
  const load = await head.calls('GET', '/routing/v1/load');
  const to = load.items.find(one => one.employee_id !== stage.holder);
  await head.calls('POST', `/routing/v1/stages/${stage.id}/assign`, { employee_id: to.employee_id }, stage.version);
  await specialist.page.locator('input[name=result]').first().check();
  await specialist.page.getByRole('button', { name: /Выполнено/ }).press('Enter');
  await specialist.sees('карточку изменил кто-то ещё', { exact: false });
  await specialist.page.locator('.summary td', { hasText: to.name }).first().waitFor();
  await specialist.shot('meanwhile');
  if (!(await specialist.page.locator('.card-head h1').textContent()).includes(number)) throw new Error('another card');
}

scenario('A head gives two stages away at once; a template, a text and its preview; two windows and a head meet on one answer', async stage => {
  const window = await stage.arrive('window');
  const numbers = await window.action('sends two appeals on', () => prepare(window));
  const head = await stage.arrive('head');
  await head.action('A8 gives both at once', () => giveBoth(head, numbers));
  const specialist = await stage.arrive('specialist');
  const other = await stage.arrive('specialist');
  await specialist.action('A7 opens his stage', () => openMine(specialist, numbers[0]));
  await specialist.action('A7 template, text, preview', () => write(specialist));
  await specialist.action('two windows on one answer', () => twoWindows(specialist, other));
  await specialist.action('the stage is given to another meanwhile', () => meanwhile(specialist, head, numbers[0]));
});
