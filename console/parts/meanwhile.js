/* meanwhile.js: what somebody else changed on a card between two readings, field by field, in the reader's words. */
import { html } from '../vendor/preact-htm.js';
import { departmentName, nameOf } from '../catalogue.js';
import { date } from '../format.js';
import { t } from '../i18n.js';
import { same } from './conflict.js';

const openStages = work => (work?.stages || []).filter(stage => ['QUEUED', 'ASSIGNED'].includes(stage.state));

/* [label, what a reading {card, work} says of it as text]. */
const fields = all => [
  ['journal.state', ({ card }) => t(`appeal.${card.state}`)],
  ['journal.type', ({ card }) => nameOf(all, 'type', card.type_code)],
  ['journal.client', ({ card }) => card.client_name],
  ['card.text', ({ card }) => card.body],
  ['card.account', ({ card }) => card.account],
  ['card.ways', ({ card }) => (card.response_channels || []).map(code => nameOf(all, 'response_channels', code)).join(', ')],
  ['status.due_on', ({ card }) => date(card.due_date)],
  ['stage.action', ({ work }) => openStages(work).map(stage => nameOf(all, 'actions', stage.action)).join(', ')],
  ['journal.holder', ({ work, card }) => openStages(work).map(stage => stage.holder_name || departmentName(all, stage.department_name)).join(', ') || card.holder_name],
  ['answer.state', ({ work }) => work?.response && t(`answer.state_${work.response.state}`)],
  ['answer.subject', ({ work }) => work?.response?.subject],
  ['answer.text', ({ work }) => work?.response?.body],
];

/* [{label, before, after}] of two readings. */
export function changesBetween(before, after, all) {
  return fields(all).map(([label, read]) => ({ label, before: read(before) || '', after: read(after) || '' })).filter(one => !same(one.before, one.after));
}

export function Meanwhile({ before, after, all, close }) {
  const found = changesBetween(before, after, all);
  if (!found.length) return '';
  return html`<div class="summary" role="alert"><p class="summary-title">${t('meanwhile.title')}</p>
    <table><thead><tr><th scope="col">${t('conflict.field')}</th><th scope="col">${t('meanwhile.before')}</th><th scope="col">${t('meanwhile.after')}</th></tr></thead>
      <tbody>${found.map(one => html`<tr key=${one.label}><th scope="row">${t(one.label)}</th><td class="long">${one.before}</td><td class="long">${one.after}</td></tr>`)}</tbody></table>
    <p class="buttons"><button type="button" onClick=${close}>${t('meanwhile.seen')}</button></p></div>`;
}
