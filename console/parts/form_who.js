/* form_who.js: whose appeal it is: a client found by any datum, or the word that he is unknown. */
import { html, useState } from '../vendor/preact-htm.js';
import { creator } from '../api.js';
import { nameOf } from '../catalogue.js';
import { t } from '../i18n.js';
import { may } from '../session.js';
import { ClientSearch, clientOf, formOfClient } from './client_search.js';
import { Choice, Text } from './fields.js';
import { Summary } from './problem.js';

const PERSON = ['last', 'first', 'middle', 'phone', 'email', 'address'];
const COMPANY = ['name', 'inn', 'last', 'phone', 'email'];
const applicantFields = kind => (kind === 'GOV' ? ['name', 'phone', 'email', 'address'] : ['UL', 'IP', 'UKO'].includes(kind) ? COMPANY : PERSON);

function newClient(form) {
  const contacts = [['phone', 'phone'], ['email', 'email'], ['address', 'post']]
    .filter(([name]) => form.applicant[name]).map(([name, kind]) => ({ kind, value: form.applicant[name], purpose: 'main' }));
  const { last, first, middle, name, inn } = form.applicant;
  const own = form.client_kind === 'FL' ? { last, first, middle } : { full_name: name, inn };
  return { kind: form.client_kind, ...(form.branch && { branch: form.branch }), contacts, ...own };
}

function Found({ form, all, other, clear }) {
  return html`<p class="chosen"><strong><a href=${`/clients/${form.client_id}`} target="_blank" rel="noopener">${form.client_name}</a></strong>
    <span class="muted">${nameOf(all, 'client_kinds', form.client_kind)}</span>
    <button type="button" class="small" onClick=${other}>${t('client.other')}</button>
    <button type="button" class="small" onClick=${clear}>${t('client.clear')}</button></p>`;
}

function Create({ form, take }) {
  const [problem, setProblem] = useState(null);
  const [add] = useState(() => creator('/client-registry/v1/clients'));
  const create = async () => {
    setProblem(null);
    try {
      take((await add(newClient(form))).data);
    } catch (fault) {
      setProblem(fault);
    }
  };
  return html`<${Summary} problem=${problem} /><button type="button" class="small" onClick=${create}>${t('client.create')}</button>`;
}

export function Who({ form, change, all, words, required }) {
  const [searching, setSearching] = useState(false);
  const take = async found => {
    const client = found.contacts ? found : await clientOf(found.id);
    change({ ...formOfClient(client), client_unknown: false });
    setSearching(false);
    requestAnimationFrame(() => document.getElementById(form.type_code ? 'f-text' : 'f-type_code')?.focus());
  };
  /* Nobody is chosen any more; what was typed of the applicant stays. */
  const clear = () => {
    change({ client_id: null, client_name: null, client_unknown: false });
    requestAnimationFrame(() => document.getElementById('f-client_id')?.focus());
  };
  const set = (name, value) => change({ applicant: { ...form.applicant, [name]: value ?? undefined } });
  const kinds = [...all.client_kinds.values()];
  const types = { phone: 'tel', email: 'email' };
  const known = form.client_id && !searching;
  const wrong = Object.keys(words).some(pointer => pointer === '/client_kind' || pointer.startsWith('/applicant/'));
  const applicant = known && [form.applicant.phone, form.applicant.email, form.applicant.address].filter(Boolean).join(', ');
  const enough = form.client_kind === 'FL' ? form.applicant.last && form.applicant.first : form.applicant.name;
  return html`<fieldset class="section"><legend>${t('form.who')}</legend>
    ${known ? html`<${Found} form=${form} all=${all} other=${() => setSearching(true)} clear=${clear} />`
    : html`<${ClientSearch} id="f-client_id" all=${all} take=${take} autofocus=${!form.client_id} />
      <label class="check"><input type="checkbox" checked=${form.client_unknown}
        onChange=${event => change({ client_unknown: event.target.checked, client_id: null, client_name: null })} /> ${t('client.unknown_word')}</label>`}
    <details open=${!known || wrong} class="applicant"><summary>${t('form.applicant')}${applicant && html`<span class="muted"> · ${applicant}</span>`}</summary>
    <div class="grid">
      <${Choice} pointer="/client_kind" label=${t('card.client_kind')} value=${form.client_kind} options=${kinds} required
        error=${words['/client_kind']} onChange=${value => change({ client_kind: value })} />
      <${Choice} pointer="/applicant/role" label=${t('card.role')} value=${form.applicant.role} options=${[...all.applicant_roles.values()]}
        error=${words['/applicant/role']} onChange=${value => set('role', value)} />
      ${applicantFields(form.client_kind).map(name => html`<${Text} key=${name} pointer=${`/applicant/${name}`} type=${types[name]}
        label=${t(name === 'last' && form.client_kind && form.client_kind !== 'FL' ? 'applicant.contact' : `applicant.${name}`)}
        value=${form.applicant[name]} required=${required.has(`/applicant/${name}`)} error=${words[`/applicant/${name}`]}
        inputmode=${name === 'inn' ? 'numeric' : null} onChange=${value => set(name, value)} />`)}
    </div></details>
    ${!known && enough && may('client.write') && html`<${Create} form=${form} take=${take} />`}
  </fieldset>`;
}
