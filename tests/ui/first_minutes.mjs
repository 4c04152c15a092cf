/* What the README promises a newcomer: in the suite as deploy/up leaves it a card waits for each role, and these keys move it on. The first of all
 * scenarios. In a suite that was played in before, what is gone is left out. */
import { scenario } from './scenario.mjs';
import { completeStage } from './steps.mjs';

const fresh = process.env.OTKLIK_UI_FRESH === 'yes';

/* Whether something waits in the list; where it must and does not, the README lies. */
async function waits(stage, person, some) {
  await person.page.locator(some).or(person.page.locator('.state-title')).first().waitFor();
  if (await person.page.locator(some).count()) return true;
  if (fresh) throw new Error(`nothing waits for ${person.login} at ${person.page.url()}`);
  stage.note(`nothing waits for ${person.login} any more`);
  return false;
}

async function lookThrough(person) {
  const number = async () => (await person.page.locator('.queue-number').textContent()).match(/[A-Z]+-\d+-\d+/)[0];
  const first = await number();
  await person.press('j');
  await person.page.locator('.queue-number').filter({ hasNotText: first }).waitFor();
  await person.press('k');
  await person.page.locator('.queue-number').filter({ hasText: first }).waitFor();
}

scenario('In the suite as it was started a card waits for each role, and the README\'s keys move it on', async stage => {
  const window = await stage.arrive('window');
  await window.goes('/queue');
  if (await waits(stage, window, '.picker li')) await window.action('window: Received, J and K', () => lookThrough(window));
  await window.goes('/work?list=pool');
  if (await waits(stage, window, 'a.row-link')) {
    await window.action('A6 window: My stages, T, Space, Ctrl+Enter', async () => {
      await window.press('t');
      await completeStage(window);
    });
  }
  const head = await stage.arrive('head');
  if (await waits(stage, head, 'a.row-link')) {
    await head.action('A8 head: Distribution, J, A, Enter', async () => {
      const before = await head.page.locator('a.row-link').count();
      await head.press('j', 'a');
      await head.page.locator('dialog[open] input:checked').waitFor();
      await head.press('Enter');
      await head.page.waitForFunction(count => document.querySelectorAll('a.row-link').length < count, before);
    });
  }
  const specialist = await stage.arrive('specialist');
  if (await waits(stage, specialist, 'a.row-link')) {
    await specialist.action('A7 specialist: My stages, J, Enter, Space, the answer, Ctrl+Enter', async () => {
      await specialist.press('j', 'Enter');
      await completeStage(specialist, 'Начисления проверены, перерасчёт сделан.');
    });
  }
  const signer = await stage.arrive('signer');
  if (await waits(stage, signer, '.picker li')) {
    await signer.action('A9 signer: Answers, Ctrl+Enter', async () => {
      const number = (await signer.page.locator('.split-main h2').first().textContent()).match(/[A-Z]+-\d+-\d+/)[0];
      await signer.page.locator('.letter').waitFor();
      await signer.press('Control+Enter');
      await signer.page.locator('.picker', { hasText: number }).waitFor({ state: 'detached' });
    });
  }
  const admin = await stage.arrive('admin');
  await admin.goes('/settings?list=unrouted');
  await waits(stage, admin, 'a.row-link');
});
