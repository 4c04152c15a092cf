/* catalogue.js: types, dictionaries, branches and the working calendar, fetched once and kept while the page lives. */
import { useEffect, useState } from './vendor/preact-htm.js';
import { get, getAll } from './api.js';
import { language, named } from './i18n.js';

const kept = new Map();

function keep(name, ask) {
  if (!kept.has(name)) {
    const promise = ask();
    promise.catch(() => kept.delete(name));
    kept.set(name, promise);
  }
  return kept.get(name);
}

export const types = () => keep('types', async () => (await get('/intake/v1/types')).data.items);
export const typeOf = code => keep(`type ${code}`, async () => (await get(`/intake/v1/types/${encodeURIComponent(code)}`)).data);
const dictionary = name => keep(name, async () => (await get(`/intake/v1/dictionaries/${name}`)).data);
const departments = () => keep('departments', async () => (await getAll('/staff/v1/departments')).data.items);
export const branches = () => keep('branches', async () => (await getAll('/staff/v1/branches?full=true')).data.items);

async function readCalendar() {
  const { data } = await get('/sla-timer/v1/calendars');
  return data.items.find(row => row.code === 'RU')?.calendar || {};
}

/* Whether a type is in use in a branch: (branch, code) -> bool, by the patterns that switch types off there. */
export const activity = () => keep('activity', async () => {
  const rows = (await dictionary('activity').catch(() => ({}))).activity || [];
  const pattern = text => new RegExp(`^${text.split('*').map(part => part.replace(/[^\w-]/g, '\\$&')).join('.*')}$`);
  const off = new Map(rows.map(row => [row.branch, row.off.map(pattern)]));
  return (branch, code) => !(off.get(branch) || []).some(one => one.test(code));
});

/* Everything that names codes, at once: {dictionaries, fields, doc_types, base_fields, types, branches}. */
export const names = () => keep('names', async () => {
  const [dictionaries, fields, documents, base, list, places, calendar, offices] = await Promise.all([
    dictionary('dictionaries'), dictionary('fields'), dictionary('doc_types'), dictionary('base_fields'), types(),
    branches(), keep('calendar', readCalendar).catch(() => ({})), language() === 'ru' ? [] : departments().catch(() => [])]);
  const map = rows => new Map(rows.map(row => [row.code, row]));
  const all = { type: map(list), field: map(fields.fields), document: map(documents.doc_types),
    base: map(base.base_fields), branch: map(places),
    department: new Map(offices.map(row => [row.ru, row])) };
  for (const [name, rows] of Object.entries(dictionaries)) if (Array.isArray(rows)) all[name] = map(rows);
  return { ...all, isWorkday: workdays(calendar) };
});

function workdays(calendar) {
  return day => {
    const text = `${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
    const year = calendar.years?.[day.getFullYear()] || {};
    if (year.work?.includes(text)) return true;
    const off = calendar.yearly_off?.includes(text) || year.off?.includes(text);
    return !off && day.getDay() !== 0 && day.getDay() !== 6;
  };
}

/* The name of a code, or the code itself. */
export const nameOf = (all, kind, code) => (code ? named(all?.[kind]?.get(code)) || code : '');

/* A department as the services keep it with an appeal, by its Russian name, in the reader's language. */
export const departmentName = (all, name) => named(all?.department.get(name)) || name || '';

/* names() for a part; null until they are there. */
export function useNames() {
  const [all, setAll] = useState(null);
  useEffect(() => {
    names().then(setAll, () => {});
  }, []);
  return all;
}
