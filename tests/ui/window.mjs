/* The window: a client found while typing, the type by his words, fields that appear, a draft that outlives the browser, a
 * fault shown at its field, a lost line that loses nothing, and the appeal on its way. By the keyboard alone. */
import { openBrowser, Person } from './lib.mjs';

const TEXT = 'Прошу выдать справку, что долга нет.';

async function client(person) {
  await person.page.locator('#f-client_id:focus').waitFor();
  await person.type('6600103151');
  await person.page.locator('.combo-list li').first().waitFor();
  await person.press('Enter');
  await person.sees('Огнева Ксения Юрьевна');
}

async function type(person) {
  await person.page.locator('#f-type_code:focus').waitFor();
  await person.type('справка об отсутствии долга');
  await person.page.locator('.combo-list li').first().waitFor();
  await person.press('Enter');
  await person.page.locator('#f-text:focus').waitFor();
  await person.type(TEXT);
}

async function draftSaved(person) {
  await person.page.locator('.draft-saved').waitFor();
  return person.page.url();
}

async function found(person, address) {
  await person.page.close({ runBeforeUnload: false });
  person.page = await person.context.newPage();
  person.page.setDefaultTimeout(20000);
  await person.page.goto(address);
  await person.page.locator('#f-text').waitFor();
  const text = await person.page.locator('#f-text').inputValue();
  if (text !== TEXT) throw new Error(`the draft has «${text}»`);
}

/* The field that is missing is named on top, and the link leads to it. */
async function faulty(person) {
  await person.press('Control+Enter');
  await person.page.locator('.summary:focus').waitFor();
  await person.page.locator('.fault').first().waitFor();
  await person.shot('window-faults');
}

async function mend(person) {
  await person.press('Tab', 'Enter');
  await person.page.locator('#f-fields-ik:focus').waitFor();
  await person.type('об отсутствии долга');
}

/* While the line is away the words stay, and the draft is saved when it is back. */
async function lineLost(person) {
  await person.context.setOffline(true);
  await person.type(' для суда');
  await person.page.locator('.line-lost').waitFor();
  await person.page.locator('#f-fields-ik:focus').waitFor();
  await person.shot('window-offline');
  await person.context.setOffline(false);
  await person.page.locator('.draft-saved').waitFor();
}

async function send(person) {
  await person.press('Control+Enter');
  await person.page.locator('.card-head').waitFor();
  await person.sees(/В работе|Зарегистрировано/);
  await person.shot('window-sent');
}

const browser = await openBrowser();
try {
  const person = await Person.arrive(browser, 'window');
  await person.press('n');
  await person.action('A1 finds the client', () => client(person));
  await person.action('A3 type and text', () => type(person));
  await person.shot('window-typed');
  let address;
  await person.action('the draft saves itself', async () => { address = await draftSaved(person); });
  await person.action('the browser is closed, the draft is found', () => found(person, address));
  await person.action('what is missing is named', () => faulty(person));
  await person.action('mends it', () => mend(person));
  await person.action('the line is lost while typing', () => lineLost(person));
  await person.action('A3 sends to work', () => send(person));
  await person.leave();
} finally {
  await browser.close();
}
