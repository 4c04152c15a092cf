/* form_what.js: what it is about: the type by the client's words, the text, the object, and the type's own fields. */
import { html, useState } from '../vendor/preact-htm.js';
import { nameOf } from '../catalogue.js';
import { holds } from '../condition.js';
import { t } from '../i18n.js';
import { CatalogueField, Choice, Text } from './fields.js';
import { idOf } from './problem.js';
import { me } from '../session.js';
import { TypeSearch } from './type_search.js';

/* The variables of the catalogue's conditions. */
export const variablesOf = (form, type) => ({ ...form.fields, fields: form.fields, applicant: form.applicant, client_kind: form.client_kind,
  channel: form.channel, service: type?.service, type: form.type_code });

function Chosen({ form, all, other }) {
  return html`<p class="chosen"><strong>${nameOf(all, 'type', form.type_code)}</strong> <span class="muted">${form.type_code}</span>
    <button type="button" class="small" onClick=${other}>${t('type.other')}</button></p>`;
}

/* The form of a type: its fields that this client and channel need. */
export function TypeFields({ form, change, type, all, words }) {
  const variables = variablesOf(form, type);
  const rules = (type?.fields || []).filter(rule => holds(rule.when, variables));
  const set = (code, value) => {
    const fields = { ...form.fields };
    if (value === null || value === undefined) delete fields[code];
    else fields[code] = value;
    change({ fields });
  };
  if (!rules.length) return '';
  return html`<div class="grid">${rules.map(rule => html`<${CatalogueField} key=${rule.field} entry=${all.field.get(rule.field) || { code: rule.field }}
    rule=${{ ...rule, required: rule.required || (rule.required_if && holds(rule.required_if, variables, false)) }}
    value=${form.fields[rule.field]} error=${words[`/fields/${rule.field}`]} onChange=${value => set(rule.field, value)} />`)}</div>`;
}

export function What({ form, change, type, all, words, required }) {
  const [searching, setSearching] = useState(!form.type_code);
  const take = chosen => {
    change({ type_code: chosen.code });
    setSearching(false);
    requestAnimationFrame(() => document.getElementById(idOf('/text'))?.focus());
  };
  const text = (name, label, more = {}) => html`<${Text} pointer=${`/${name}`} label=${label} value=${form[name]} error=${words[`/${name}`]}
    required=${required.has(`/${name}`)} onChange=${value => change({ [name]: value ?? '' })} ...${more} />`;
  const known = form.type_code && !searching;
  return html`<fieldset class="section"><legend>${t('form.what')}</legend>
    ${known ? html`<${Chosen} form=${form} all=${all} other=${() => setSearching(true)} />`
    : html`<${TypeSearch} id="f-type_code" kind=${form.client_kind} branch=${form.branch || me()?.branch} all=${all} take=${take} error=${words['/type_code']} />`}
    ${text('text', t('card.text'), { rows: 4 })}
    <div class="grid">${text('account', t('card.account'), { inputmode: 'numeric' })}
      ${text('address', t('card.address'))}
      ${form.client_kind && form.client_kind !== 'FL' && text('contract', t('card.contract'))}
      <${Choice} pointer="/channel" label=${t('card.channel')} value=${form.channel} options=${[...all.channels.values()]} empty=${false}
        error=${words['/channel']} onChange=${value => change({ channel: value })} /></div>
    <${TypeFields} form=${form} change=${change} type=${type} all=${all} words=${words} />
  </fieldset>`;
}
