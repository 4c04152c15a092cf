/* conflict.js: what somebody else changed meanwhile, field by field, before anything of his is written over. */
import { html } from '../vendor/preact-htm.js';
import { t } from '../i18n.js';

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/* [{name, theirs, mine}] of what another person changed since `base` and that differs from ours. */
export function conflicts(base, mine, theirs) {
  return Object.keys({ ...base, ...theirs }).filter(name => !same(base[name], theirs[name]) && !same(mine[name], theirs[name]))
    .map(name => ({ name, mine: mine[name], theirs: theirs[name] }));
}

/* What the person did not touch is as the server says it now. */
export function merged(base, mine, theirs) {
  const form = { ...mine };
  Object.keys({ ...base, ...theirs }).forEach(name => {
    if (same(base[name], mine[name])) form[name] = theirs[name];
  });
  return form;
}

const text = value => (Array.isArray(value) ? value.join(', ') : value && typeof value === 'object' ? JSON.stringify(value) : String(value ?? ''));

/* found: of conflicts(). label(name) and show(name, value) say it in the reader's words. settle('mine' or 'theirs'). */
export function Conflict({ found, label, show = (name, value) => text(value), settle }) {
  return html`<div class="summary" role="alert"><p class="summary-title">${t('conflict.title')}</p>
    <table><thead><tr><th scope="col">${t('conflict.field')}</th><th scope="col">${t('conflict.theirs')}</th><th scope="col">${t('conflict.mine')}</th></tr></thead>
      <tbody>${found.map(one => html`<tr key=${one.name}><th scope="row">${label(one.name)}</th><td>${show(one.name, one.theirs)}</td><td>${show(one.name, one.mine)}</td></tr>`)}</tbody></table>
    <p class="buttons"><button type="button" onClick=${() => settle('mine')}>${t('conflict.keep_mine')}</button>
      <button type="button" onClick=${() => settle('theirs')}>${t('conflict.take_theirs')}</button></p></div>`;
}
