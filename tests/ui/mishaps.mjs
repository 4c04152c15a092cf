/* What must lose nothing: a session that ends while somebody types, and two persons on one card. */
import { openBrowser, passwordOf, Person } from './lib.mjs';

async function draft(person, text) {
  await person.press('n');
  await person.page.locator('#f-client_id:focus').waitFor();
  await person.page.locator('#f-text').focus();
  await person.type(text);
  await person.page.locator('.draft-saved').waitFor();
  return person.page.url();
}

/* The cookies of the session are gone: the sign-in comes over the page, and the draft goes on. */
async function sessionEnds(person) {
  await person.context.clearCookies({ name: /^otk_(access|refresh)$/ });
  await person.type(' Ещё слово.');
  await person.page.locator('dialog[open] [name=password]:focus').waitFor();
  await person.shot('session-ended');
  await person.type(passwordOf(person.login));
  await person.press('Enter');
  await person.page.locator('dialog[open]').waitFor({ state: 'detached' });
  await person.page.locator('.draft-saved').waitFor();
  const text = await person.page.locator('#f-text').inputValue();
  if (!text.endsWith('Ещё слово.')) throw new Error(`the form has «${text}»`);
}

/* Another window changes the same field first: both words are shown, and the person decides. */
async function twoPersons(person, other, address) {
  await other.page.goto(address);
  await other.page.locator('#f-text').fill('Так написал коллега.');
  await other.page.locator('.draft-saved').waitFor();
  await person.page.locator('#f-text').fill('Так написала я.');
  await person.sees('Пока вы писали');
  await person.sees('Так написал коллега.', { exact: false });
  await person.shot('conflict');
  await person.page.getByRole('button', { name: 'Оставить моё' }).press('Enter');
  await person.page.locator('.draft-saved').waitFor();
  await other.page.reload();
  const text = await other.page.locator('#f-text').inputValue();
  if (text !== 'Так написала я.') throw new Error(`the card has «${text}»`);
}

const browser = await openBrowser();
try {
  const person = await Person.arrive(browser, 'window');
  let address;
  await person.action('a draft', async () => { address = await draft(person, 'Проверка черновика.'); });
  await person.action('the session ends while typing', () => sessionEnds(person));
  const other = await Person.arrive(browser, 'head');
  await person.action('two persons on one card', () => twoPersons(person, other, address));
  const faults = [...await person.accessible()];
  if (faults.length) throw new Error(faults.join('\n'));
  await other.leave();
  await person.leave();
} finally {
  await browser.close();
}
