/* combo.js: a field that finds while one types (the ARIA combobox pattern): arrows choose, Enter takes, Escape closes. */
import { html, useEffect, useRef, useState } from '../vendor/preact-htm.js';
import { t } from '../i18n.js';

const AFTER_MS = 200;

/* find(text, signal) resolves with rows ({id, ...}); show(row) draws one; take(row) gets the chosen. */
export function Combo({ id, label, hint, placeholder, find, show, take, min = 2, autofocus, error, required }) {
  const [text, setText] = useState('');
  const [rows, setRows] = useState(null);
  const [at, setAt] = useState(0);
  const [fault, setFault] = useState('');
  const field = useRef();
  useEffect(() => {
    if (autofocus) field.current.focus();
  }, []);
  useEffect(() => {
    setFault('');
    if (text.trim().length < min) {
      setRows(null);
      return undefined;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => find(text.trim(), stop.signal).then(found => {
      setRows(found);
      setAt(0);
    }, problem => problem.name !== 'AbortError' && setFault(problem.message)), AFTER_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  const choose = row => {
    setText('');
    setRows(null);
    take(row);
  };
  const keys = event => {
    if (event.key === 'Escape') setRows(null);
    if (!rows?.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((at + step + rows.length) % rows.length);
    if (event.key === 'Enter' && !event.ctrlKey) choose(rows[at]);
    if (step || (event.key === 'Enter' && !event.ctrlKey)) event.preventDefault();
  };
  const open = rows !== null;
  const said = open && (rows.length ? t('combo.found', { n: rows.length }) : t('combo.none'));
  return html`<div class="field combo">
    <label for=${id}>${label}${required ? html` <span class="required">${t('field.required')}</span>` : ''}</label>
    ${hint && html`<span class="hint" id=${`${id}-hint`}>${hint}</span>`}
    ${(error || fault) && html`<span class="fault" id=${`${id}-fault`}>${error || fault}</span>`}
    <input id=${id} ref=${field} role="combobox" aria-expanded=${open && rows.length > 0} aria-controls=${`${id}-list`}
      aria-autocomplete="list" aria-activedescendant=${open && rows.length ? `${id}-${at}` : null}
      aria-describedby=${[hint && `${id}-hint`, (error || fault) && `${id}-fault`].filter(Boolean).join(' ') || null}
      aria-invalid=${error ? 'true' : null}
      autocomplete="off" spellcheck=${false} placeholder=${placeholder} value=${text}
      onInput=${event => setText(event.target.value)} onKeyDown=${keys} onBlur=${() => setTimeout(() => setRows(null), 150)} />
    <ul id=${`${id}-list`} role="listbox" aria-label=${label} class=${open && rows.length ? 'combo-list' : 'hidden'}>
      ${(rows || []).map((row, i) => html`<li id=${`${id}-${i}`} role="option" aria-selected=${i === at} key=${row.id}
        onMouseDown=${event => { event.preventDefault(); choose(row); }}>${show(row)}</li>`)}</ul>
    <span class=${open && !rows.length ? 'hint' : 'hidden'} role="status">${said || ''}</span>
  </div>`;
}
