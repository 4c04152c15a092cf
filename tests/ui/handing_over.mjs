import { scenario } from './scenario.mjs';
import { chooseClient, chooseType, fewKeys, fillPurpose, findRow, readsStatus, send, takeUntil } from './steps.mjs';

/* An office appeal whose only stage is the window's own: solved by the clerk, answered by hand. */
async function register(person) {
  await person.press('n');
  await chooseClient(person);
  await chooseType(person, 'Справка для субсидии.');
  await fillPurpose(person);
  await person.tabTo('#f-response_channels');
  if (!(await person.page.locator('#f-response_channels').isChecked())) await person.press('Space');
  return send(person);
}

async function handOver(person, number) {
  await findRow(person, '/tasks', number);
  await person.press('d');
  await person.page.locator('#f-proof:focus').waitFor();
  await person.type('Огнева К. Ю.');
  await person.shot('handing-over');
  await person.press('Enter');
  await person.page.locator('dialog[open]').waitFor({ state: 'detached' });
}

scenario('An answer that the client wants at the office is handed over by the clerk, who says who signed for it', async stage => {
  const person = await stage.arrive('window');
  const number = await person.action('A3 registers, answer at the office', () => register(person));
  fewKeys(person.actions.at(-1));
  await person.action('A6 takes stages until it is his, done', () => takeUntil(person, number));
  await person.action('hands the answer over', () => handOver(person, number));
  await person.action('A10 reads the status by the number', () => readsStatus(person, number, /Ответ направлен\./));
});
