/* format.js: dates, times and the time that remains, in words. */
import { language, t } from './i18n.js';

const HOUR_MS = 3600e3;
const DAY_MS = 24 * HOUR_MS;
const locale = () => (language() === 'ru' ? 'ru-RU' : 'en-GB');

function formatted(iso, options) {
  return iso ? new Intl.DateTimeFormat(locale(), options).format(new Date(iso)) : '';
}

/* A date without a time ("2026-11-20") is nobody's zone. One that is masked ("***06") is shown as it is. */
export const date = text => (text && !/^\d{4}-\d\d-\d\d/.test(text) ? text : formatted(text && `${text.slice(0, 10)}T12:00:00Z`,
  { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }));

/* The same where there is little room: without the year when it is this one. */
export const dayShort = text => {
  const full = date(text);
  return text?.startsWith(String(new Date().getFullYear())) ? full.replace(/[./]\d{4}$/, '') : full;
};

/* The reader's own day of an instant, as "2026-11-20". */
export const day = at => new Date(at - at.getTimezoneOffset() * 60e3).toISOString().slice(0, 10);

/* An instant in the branch's zone; its offset is shown where it is not the reader's. */
export function moment(iso, zone) {
  if (!iso) return '';
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const options = { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' };
  const other = zone && offsetOf(iso, zone) !== offsetOf(iso, here);
  const text = formatted(iso, { ...options, timeZone: zone || here }).replace(',', '');
  return other ? `${text} ${offsetOf(iso, zone)}` : text;
}

/* In lists: without the year when it is this one. */
export function momentShort(iso, zone) {
  const full = moment(iso, zone);
  return iso && new Date(iso).getFullYear() === new Date().getFullYear() ? full.replace(/[./]\d{4}(?= )/, '') : full;
}

function offsetOf(iso, zone) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(new Date(iso));
  return parts.find(part => part.type === 'timeZoneName').value.replace('GMT', 'UTC');
}

export function size(bytes) {
  if (bytes === undefined || bytes === null) return '';
  const units = ['unit.b', 'unit.kb', 'unit.mb'];
  let i = 0;
  let value = bytes;
  for (; value >= 1000 && i < units.length - 1; i++) value /= 1000;
  return t(units[i], { value: value < 10 && i ? value.toFixed(1) : Math.round(value) });
}

/* Working days after `from` up to the day of `to`. */
function workingDays(from, to, isWorkday) {
  let days = 0;
  const day = new Date(from);
  while (day.toDateString() !== to.toDateString() && day < to && days < 400) {
    day.setDate(day.getDate() + 1);
    if (isWorkday(day)) days++;
  }
  return days;
}

function span(ms) {
  if (ms < HOUR_MS) return t('span.minutes', { n: Math.max(1, Math.round(ms / 60e3)) });
  if (ms < 2 * DAY_MS) return t('span.hours', { n: Math.round(ms / HOUR_MS) });
  return t('span.days', { n: Math.round(ms / DAY_MS) });
}

/* {text, level}: level is "late", "soon" (a working day or less) or "calm". */
export function remaining(dueAt, isWorkday, now = new Date()) {
  const due = new Date(dueAt);
  if (due < now) return { text: t('left.late', { span: span(now - due) }), level: 'late' };
  if (due - now < DAY_MS) return { text: t('left.short', { span: span(due - now) }), level: 'soon' };
  const days = workingDays(now, due, isWorkday);
  return { text: t('left.days', { n: days }), level: days <= 1 ? 'soon' : 'calm' };
}
