/* saved_filters.js: a person's own filters of the journal, kept in this browser. Searched words are personal data and are
 * not kept. */
import { me } from '../session.js';

const MAX = 8;
const place = () => `otk_filters_${me().id}`;

function stored() {
  try {
    return JSON.parse(localStorage.getItem(place())) || [];
  } catch {
    return [];
  }
}

function store(filters) {
  try {
    localStorage.setItem(place(), JSON.stringify(filters.slice(-MAX)));
  } catch {
    /* A browser that keeps nothing shows the company's tabs only. */
  }
  return stored();
}

/* [{name, query}], at most eight. */
export const savedFilters = stored;
export const saveFilter = (name, query) => store([...stored().filter(one => one.name !== name), { name, query }]);
export const forgetFilter = name => store(stored().filter(one => one.name !== name));
