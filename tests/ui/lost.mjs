/* A service that dies, an upload that is cut, a thin line: nothing typed or chosen is lost, and the person is told. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { passwordOf, url } from './lib.mjs';
import { scenario } from './scenario.mjs';
import { cardNumber, chooseClient, chooseType, fillPurpose, readsStatus, send } from './steps.mjs';

const SERVICE = fileURLToPath(new URL('service', import.meta.url));
const service = (verb, name) => execFileSync(SERVICE, [verb, name], { stdio: ['ignore', 'ignore', 'inherit'] });

scenario('The service behind the form is killed while somebody types: the words stay, and are sent when it is back', async stage => {
  const person = await stage.arrive('window');
  await person.press('n');
  await chooseClient(person);
  await chooseType(person, 'Справка нужна для суда.');
  await person.page.locator('.draft-saved').waitFor();
  service('kill', 'intake');
  try {
    await person.action('the service dies while typing', async () => {
      await person.type(' И для субсидии.');
      await person.page.locator('.draft-failed').waitFor();
      await person.sees('Не сохранено, попробуем ещё раз');
    });
    await fillPurpose(person);
    await person.action('sends in vain, is told what to do', async () => {
      await person.press('Control+Enter');
      await person.page.locator('.summary').waitFor();
      await person.shot('service-away');
    });
    await person.isAccessible('while a service is away');
  } finally {
    service('start', 'intake');
  }
  await person.holds('#f-text', 'Справка нужна для суда. И для субсидии.');
  const number = await person.action('A3 sends when it is back', () => send(person));
  await readsStatus(person, number, /Обращение в работе/);
});

async function throttle(person, bytesPerSecond, latency) {
  const session = await person.context.newCDPSession(person.page);
  await session.send('Network.enable');
  return limits => session.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond, ...limits });
}

const DISTRICT = { bytesPerSecond: 250e3, latency: 300 };

scenario('A 20 MB upload that is cut in the middle goes up again by itself when the line is back', async stage => {
  const person = await stage.arrive('window');
  await person.press('n');
  await chooseClient(person);
  await chooseType(person, 'Справка, скан приложен.');
  const set = await throttle(person, DISTRICT.bytesPerSecond, DISTRICT.latency);
  await set({});
  /* At 2 Mbit/s it would take more than a minute: the cut comes in the middle. */
  const begun = person.page.waitForRequest(request => request.url().endsWith('/claims'));
  const line = person.page.locator('.document', { hasText: 'Паспорт' });
  const file = { name: 'скан.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(20e6, 0x20), Buffer.from('\n%%EOF\n')]) };
  await line.locator('input[type=file]').setInputFiles(file);
  await begun;
  await person.action('the line is cut in the middle of 20 MB', async () => {
    await set({ offline: true });
    await person.page.locator('.line-lost').waitFor();
    await person.shot('upload-cut');
  });
  await person.action('the line is back, the file goes up by itself', async () => {
    await set({ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    await line.locator('.tag', { hasText: 'МБ' }).waitFor();
    await person.page.locator('.line-lost').waitFor({ state: 'detached' });
  });
  await person.page.locator('.draft-saved').waitFor();
  await fillPurpose(person);
  await person.action('A3 sends', () => send(person));
});

scenario('On a line of 300 ms and 2 Mbit/s an appeal is registered by the same keys', async stage => {
  const context = await stage.browser.newContext({ ignoreHTTPSErrors: true, locale: 'ru-RU' });
  const person = stage.watch(await context.newPage(), 'window');
  const set = await throttle(person, DISTRICT.bytesPerSecond, DISTRICT.latency);
  await set({});
  await person.action('first page until one can type, slow line', async () => {
    await person.page.goto(`${url}/`, { waitUntil: 'commit' });
    await person.page.locator('input[name=login]:focus').waitFor();
  });
  await person.type('window');
  await person.press('Tab');
  await person.type(passwordOf('window'));
  await person.action('signs in, slow line', async () => {
    await person.press('Enter');
    await person.page.locator('nav.menu').waitFor();
  });
  await person.press('n');
  await person.action('A1 finds the client, slow line', () => chooseClient(person));
  await person.action('A3 type and text, slow line', () => chooseType(person, 'Справка.'));
  await fillPurpose(person);
  await person.action('A3 sends to work, slow line', async () => {
    await person.press('Control+Enter');
    await cardNumber(person);
  });
});
