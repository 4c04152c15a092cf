/* A client by one datum, his card, and an appeal that begins with him; one's own drafts and filters. By the keyboard alone. */
import { until } from './lib.mjs';
import { scenario } from './scenario.mjs';
import { ACCOUNT } from './steps.mjs';

async function find(person) {
  await person.press('/');
  await person.type(ACCOUNT);
  await person.press('Enter');
  await person.page.locator('a.row-link', { hasText: 'Огнева' }).waitFor();
  if (person.page.url().includes(ACCOUNT)) throw new Error('a personal datum stands in the address');
  await person.press('j', 'Enter');
  await person.page.locator('h1', { hasText: 'Огнева Ксения Юрьевна' }).waitFor();
  await person.sees(ACCOUNT);
  await person.sees('владелец', { exact: true });
  await person.shot('client');
}

async function look(person) {
  await person.press('2');
  await person.page.locator('a.row-link, .state-title').first().waitFor();
  await person.shot('client-appeals');
  await person.press('3');
  await person.page.locator('.picker li').first().waitFor();
  await person.shot('client-archive');
}

/* The client fills the form, is taken off again, and a file as well. */
async function begin(person) {
  await person.page.getByRole('link', { name: 'Новое обращение этого клиента' }).press('Enter');
  await person.page.locator('.chosen', { hasText: 'Огнева Ксения Юрьевна' }).waitFor();
  await person.page.locator('.draft-saved').waitFor();
  await person.page.locator('.document input[type=file]').last().setInputFiles({ name: 'лишний.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
  const id = new URL(person.page.url()).searchParams.get('id');
  const card = () => person.calls('GET', `/intake/v1/appeals/${id}`);
  await until('the file is kept with the draft', async () => (await card()).attachments.length === 1);
  await person.page.getByRole('button', { name: 'Убрать файл лишний.pdf' }).press('Enter');
  await person.page.locator('.document .tag', { hasText: 'лишний.pdf' }).waitFor({ state: 'detached' });
  await person.page.getByRole('button', { name: 'Убрать', exact: true }).press('Enter');
  await person.page.locator('#f-client_id:focus').waitFor();
  await until('client and file are off the draft', async () => {
    const { client_id, attachments } = await card();
    return !client_id && !attachments.length;
  });
  await person.page.reload();
  await person.page.locator('#f-client_id').waitFor();
  if (await person.page.getByText('лишний.pdf').count()) throw new Error('the file came back');
}

/* One's own drafts are a tab of the journal, and a filter can be made one. */
async function drafts(person) {
  const id = new URL(person.page.url()).searchParams.get('id');
  await person.goes('/journal');
  await person.page.getByRole('link', { name: /Мои черновики \d+/ }).press('Enter');
  await person.page.locator(`a.row-link[href="/new?id=${id}"]`).waitFor();
  await person.goes('/journal?channel=OFFICE');
  await person.page.getByRole('button', { name: 'Сохранить как вкладку' }).press('Enter');
  await person.page.locator('#f-name:focus').waitFor();
  await person.type('В офисе');
  await person.press('Enter');
  await person.page.locator('.tabs a[aria-current]', { hasText: 'В офисе' }).waitFor();
  await person.page.reload();
  await person.page.locator('.tabs a[aria-current]', { hasText: /В офисе \d+/ }).waitFor();
  await person.shot('journal-own-tab');
}

scenario('One datum finds a client, his card shows appeals and papers, and an appeal begins with him', async stage => {
  const person = await stage.arrive('window');
  await person.action('A1 finds the client by one datum', () => find(person));
  await person.action('A2 his appeals and papers', () => look(person));
  await person.action('an appeal begins with him, and without', () => begin(person));
  await person.action('finds his draft, keeps a filter', () => drafts(person));
});
