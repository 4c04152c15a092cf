/* type_search.js: the type of an appeal by the client's words: names and what people say instead of them. */
import { html } from '../vendor/preact-htm.js';
import { activity, nameOf, types } from '../catalogue.js';
import { language, named, t } from '../i18n.js';
import { Combo } from './combo.js';

const SHOWN = 12;

/* Endings of Russian words differ: their beginnings are compared. */
const wordsOf = text => text.toLowerCase().replace(/ё/g, 'е').split(/[^\p{L}\p{N}-]+/u).filter(word => word.length > 1);
const stem = word => (word.length > 5 ? word.slice(0, Math.max(4, word.length - 2)) : word);

function scoreOf(type, query) {
  const said = [named(type), type.code, ...(type.questions_synonyms?.[language()] || [])];
  let best = 0;
  for (const phrase of said) {
    const words = wordsOf(phrase);
    const met = query.filter(one => words.some(word => word.startsWith(stem(one)))).length;
    best = Math.max(best, met / query.length + met / (10 + words.length));
  }
  return best;
}

/* The types whose words fit best; those in use in the branch, and those of the client's kind only, where it is known. */
export async function findTypes(text, kind, branch) {
  const query = wordsOf(text);
  if (!query.length) return [];
  const active = await activity();
  return (await types())
    .filter(type => active(branch, type.code))
    .filter(type => !kind || !type.client_kinds || type.client_kinds.includes(kind))
    .map(type => ({ ...type, id: type.code, score: scoreOf(type, query) }))
    .filter(type => type.score > 0.4)
    .sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1))
    .slice(0, SHOWN);
}

export function TypeSearch({ id, kind, branch, take, all, autofocus, error }) {
  return html`<${Combo} id=${id} label=${t('type.label')} hint=${t('type.hint')} autofocus=${autofocus} error=${error} required
    find=${text => findTypes(text, kind, branch)} take=${take}
    show=${type => html`<strong>${named(type)}</strong> <span class="muted">${nameOf(all, 'services', type.service)} · ${type.code}</span>`} />`;
}
