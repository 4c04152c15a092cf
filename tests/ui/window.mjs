/* By the keyboard alone. */
import { WAIT_MS } from './lib.mjs';
import { scenario } from './scenario.mjs';
import { cardNumber, chooseClient, chooseType } from './steps.mjs';

const TEXT = 'Прошу выдать справку, что долга нет.';

async function found(person, address) {
  await person.page.close({ runBeforeUnload: false });
  person.page = await person.context.newPage();
  person.page.setDefaultTimeout(WAIT_MS);
  await person.page.goto(address);
  await person.page.locator('#f-text').waitFor();
  await person.holds('#f-text', TEXT);
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
  await cardNumber(person);
  await person.sees(/В работе|Зарегистрировано/);
  await person.shot('window-sent');
}

scenario('A draft at the window outlives the browser and a lost line, and a fault is shown at its field', async stage => {
  const person = await stage.arrive('window');
  await person.press('n');
  await person.action('A1 finds the client by the account', () => chooseClient(person));
  await person.action('A3 type by the client\'s words, text', () => chooseType(person, TEXT));
  await person.shot('window-typed');
  await person.action('the draft saves itself', () => person.page.locator('.draft-saved').waitFor());
  const address = person.page.url();
  await person.action('the browser is closed, the draft is found', () => found(person, address));
  await person.action('what is missing is named', () => faulty(person));
  await person.action('mends it', () => mend(person));
  await person.action('the line is lost while typing', () => lineLost(person));
  await person.action('A3 sends to work', () => send(person));
});
