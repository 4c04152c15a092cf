/* The administrator and the integrator. */
import { randomUUID } from 'node:crypto';
import { publish, until } from './lib.mjs';
import { scenario } from './scenario.mjs';

const MARK = randomUUID().slice(0, 8);

const broken = name => `{"type": "appeal.submitted", "source": "lk", "data": {"external_id": "${name}-${MARK}", oops`;

async function findPerson(person) {
  await person.goes('/settings?list=people');
  await person.page.locator('input[name=text]').focus();
  await person.type('specialist');
  await person.press('Enter');
  await person.page.locator('a.row-link').first().waitFor();
  await person.page.waitForFunction(() => document.querySelectorAll('a.row-link').length === 1);
  await person.press('j', 'Enter');
  await person.page.locator('#f-ext').waitFor();
}

const ext = () => String(Math.floor(1000 + Math.random() * 9000));

/* Both open the same person; who saves second is shown what the first one changed. */
async function bothChange(first, second) {
  const address = first.page.url();
  await second.page.goto(address);
  await second.page.locator('#f-ext').waitFor();
  const [theirs, mine] = [ext(), ext()];
  await second.page.locator('#f-ext').fill(theirs);
  await second.press('Control+Enter');
  await second.sees('Сохранено');
  await first.page.locator('#f-ext').fill(mine);
  await first.press('Control+Enter');
  await first.page.locator('.summary td', { hasText: theirs }).waitFor();
  await first.shot('person-conflict');
  await first.page.getByRole('button', { name: 'Оставить моё' }).press('Enter');
  await first.press('Control+Enter');
  await first.sees('Сохранено');
  await second.page.reload();
  await second.holds('#f-ext', mine);
}

async function absence(person) {
  await person.page.getByRole('button', { name: 'Отметить отсутствие' }).press('Enter');
  await person.page.locator('#f-kind:focus').waitFor();
  await person.page.locator('#f-starts_on').fill('2031-07-01');
  await person.page.locator('#f-ends_on').fill('2031-07-14');
  await person.press('Enter');
  const line = person.page.locator('tr', { hasText: '01.07.2031' });
  await line.first().waitFor();
  for (let left = await line.count(); left > 0; left--) {
    await line.first().getByRole('button', { name: 'Снять' }).press('Enter');
    await person.page.waitForFunction(count => [...document.querySelectorAll('tr')].filter(row => row.textContent.includes('01.07.2031')).length === count, left - 1);
  }
}

async function role(person) {
  await person.goes('/settings?list=roles&role=analyst');
  await person.page.locator('#f-ru').waitFor();
  await person.page.locator('#f-ru').fill('');
  await person.press('Control+Enter');
  await person.page.locator('.summary:focus').waitFor();
  await person.page.locator('#f-ru').fill('Аналитик');
  await person.press('Control+Enter');
  await person.sees('Начнёт действовать', { exact: false });
}

async function source(person) {
  await person.goes('/settings?list=sources');
  await person.page.locator('a.row-link').first().waitFor();
  await person.press('l');
  await person.page.locator('#f-name').waitFor();
  await person.page.locator('#f-name').fill(`site.${MARK}`);
  await person.page.locator('#f-ru').fill('Сайт партнёра');
  await person.press('Control+Enter');
  await person.page.waitForURL(url => url.searchParams.get('source') === `site.${MARK}`);
  await person.page.locator('#f-topics').waitFor();
  await person.shot('source');
}

async function health(person) {
  await person.goes('/settings?list=health');
  await person.page.locator('tbody tr').first().waitFor();
  await person.page.waitForFunction(() => document.querySelectorAll('tbody .ok').length === 8);
  await person.shot('health');
}

/* Reloads the list until the message is there, opens it. */
async function openDead(person, name) {
  await until(`the message ${name} is there`, async () => {
    await person.goes('/settings?list=dead');
    await person.page.locator('tbody tr, .state-title').first().waitFor();
    for (const row of await person.page.locator('tr', { hasText: 'intake' }).all()) {
      await row.getByRole('button', { name: 'Открыть' }).press('Enter');
      await person.page.locator('#f-value').waitFor();
      if ((await person.page.locator('#f-value').inputValue()).includes(`${name}-${MARK}`)) return true;
      await person.press('Escape');
      await person.page.locator('dialog[open]').waitFor({ state: 'detached' });
    }
    return false;
  });
}

async function mend(person) {
  publish(broken('mend'));
  await openDead(person, 'mend');
  await person.shot('dead-letter');
  await person.page.locator('#f-value').fill(JSON.stringify({ type: 'appeal.submitted', source: 'lk', data: { external_id: `mend-${MARK}`, channel: 'LK', client_kind: 'FL', text: `Исправлено ${MARK}` } }));
  await person.press('Control+Enter');
  await person.page.locator('dialog[open]').waitFor({ state: 'detached' });
}

async function giveUp(person) {
  publish(broken('drop'));
  await openDead(person, 'drop');
  await person.press('Escape');
  const rows = await person.page.locator('tbody tr').count();
  await person.page.locator('tbody tr', { hasText: 'intake' }).first().getByRole('button', { name: 'Снять' }).press('Enter');
  await person.page.locator('#f-reason').waitFor();
  await person.page.locator('#f-reason').fill('Проверка связи');
  await person.press('Control+Enter');
  await person.page.waitForFunction(count => document.querySelectorAll('tbody tr').length < count, rows);
}

/* What was mended became a card. */
async function mended(person) {
  await until('the mended message is a card', async () => (await person.calls('POST', '/intake/v1/appeals/search', { text: `Исправлено ${MARK}` })).items.length);
}

scenario('Two administrators on one person see each other\'s words; a role without a name is refused; a source is declared', async stage => {
  const admin = await stage.arrive('admin');
  const colleague = await stage.arrive('admin');
  await admin.action('finds a person', () => findPerson(admin));
  await admin.action('two administrators, one person', () => bothChange(admin, colleague));
  await admin.action('enters an absence and takes it back', () => absence(admin));
  await admin.action('a role without a name is refused', () => role(admin));
  await admin.action('declares a source', () => source(admin));
});

scenario('The integrator sees how the parts fare, mends a message that then becomes a card, and gives another up', async stage => {
  const integrator = await stage.arrive('integrator');
  await integrator.action('sees how the parts fare', () => health(integrator));
  await integrator.action('mends a message', () => mend(integrator));
  const admin = await stage.arrive('admin');
  await admin.action('it became a card', () => mended(admin));
  await integrator.action('gives a message up', () => giveUp(integrator));
});
