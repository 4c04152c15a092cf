/* templates.js: a text for the answer out of the company's templates, filled in; the former text can be had back. */
import { html, useState } from '../vendor/preact-htm.js';
import { get } from '../api.js';
import { nameOf } from '../catalogue.js';
import { t } from '../i18n.js';
import { useLoaded } from '../poll.js';

/* take({text, code}) gets the chosen text; code is absent when the former one comes back. */
export function Templates({ appeal, all, text, take }) {
  const list = useLoaded(() => get(`/routing/v1/appeals/${appeal}/templates`), [appeal]);
  const [former, setFormer] = useState(null);
  const rows = list.data?.items || [];
  const choose = event => {
    const row = rows.find(one => one.code === event.target.value);
    event.target.value = '';
    if (!row) return;
    setFormer(text);
    take({ text: row.body, code: row.code });
  };
  const back = () => {
    take({ text: former });
    setFormer(null);
  };
  if (!rows.length) return '';
  return html`<div class="templates"><label>${t('template.choose')} <select onChange=${choose}><option value="">${t('field.choose')}</option>
      ${rows.map(row => html`<option value=${row.code}>${nameOf(all, 'results', row.result) || row.code} · ${row.code}${row.usual ? ` · ${t('template.usual')}` : ''}</option>`)}</select></label>
    ${former && html`<button type="button" class="small" onClick=${back}>${t('template.back')}</button>`}</div>`;
}
