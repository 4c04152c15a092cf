/* The client is on the line. By the keyboard alone. */
import { until } from './lib.mjs';
import { scenario } from './scenario.mjs';
import { ACCOUNT, cardNumber, chooseClient, chooseType, fewKeys, fillPurpose, openCard } from './steps.mjs';

/* He knows no number: by his account to his card, there to the newest appeal. */
async function byAccount(agent) {
  await agent.press('/');
  await agent.page.locator('input[type=search]:focus').waitFor();
  await agent.type(ACCOUNT);
  await agent.press('Enter');
  await agent.page.locator('a.row-link', { hasText: 'Огнева' }).waitFor();
  await agent.press('j', 'Enter');
  await agent.page.locator('h1', { hasText: 'Огнева Ксения Юрьевна' }).waitFor();
  await agent.press('2');
  await agent.page.locator('a.row-link').first().waitFor();
  await agent.press('j', 'Enter');
  await agent.page.locator('.card-head').waitFor();
  await agent.press('4');
  await agent.page.locator('.aloud').waitFor();
}

async function register(agent) {
  await agent.press('n');
  await chooseClient(agent);
  await chooseType(agent, 'Просит справку, звонит из дома.');
  await agent.tabTo('#f-channel');
  await agent.press('Home');
  await until('the channel is the call', async () => {
    if (await agent.page.locator('#f-channel').inputValue() === 'CALL') return true;
    await agent.press('ArrowDown');
    return false;
  });
  await fillPurpose(agent);
  await agent.press('Control+Enter');
  return cardNumber(agent);
}

scenario('The contact centre registers an appeal by phone and says where it stands, by its number and by the account', async stage => {
  const agent = await stage.arrive('agent');
  const number = await agent.action('A3 registers an appeal by phone', () => register(agent));
  fewKeys(agent.actions.at(-1));
  await agent.action('A10 reads the status by the number', async () => {
    await openCard(agent, number);
    await agent.page.locator('.aloud').waitFor();
  });
  await agent.shot('agent-status');
  await agent.action('A2 reads the status by the account', () => byAccount(agent));
});
