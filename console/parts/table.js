/* table.js: a dense table whose rows open by a link: J and K move, Enter opens (the link's own key). */
import { html } from '../vendor/preact-htm.js';
import { t } from '../i18n.js';
import { moveFocus, useKeys } from '../keys.js';

/* What scrolls in itself when there is no room; reached by Tab, so that the arrows move it. */
export function Scroll({ label, wrap, children }) {
  return html`<div class=${`table-wrap ${wrap ? 'wrap' : ''}`} tabindex="0" role="region" aria-label=${label}>${children}</div>`;
}

/* The row whose link has the focus, else the first. */
export const rowAtFocus = rows => (rows || []).find(row => row.id === document.activeElement?.dataset.id) || rows?.[0] || null;

/* columns: [{label, cell(row), number, kind, main}]; the main column's cell is the link. rows have `id`. `open(row)` is the
 * row's address. `more` asks for the next page; null on the last one. */
export function Table({ label, columns, rows, open, more, mark }) {
  useKeys({ J: () => moveFocus('a.row-link', 1), K: () => moveFocus('a.row-link', -1),
    ArrowDown: () => moveFocus('a.row-link', 1), ArrowUp: () => moveFocus('a.row-link', -1) });
  const cell = (column, row) => (column.main
    ? html`<th scope="row"><a class="row-link" data-id=${row.id} href=${open(row)}>${column.cell(row)}</a></th>`
    : html`<td class=${column.number ? 'number' : column.kind || ''}>${column.cell(row)}</td>`);
  return html`<${Scroll} label=${label}><table>
      <thead><tr>${columns.map(column => html`<th scope="col" class=${column.number ? 'number' : column.kind || ''}>${column.label}</th>`)}</tr></thead>
      <tbody>${rows.map(row => html`<tr key=${row.id} class=${mark?.(row) || ''}>${columns.map(column => cell(column, row))}</tr>`)}</tbody>
    </table><//>
    ${more && html`<p class="more"><button onClick=${more}>${t('action.more')}</button></p>`}`;
}
