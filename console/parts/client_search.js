/* client_search.js: a client by any datum while one types: account, phone, e-mail, name, INN. */
import { html } from '../vendor/preact-htm.js';
import { get, search } from '../api.js';
import { nameOf } from '../catalogue.js';
import { t } from '../i18n.js';
import { Combo } from './combo.js';

async function findClients(text, signal) {
  return (await search('/client-registry/v1/clients/search', { q: text, limit: 10 }, { signal })).data.items;
}

export const clientOf = async id => (await get(`/client-registry/v1/clients/${id}`)).data;

/* What is masked from this person is no datum of an appeal. */
const open = text => (text && !text.includes('•') ? text : undefined);
const contact = (client, kind) => client.contacts?.find(one => one.kind === kind && !one.do_not_use)?.value;

/* What the form takes from a client: the applicant, the way of the answer that he prefers, his only account. */
export function formOfClient(client) {
  const applicant = { last: client.last, first: client.first, middle: client.middle, name: client.full_name || client.short_name,
    inn: open(client.inn), phone: contact(client, 'phone'), email: contact(client, 'email'), address: contact(client, 'post'), role: 'holder' };
  const preferred = client.contacts?.find(one => one.purpose === 'response')?.kind;
  const ways = { email: 'email', post: 'post', phone: 'call' };
  return {
    client_id: client.id, client_name: client.display_name, client_kind: client.kind,
    applicant: Object.fromEntries(Object.entries(applicant).filter(([, value]) => value)),
    ...(ways[preferred] && { response_channels: [ways[preferred]] }),
    ...(client.accounts?.length === 1 && { account: client.accounts[0].account }),
    ...(contact(client, 'post') && { address: contact(client, 'post') }),
  };
}

export function ClientSearch({ id, take, all, autofocus, error }) {
  return html`<${Combo} id=${id} label=${t('client.search')} hint=${t('client.search_hint')} min=${3} find=${findClients} take=${take}
    autofocus=${autofocus} error=${error} show=${client => html`<strong>${client.display_name}</strong> <span class="muted">${
  nameOf(all, 'client_kinds', client.kind)} · ${client.branch}</span>`} />`;
}
