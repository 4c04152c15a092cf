/* due.js: a due time as words and an icon; colour only in addition. */
import { html } from '../vendor/preact-htm.js';
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

/* «почему?»: the rule in words, as the service that counted says it. */
export function Why({ card }) {
  const text = language() === 'ru' ? card.due_explanation_ru : card.due_explanation_en;
  if (!text) return '';
  return html`<details class="why"><summary>${t('due.why')}</summary><p>${text}</p></details>`;
}
