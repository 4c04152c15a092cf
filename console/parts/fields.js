/* fields.js: one input for each datatype of the catalogue. A value is what the API takes: text, number, true, a period
 * {"from", "to"}, a list of rows; undefined while there is nothing. */
import { html } from '../vendor/preact-htm.js';
import { date } from '../format.js';
import { named, t } from '../i18n.js';
import { idOf } from './problem.js';

const LONG = 200;

/* Label, hint and fault around an input; control(attributes) draws it. */
export function Labelled({ pointer, label, hint, error, required, wide, control }) {
  const id = idOf(pointer);
  const described = [hint && `${id}-hint`, error && `${id}-fault`].filter(Boolean).join(' ') || null;
  return html`<div class=${`field ${error ? 'field-wrong' : ''} ${wide ? 'field-wide' : ''}`}>
    <label for=${id}>${label}${required ? html` <span class="required">${t('field.required')}</span>` : ''}</label>
    ${hint && html`<span class="hint" id=${`${id}-hint`}>${hint}</span>`}
    ${error && html`<span class="fault" id=${`${id}-fault`}>${error}</span>`}
    ${control({ id, 'aria-describedby': described, 'aria-invalid': error ? 'true' : null })}
  </div>`;
}

export function Text({ value, onChange, type = 'text', rows, inputmode, autocomplete = 'off', ...rest }) {
  const input = event => onChange(event.target.value === '' ? null : event.target.value);
  return html`<${Labelled} ...${rest} control=${attributes => (rows
    ? html`<textarea ...${attributes} rows=${rows} value=${value ?? ''} onInput=${input}></textarea>`
    : html`<input ...${attributes} type=${type} inputmode=${inputmode} autocomplete=${autocomplete} value=${value ?? ''} onInput=${input} />`)} />`;
}

export function Choice({ value, onChange, options, empty = true, ...rest }) {
  return html`<${Labelled} ...${rest} control=${attributes => html`<select ...${attributes}
    onChange=${event => onChange(event.target.value || null)}>
    ${empty && html`<option value="" selected=${!value}>${t('field.choose')}</option>`}
    ${options.map(one => html`<option value=${one.code} selected=${one.code === value}>${named(one)}</option>`)}</select>`} />`;
}

/* A number stays text while it is none, so that the server can say what is wrong with it. */
function asNumber(text) {
  if (text === null) return null;
  const number = Number(text.replace(/\s/g, '').replace(',', '.'));
  return Number.isFinite(number) ? number : text;
}

function Period({ value, onChange, ...rest }) {
  const part = (name, attributes) => html`<input ...${attributes} type="date" value=${value?.[name] ?? ''}
    aria-label=${`${rest.label}: ${t(name === 'from' ? 'field.from' : 'field.to')}`}
    onInput=${event => onChange({ ...value, [name]: event.target.value })} />`;
  return html`<${Labelled} ...${rest} wide control=${attributes => html`<span class="pair">${part('from', attributes)}<span
    aria-hidden="true">–</span>${part('to', {})}</span>`} />`;
}

function Flag({ value, onChange, pointer, label, error }) {
  const id = idOf(pointer);
  return html`<div class="field"><label class="check"><input id=${id} type="checkbox" checked=${value === true}
    onChange=${event => onChange(event.target.checked)} /> ${label}</label>${error && html`<span class="fault">${error}</span>`}</div>`;
}

function Rows({ value, onChange, entry, ...rest }) {
  const rows = value || [];
  const change = (i, code, next) => onChange(rows.map((row, at) => (at === i ? { ...row, [code]: next } : row)));
  const id = idOf(rest.pointer);
  const cell = (row, i, column) => html`<td><input aria-label=${`${named(column)}, ${i + 1}`} value=${row[column.code] ?? ''}
    id=${i === 0 && column === entry.columns[0] ? id : null}
    onInput=${event => change(i, column.code, column.datatype === 'text' ? event.target.value : asNumber(event.target.value))} /></td>`;
  return html`<fieldset class=${`field rows ${rest.error ? 'field-wrong' : ''}`}><legend>${rest.label}${rest.required ? html` <span class="required">${t('field.required')}</span>` : ''}</legend>
    ${rest.error && html`<span class="fault">${rest.error}</span>`}
    ${rows.length > 0 && html`<table><thead><tr>${entry.columns.map(column => html`<th scope="col">${named(column)}</th>`)}<td></td></tr></thead>
      <tbody>${rows.map((row, i) => html`<tr>${entry.columns.map(column => cell(row, i, column))}
        <td><button type="button" class="small" aria-label=${t('field.remove_row', { n: i + 1 })}
          onClick=${() => onChange(rows.filter((_, at) => at !== i))}>×</button></td></tr>`)}</tbody></table>`}
    <button type="button" class="small" id=${rows.length ? null : id} onClick=${() => onChange([...rows, {}])}>${t('field.add_row')}</button>
  </fieldset>`;
}

const simple = {
  int: { inputmode: 'numeric', parse: asNumber },
  number: { inputmode: 'decimal', parse: asNumber },
  money: { inputmode: 'decimal', parse: asNumber },
  date: { type: 'date' },
  datetime: { type: 'datetime-local', parse: text => (text ? new Date(text).toISOString() : text) },
  email: { type: 'email' },
  phone: { type: 'tel' },
};

function localTime(iso) {
  if (!iso) return '';
  const at = new Date(iso);
  return new Date(at - at.getTimezoneOffset() * 60e3).toISOString().slice(0, 16);
}

/* A field of a type: `entry` from the dictionary, `rule` from the type. */
export function CatalogueField({ entry, rule, value, onChange, error }) {
  const datatype = rule.datatype || entry.datatype;
  const common = { pointer: `/fields/${rule.field}`, label: named(entry) || rule.field, hint: hintOf(entry), error, required: rule.required, value, onChange };
  if (datatype === 'enum') return html`<${Choice} ...${common} options=${rule.values || entry.values || []} />`;
  if (datatype === 'bool') return html`<${Flag} ...${common} />`;
  if (datatype === 'period') return html`<${Period} ...${common} />`;
  if (datatype === 'table') return html`<${Rows} ...${common} entry=${entry} />`;
  const kind = simple[datatype] || {};
  const shown = datatype === 'datetime' ? localTime(value) : value;
  const rows = !kind.type && !kind.parse && (entry.max_length || 0) > LONG && datatype !== 'address' ? 2 : undefined;
  return html`<${Text} ...${common} ...${kind} value=${shown} rows=${rows}
    onChange=${text => onChange(kind.parse ? kind.parse(text) : text)} />`;
}

function hintOf(entry) {
  return entry.hint ? named(entry.hint) : null;
}

/* A value as one reads it. */
export function shown(entry, value) {
  if (value === undefined || value === null) return '';
  if (value === true || value === false) return t(value ? 'value.yes' : 'value.no');
  if (Array.isArray(value)) return value.map(row => Object.values(row).join(' ')).join('; ');
  if (typeof value === 'object') return `${date(value.from ?? '')} – ${date(value.to ?? '')}`;
  if (entry?.datatype === 'date') return date(value);
  return named((entry?.values || []).find(one => one.code === value)) || String(value);
}
