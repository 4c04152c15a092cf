/* table.js: a dense table whose rows open by a link: J and K move, Enter opens (the link's own key), X marks. */
import { html, useState } from '../vendor/preact-htm.js';
import { t } from '../i18n.js';
import { moveFocus, useKeys } from '../keys.js';

/* What scrolls in itself when there is no room; reached by Tab, so that the arrows move it. */
export function Scroll({ label, wrap, children }) {
  return html`<div class=${`table-wrap ${wrap ? 'wrap' : ''}`} tabindex="0" role="region" aria-label=${label}>${children}</div>`;
}

/* The row whose link has the focus, else the first. */
export const rowAtFocus = rows => (rows || []).find(row => row.id === document.activeElement?.dataset.id) || rows?.[0] || null;

/* The marked rows of a list: {has(row), count, flip(row), set(rows), of(rows)}. */
export function useMarks() {
  const [ids, setIds] = useState(new Set());
  const flip = row => setIds(was => {
    const next = new Set(was);
    if (!next.delete(row.id)) next.add(row.id);
    return next;
  });
  return { has: row => ids.has(row.id), count: ids.size, flip, set: rows => setIds(new Set(rows.map(row => row.id))), of: rows => (rows || []).filter(row => ids.has(row.id)) };
}

/* A first column of boxes, and one for all in the head. */
function markColumn(rows, marks, nameOfRow) {
  const every = rows.length > 0 && rows.every(marks.has);
  return {
    label: html`<input type="checkbox" aria-label=${t('table.mark_all')} checked=${every} onChange=${() => marks.set(every ? [] : rows)} />`,
    kind: 'mark-cell',
    cell: row => html`<input type="checkbox" tabindex="-1" aria-label=${t('table.mark', { name: nameOfRow(row) })} checked=${marks.has(row)} onChange=${() => marks.flip(row)} />`,
  };
}

/* columns: [{label, cell(row), number, kind, main}]; the main column's cell is the link. rows have `id`. `open(row)` is the
 * row's address. `more` asks for the next page; null on the last one. marks: of useMarks, where rows can be marked. */
export function Table({ label, columns, rows, open, more, mark, marks }) {
  useKeys({ J: () => moveFocus('a.row-link', 1), K: () => moveFocus('a.row-link', -1),
    ArrowDown: () => moveFocus('a.row-link', 1), ArrowUp: () => moveFocus('a.row-link', -1),
    X: marks && (() => rows.length && marks.flip(rowAtFocus(rows))) });
  const main = columns.find(column => column.main);
  const shown = marks ? [markColumn(rows, marks, row => main.cell(row)), ...columns] : columns;
  const cell = (column, row) => (column.main
    ? html`<th scope="row"><a class="row-link" data-id=${row.id} href=${open(row)}>${column.cell(row)}</a></th>`
    : html`<td class=${column.number ? 'number' : column.kind || ''}>${column.cell(row)}</td>`);
  return html`<${Scroll} label=${label}><table>
      <thead><tr>${shown.map(column => html`<th scope="col" class=${column.number ? 'number' : column.kind || ''}>${column.label}</th>`)}</tr></thead>
      <tbody>${rows.map(row => html`<tr key=${row.id} class=${`${mark?.(row) || ''} ${marks?.has(row) ? 'marked' : ''}`}>${shown.map(column => cell(column, row))}</tr>`)}</tbody>
    </table><//>
    ${more && html`<p class="more"><button onClick=${more}>${t('action.more')}</button></p>`}`;
}
