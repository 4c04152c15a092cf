/* What ends, turns back or begins again, each with its reason. By the keyboard alone. */
import { until } from './lib.mjs';
import { scenario } from './scenario.mjs';
import { answerStage, assign, cardNumber, chooseClient, chooseType, fewKeys, fillPurpose, findLetter, findReceived, findRow, giveReason, openCard, send, settle,
  submitComplaint, takeUntil } from './steps.mjs';

async function register(person, text) {
  await person.press('n');
  await chooseClient(person);
  await chooseType(person, text);
  await fillPurpose(person);
}

/* The card is looked for again, by its number, until its head says so; what other services do comes by the bus. */
async function becomes(person, number, state) {
  await until(`${number} is ${state}`, async () => {
    await openCard(person, number);
    return person.page.locator('.card-head .tag', { hasText: state }).count();
  });
}

/* The last tab tells who did it and why. */
async function historyTells(person, event, reason) {
  await person.press('6');
  await person.page.locator('.history li', { hasText: event }).first().waitFor();
  if (reason) await person.page.locator('.history .note', { hasText: reason }).first().waitFor();
}

/* A step of the card that asks why. */
async function step(person, number, words, reason, state) {
  await openCard(person, number);
  await person.choose(words);
  await giveReason(person, reason);
  await person.page.locator('.card-head .tag', { hasText: state }).waitFor();
}

scenario('The head cancels a card that was registered by mistake, and its history says why', async stage => {
  const clerk = await stage.arrive('window');
  await register(clerk, 'Зарегистрировано по ошибке.');
  const number = await send(clerk);
  await becomes(clerk, number, 'В работе');
  const head = await stage.arrive('head');
  await head.action('cancels with a reason', () => step(head, number, 'Аннулировать', 'Двойная регистрация.', 'Аннулировано'));
  await historyTells(head, 'Аннулировано', 'Двойная регистрация.');
  await head.shot('cancelled');
});

scenario('The window withdraws an appeal for the client, and nothing more can be done with it', async stage => {
  const person = await stage.arrive('window');
  await register(person, 'Передумал.');
  const number = await send(person);
  await becomes(person, number, 'В работе');
  await person.action('withdraws for the client', () => step(person, number, 'Отозвать по просьбе клиента', 'Заявление клиента у окна.', 'Отозвано'));
  await person.sees('Сейчас от вас ничего не требуется.');
  await historyTells(person, 'Отозвано', 'Заявление клиента у окна.');
});

scenario('What was solved at once is closed, and reopened when the client comes back', async stage => {
  const person = await stage.arrive('window');
  const number = await person.action('A3 registers, solved at once', async () => {
    await register(person, 'Когда приходит квитанция?');
    await person.press('Control+Shift+Enter');
    return cardNumber(person);
  });
  fewKeys(person.actions.at(-1));
  await becomes(person, number, 'Отвечено');
  await person.action('closes it', async () => {
    await person.press('Control+Enter');
    await person.page.locator('.card-head .tag', { hasText: 'Закрыто' }).waitFor();
  });
  await person.action('reopens it with a reason', () => step(person, number, 'Возобновить', 'Ответ неполный.', 'В работе'));
  await historyTells(person, 'Возобновлено', 'Ответ неполный.');
  await person.action('A6 takes stages until it is his, done', () => takeUntil(person, number));
});

/* From the site to the specialist's desk. */
async function toSpecialist(stage) {
  const external = submitComplaint();
  const clerk = await stage.arrive('window');
  const number = await findReceived(clerk, external);
  await settle(clerk, number);
  await takeUntil(clerk, number);
  const head = await stage.arrive('head');
  await assign(head, number, 'Третьяков');
  return { number, clerk, head, specialist: await stage.arrive('specialist') };
}

async function returnStage(specialist, number) {
  await findRow(specialist, '/work', number);
  await specialist.press('Enter');
  await specialist.page.locator('input[name=result]:focus').waitFor();
  await specialist.choose('Вернуть');
  await giveReason(specialist, 'Нет номера счётчика.');
  await specialist.page.locator('.stage-work').waitFor({ state: 'detached' });
}

scenario('A specialist returns a stage with a reason to who worked before, and gets it again', async stage => {
  const { number, clerk, specialist } = await toSpecialist(stage);
  await specialist.action('returns the stage with a reason', () => returnStage(specialist, number));
  await clerk.action('A7 finds it returned, with the reason, done', async () => {
    await findRow(clerk, '/work', number);
    await clerk.press('Enter');
    await clerk.sees('Возвращено: Нет номера счётчика.');
    await clerk.shot('returned');
    await clerk.page.locator('input[name=result]:focus').waitFor();
    await clerk.press('Space', 'Control+Enter');
    await clerk.page.locator('.stage-work').waitFor({ state: 'detached' });
  });
  await specialist.action('A7 it is his again', () => findRow(specialist, '/work', number));
});

async function refuse(signer, number) {
  await findLetter(signer, number);
  await signer.choose('Вернуть');
  await giveReason(signer, 'Назовите пункт договора.');
  await signer.page.locator('.picker a', { hasText: number }).waitFor({ state: 'detached' });
}

async function approve(head, number) {
  await becomes(head, number, 'Готовится ответ');
  await head.press('5');
  await head.page.locator('.letter').waitFor();
  await head.choose('Согласовать');
  await head.page.locator('.tag', { hasText: 'Согласован' }).waitFor();
}

scenario('A refused answer goes back with the reason; the new one is approved and signed', async stage => {
  const { number, head, specialist } = await toSpecialist(stage);
  await answerStage(specialist, number, 'Период указан верно.');
  const signer = await stage.arrive('signer');
  await signer.action('A9 refuses to sign, with a reason', () => refuse(signer, number));
  await specialist.action('A7 reads why, writes a new text', async () => {
    await findRow(specialist, '/work', number);
    await specialist.press('Enter');
    await specialist.sees('Возвращено: Назовите пункт договора.');
    await specialist.goes('/work');
    await answerStage(specialist, number, 'Период указан верно, пункт 4.2 договора.');
  });
  await head.action('A9 reads the draft and approves it', () => approve(head, number));
  await signer.action('A9 reads the letter and signs', async () => {
    await findLetter(signer, number);
    await signer.sees('пункт 4.2 договора');
    await signer.press('Control+Enter');
    await signer.page.locator('.picker a', { hasText: number }).waitFor({ state: 'detached' });
  });
});
