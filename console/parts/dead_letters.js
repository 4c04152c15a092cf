/* dead_letters.js: messages that a service could not process: see, mend, try again, give up with a reason. */
import { html, useState } from '../vendor/preact-htm.js';
import { get, post } from '../api.js';
import { moment } from '../format.js';
import { t } from '../i18n.js';
import { useLoaded } from '../poll.js';
import { may } from '../session.js';
import { Dialog, ReasonDialog } from './dialog.js';
import { Empty, Failed, Loading } from './states.js';
import { Scroll } from './table.js';

export const SERVICES = ['intake', 'routing', 'client-registry', 'archive', 'sla-timer', 'notification', 'staff', 'reporting'];

/* What every service has; one that is not there is named and the rest is shown. */
async function allLetters() {
  const down = [];
  const lists = await Promise.all(SERVICES.map(service => get(`/${service}/v1/dead-letters?state=open&limit=100`, { repeat: false }).then(
    ({ data }) => data.items.map(item => ({ ...item, service })),
    problem => {
      if (problem.status !== 404) down.push(service);
      return [];
    })));
  const items = lists.flat().sort((a, b) => (a.at < b.at ? 1 : -1));
  return { data: { items, down } };
}

const textOf = value => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

function Open({ letter, close, done }) {
  const whole = useLoaded(() => get(`/${letter.service}/v1/dead-letters/${letter.id}`), [letter.id]);
  if (whole.problem || !whole.data) return '';
  const retry = async data => {
    const value = data.get('value');
    await post(`/${letter.service}/v1/dead-letters/${letter.id}/retry`, value === textOf(whole.data.value) ? {} : { value });
    await done();
  };
  return html`<${Dialog} title=${t('dead.title', { service: letter.service })} button=${t('dead.retry')} close=${close} act=${retry}>
    <p class="note">${letter.reason}</p><p class="muted">${letter.topic}, ${letter.partition}/${letter.offset}</p>
    <label class="field"><span>${t('dead.value')}</span><textarea name="value" id="f-value" rows="10" spellcheck=${false} readonly=${!may('dlq.manage')}>${textOf(whole.data.value)}</textarea></label><//>`;
}

export function DeadLetters() {
  const list = useLoaded(allLetters, []);
  const [opened, setOpened] = useState(null);
  const [given, setGiven] = useState(null);
  if (list.problem) return html`<${Failed} problem=${list.problem} retry=${list.reload} />`;
  if (!list.data) return html`<${Loading} />`;
  const { items, down } = list.data;
  const discard = async reason => {
    await post(`/${given.service}/v1/dead-letters/${given.id}/discard`, { reason });
    await list.reload();
  };
  const line = one => html`<tr key=${one.id}><th scope="row">${one.service}</th><td>${one.reason}</td><td>${one.type || html`<span class="muted">${t('dead.no_type')}</span>`}</td>
    <td>${one.source}</td><td class="number">${one.attempts}</td><td>${moment(one.at)}</td>
    <td class="buttons-cell"><button class="small" onClick=${() => setOpened(one)}>${t('dead.open')}</button>
      ${may('dlq.manage') && html`<button class="small" onClick=${() => setGiven(one)}>${t('dead.discard')}</button>`}</td></tr>`;
  return html`${down.length > 0 && html`<p class="note" role="status">${t('dead.down', { services: down.join(', ') })}</p>`}
    ${items.length ? html`<${Scroll} label=${t('settings.dead')} wrap><table><thead><tr>${['service', 'reason', 'type', 'source', 'attempts', 'at'].map(name =>
      html`<th scope="col" class=${name === 'attempts' ? 'number' : ''}>${t(`dead.${name}`)}</th>`)}<th scope="col"><span class="hidden">${t('dead.open')}</span></th></tr></thead>
      <tbody>${items.map(line)}</tbody></table><//>` : html`<${Empty} title=${t('dead.empty')} hint=${t('dead.empty_hint')} />`}
    ${opened && html`<${Open} letter=${opened} close=${() => setOpened(null)} done=${list.reload} />`}
    ${given && html`<${ReasonDialog} title=${t('dead.discard')} button=${t('dead.discard')} danger close=${() => setGiven(null)} act=${discard} />`}`;
}
