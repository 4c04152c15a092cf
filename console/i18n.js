/* i18n.js: words in the reader's language. A text may have forms for numbers, "день|дня|дней"; {name} is replaced. */
import { asset } from './api.js';

const LANGUAGES = ['ru', 'en'];
let current = 'ru';
let words = {};
let plural = new Intl.PluralRules('ru');

const FORMS = { ru: { one: 0, few: 1, many: 2, other: 2 }, en: { one: 0, other: 1 } };

export const language = () => current;
export const languages = () => LANGUAGES;

function stored() {
  try {
    return localStorage.getItem('otk_language');
  } catch {
    return null;
  }
}

/* Russian unless the person chose otherwise. */
export async function loadWords() {
  const wanted = stored();
  current = LANGUAGES.includes(wanted) ? wanted : 'ru';
  plural = new Intl.PluralRules(current);
  words = await asset(`/i18n/${current}.json`);
  document.documentElement.lang = current;
}

export function chooseLanguage(wanted) {
  localStorage.setItem('otk_language', wanted);
  location.reload();
}

export function t(key, values = {}) {
  let text = words[key] ?? key;
  if (text.includes('|')) text = text.split('|')[FORMS[current][plural.select(values.n ?? 0)]];
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? '');
}

/* Whether there is a text: for codes that come from the server and may be new. */
export const has = key => key in words;

/* The name of a row of the catalogue ({ru, en}) in the reader's language. */
export const named = row => (row ? row[current] || row.ru || row.code : '');
