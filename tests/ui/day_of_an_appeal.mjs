/* By the keyboard alone, each in his own window. */
import { scenario } from './scenario.mjs';
import { answerStage, assign, findLetter, findReceived, readsStatus, settle, submitComplaint, takeUntil } from './steps.mjs';

async function sign(signer, number) {
  await findLetter(signer, number);
  await signer.sees('Период исправлен');
  await signer.shot('signature');
  await signer.press('Control+Enter');
  await signer.page.locator('.picker a', { hasText: number }).waitFor({ state: 'detached' });
}

scenario('An appeal from the site is checked, given to a specialist, answered and signed, and its status read aloud', async stage => {
  const external = submitComplaint();
  const clerk = await stage.arrive('window');
  const number = await clerk.action('finds the received card', () => findReceived(clerk, external));
  await clerk.action('A4 checks it and sends it to work', () => settle(clerk, number));
  await clerk.action('A6 takes stages until it is his, done', () => takeUntil(clerk, number));
  const head = await stage.arrive('head');
  await head.action('A8 gives it to a specialist', () => assign(head, number, 'Третьяков'));
  const specialist = await stage.arrive('specialist');
  await specialist.action('A7 opens it, completes it with a text', () => answerStage(specialist, number, 'Период исправлен, новый документ направлен.'));
  const signer = await stage.arrive('signer');
  await signer.action('A9 reads the letter and signs', () => sign(signer, number));
  await clerk.action('A10 reads the status by the number', () => readsStatus(clerk, number, /Ответ (направлен|подписан)/));
  await clerk.shot('status');
});
