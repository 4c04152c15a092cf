/* due.js: a due time as words and an icon; colour only in addition. */
import { html, useState } from '../vendor/preact-htm.js';
import { get } from '../api.js';
import { date, dayShort, moment, momentShort, remaining } from '../format.js';
import { language, t } from '../i18n.js';

const ICONS = { late: '!', soon: '◔', calm: '○' };

/* `dueDate` is the branch's own day of an answer; a stage has only an instant. `short`: for lists. */
export function Due({ dueAt, dueDate, zone, done, provisional, isWorkday, short }) {
  if (!dueAt) return html`<span class="muted">${t('due.none')}</span>`;
  const day = dueDate ? (short ? dayShort : date)(dueDate) : (short ? momentShort : moment)(dueAt, zone);
  if (done) return html`<span class="due">${day}</span>`;
  const left = remaining(dueAt, isWorkday || (() => true));
  return html`<span class=${`due due-${left.level}`}><span class="due-icon" aria-hidden="true">${ICONS[left.level]}</span
    >${left.text}<span class="muted"> · ${day}${provisional && !short ? ` ${t('due.provisional')}` : ''}</span></span>`;
}

const wordsOf = (one, name) => one?.[`${name}_${language()}`] || one?.[`${name}_ru`];

/* «почему?»: the rule in words, as the service that counted says it. */
export function Why({ card }) {
  const text = wordsOf(card, 'due_explanation');
  if (!text) return '';
  return html`<details class="why"><summary>${t('due.why')}</summary><p>${text}</p></details>`;
}

/* The same of a stage; asked for when it is opened, as a list has many. */
export function StageWhy({ appeal, stage, number }) {
  const [said, setSaid] = useState(null);
  const read = async event => {
    if (!event.currentTarget.open) return;
    try {
      const { data } = await get(`/sla-timer/v1/appeals/${appeal}/deadlines`);
      setSaid(wordsOf(data.items.find(one => one.stage_id === stage), 'explanation') || t('due.why_unknown'));
    } catch (problem) {
      setSaid(problem.status === 404 ? t('due.why_unknown') : problem.message);
    }
  };
  return html`<details class="why" onToggle=${read}><summary>${t('due.why')}${number && html`<span class="hidden"> ${number}</span>`}</summary>
    <p role="status">${said || t('due.why_reading')}</p></details>`;
}
