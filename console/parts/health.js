/* health.js: how the parts fare: who does not answer, how far each is behind the bus, what waits to be sent or looked at. */
import { html, useEffect } from '../vendor/preact-htm.js';
import { get } from '../api.js';
import { moment } from '../format.js';
import { t } from '../i18n.js';
import { useLoaded } from '../poll.js';
import { may } from '../session.js';
import { SERVICES } from './dead_letters.js';
import { Loading } from './states.js';
import { Scroll } from './table.js';

const EVERY_MS = 5000;
const BEHIND = 100;

/* Of every service what it tells, or that it does not. */
async function all() {
  const rows = await Promise.all(SERVICES.map(service => get(`/${service}/v1/health`, { repeat: false }).then(
    ({ data }) => ({ ...data, lagging: (data.lag || []).reduce((sum, one) => sum + one.events, 0) }),
    problem => ({ service, down: problem.message }))));
  return { data: { rows, at: new Date().toISOString() } };
}

function verdict(rows) {
  const names = wanted => rows.filter(wanted).map(row => row.service).join(', ');
  const down = names(row => row.down !== undefined);
  const unready = names(row => row.ready === false);
  const behind = names(row => row.lagging > BEHIND);
  return [down && t('health.down', { services: down }), unready && t('health.unready', { services: unready }), behind && t('health.behind', { services: behind })].filter(Boolean);
}

function State({ row }) {
  if (row.down !== undefined) return html`<span class="tag tag-trouble">${t('health.no_answer')}</span>`;
  if (!row.ready) return html`<span class="tag tag-trouble">${t('health.not_ready')}</span> ${row.reasons.join('; ')}`;
  return html`<span class="ok">${t('health.ready')}</span>`;
}

/* The sum, and where it comes from when there is any. */
function Lag({ row }) {
  const some = (row.lag || []).filter(one => one.events);
  if (!some.length) return row.lag ? '0' : '';
  return html`<details class="lag"><summary class=${row.lagging > BEHIND ? 'due-late' : ''}>${row.lagging}</summary>${some.map(one => html`<div>${one.topic}: ${one.events}</div>`)}</details>`;
}

const Dead = ({ row }) => (row.dead_letters && may('dlq.read') ? html`<a class="due-late" href="/settings?list=dead">${row.dead_letters}</a>` : row.dead_letters);

export function Health() {
  const health = useLoaded(all, []);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && health.reload(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  if (!health.data) return html`<${Loading} />`;
  const { rows, at } = health.data;
  const faults = verdict(rows);
  const line = row => html`<tr key=${row.service}><th scope="row">${row.service}</th><td><${State} row=${row} /></td><td class="number"><${Lag} row=${row} /></td>
    <td class="number">${row.outbox?.events}</td><td class="number">${row.parked}</td><td class="number"><${Dead} row=${row} /></td><td>${row.group || ''}</td><td>${row.version || ''}</td></tr>`;
  return html`<p role="status" class=${faults.length ? 'note due-late' : 'ok'}>${faults.length ? faults.join(' ') : t('health.well')}</p>
    <${Scroll} label=${t('settings.health')} wrap><table><thead><tr>${['service', 'state', 'lag', 'outbox', 'parked', 'dead', 'group', 'version'].map(name =>
      html`<th scope="col" class=${['lag', 'outbox', 'parked', 'dead'].includes(name) ? 'number' : ''}>${t(`health.column_${name}`)}</th>`)}</tr></thead>
      <tbody>${rows.map(line)}</tbody></table><//>
    <dl class="legend">${['lag', 'outbox', 'parked', 'dead'].map(name => html`<div><dt>${t(`health.column_${name}`)}</dt><dd>${t(`health.about_${name}`)}</dd></div>`)}</dl>
    <p class="muted">${t('health.as_of', { at: moment(at) })}</p>`;
}
