/* letter_form.js: what a clerk says of a letter, and what makes it an appeal. */
import { html, useState } from '../vendor/preact-htm.js';
import { nameOf } from '../catalogue.js';
import { day } from '../format.js';
import { t } from '../i18n.js';
import { me } from '../session.js';
import { Attach } from './attach.js';
import { ClientSearch, clientOf, formOfClient } from './client_search.js';
import { Choice, Text } from './fields.js';
import { Ways } from './form_details.js';
import { TypeSearch } from './type_search.js';

const DELIVERIES = ['post', 'courier', 'edo', 'medo', 'email'];
const LETTER = ['direction', 'branch', 'correspondent', 'corr_number', 'corr_date', 'received_on', 'delivery', 'rpo', 'subject', 'client_id'];
const APPEAL = ['type_code', 'client_kind', 'client_id', 'account', 'text'];

export const deliveryName = code => (DELIVERIES.includes(code) ? t(`letter.delivery_${code}`) : code || '');

export const emptyLetter = () => ({ direction: 'in', branch: me().branch, received_on: day(new Date()), delivery: 'post', is_appeal: false,
  applicant: {}, response_channels: [], files: [] });

const filled = (form, names) => Object.fromEntries(names.filter(name => form[name]).map(name => [name, form[name]]));

/* The members of a letter that only an appeal has. */
export function appealOf(form) {
  const applicant = Object.fromEntries(Object.entries(form.applicant || {}).filter(([, value]) => value));
  return { ...filled(form, APPEAL), ...(Object.keys(applicant).length && { applicant }),
    ...(form.response_channels.length && { response_channels: form.response_channels }) };
}

/* The body of a registration. */
export function letterOf(form) {
  return { ...filled(form, LETTER), ...(form.pages && { pages: Number(form.pages) }), is_appeal: form.is_appeal,
    ...(form.is_appeal && appealOf(form)), files: form.files.map(({ claim_id, doc_type, name }) => ({ claim_id, ...(doc_type && { doc_type }), name })) };
}

/* Whose letter it is, found by any datum. */
export function LetterClient({ form, change, all }) {
  const take = async found => {
    const { client_id, client_name, client_kind, applicant, response_channels, account } = formOfClient(await clientOf(found.id));
    change({ client_id, client_name, client_kind, applicant, account: account || '', response_channels: response_channels || ['post'],
      ...(!form.correspondent && { correspondent: client_name }) });
  };
  if (!form.client_id) return html`<${ClientSearch} id="f-client_id" all=${all} take=${take} />`;
  return html`<p class="chosen"><strong>${form.client_name}</strong> <span class="muted">${nameOf(all, 'client_kinds', form.client_kind)}</span>
    <button type="button" class="small" onClick=${() => change({ client_id: null, client_name: null })}>${t('client.clear')}</button></p>`;
}

/* What the card of the appeal begins with; the branch's clerk completes it. */
export function AppealPart({ form, change, all, words }) {
  const [searching, setSearching] = useState(!form.type_code);
  const applicant = (name, type) => html`<${Text} pointer=${`/applicant/${name}`} type=${type} label=${t(`applicant.${name}`)} value=${form.applicant[name]}
    error=${words[`/applicant/${name}`]} onChange=${value => change({ applicant: { ...form.applicant, [name]: value ?? undefined } })} />`;
  const take = type => {
    change({ type_code: type.code });
    setSearching(false);
    requestAnimationFrame(() => document.getElementById('f-text')?.focus());
  };
  return html`<fieldset class="section"><legend>${t('letter.appeal')}</legend>
    ${searching ? html`<${TypeSearch} id="f-type_code" kind=${form.client_kind} all=${all} take=${take} error=${words['/type_code']} />`
    : html`<p class="chosen"><strong>${nameOf(all, 'type', form.type_code)}</strong> <span class="muted">${form.type_code}</span>
        <button type="button" class="small" onClick=${() => setSearching(true)}>${t('type.other')}</button></p>`}
    <${Text} pointer="/text" label=${t('card.text')} rows=${5} value=${form.text} error=${words['/text']} onChange=${text => change({ text })} />
    <div class="grid"><${Choice} pointer="/client_kind" label=${t('card.client_kind')} value=${form.client_kind} options=${[...all.client_kinds.values()]}
        error=${words['/client_kind']} onChange=${value => change({ client_kind: value })} />
      ${form.client_kind && form.client_kind !== 'FL' ? applicant('name') : html`${applicant('last')}${applicant('first')}${applicant('middle')}`}
      ${applicant('address')}${applicant('phone', 'tel')}${applicant('email', 'email')}
      <${Text} pointer="/account" label=${t('card.account')} inputmode="numeric" value=${form.account} error=${words['/account']} onChange=${account => change({ account })} /></div>
    <${Ways} form=${form} change=${change} all=${all} words=${words} /></fieldset>`;
}

export function LetterPart({ form, change, all, words }) {
  const text = (name, more = {}) => html`<${Text} pointer=${`/${name}`} label=${t(`letter.${name}`)} value=${form[name]} error=${words[`/${name}`]}
    onChange=${value => change({ [name]: value })} ...${more} />`;
  const coded = (prefix, codes) => codes.map(code => ({ code, ru: t(`${prefix}${code}`), en: t(`${prefix}${code}`) }));
  const branches = [...all.branch.values()].filter(one => me().branches.includes('*') || me().branches.includes(one.code));
  return html`<fieldset class="section"><legend>${t('letter.from_whom')}</legend>
      <${LetterClient} form=${form} change=${change} all=${all} />
      <div class="grid">${text('correspondent', { required: true, wide: true })}${text('corr_number')}${text('corr_date', { type: 'date' })}</div></fieldset>
    <fieldset class="section"><legend>${t('letter.about')}</legend>
      ${text('subject', { wide: true })}
      <div class="grid"><${Choice} pointer="/direction" label=${t('letter.direction')} value=${form.direction} empty=${false} options=${coded('letter.direction_', ['in', 'out'])}
          error=${words['/direction']} onChange=${direction => change({ direction, ...(direction === 'out' && { is_appeal: false }) })} />
        ${text('received_on', { type: 'date', label: t(form.direction === 'out' ? 'letter.sent_on' : 'letter.received_on') })}
        <${Choice} pointer="/delivery" label=${t('letter.delivery')} value=${form.delivery} options=${coded('letter.delivery_', DELIVERIES)}
          error=${words['/delivery']} onChange=${delivery => change({ delivery })} />
        ${form.delivery === 'post' && text('rpo', { inputmode: 'numeric' })}
        ${text('pages', { inputmode: 'numeric' })}
        ${branches.length > 1 && html`<${Choice} pointer="/branch" label=${t('card.branch')} value=${form.branch} options=${branches} empty=${false}
          error=${words['/branch']} onChange=${branch => change({ branch })} />`}</div>
      <${Attach} id="f-files" label=${t('letter.files')} hint=${t('letter.files_hint')} files=${form.files} docType="LET"
        change=${next => change(was => ({ files: next(was.files) }))} /></fieldset>`;
}
