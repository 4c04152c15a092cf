/* card_tabs.js: the tabs of a card that only show. */
import { html } from '../vendor/preact-htm.js';
import { get } from '../api.js';
import { departmentName, nameOf } from '../catalogue.js';
import { moment, momentShort, size } from '../format.js';
import { has, named, t } from '../i18n.js';
import { useLoaded } from '../poll.js';
import { Due, StageWhy } from './due.js';
import { shown } from './fields.js';
import { Empty, Failed, Loading } from './states.js';
import { Scroll } from './table.js';

/* Rows of name and value; empty ones are left out. */
export function Facts({ rows }) {
  return html`<dl class="facts">${rows.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function applicantName(applicant) {
  return applicant.name || [applicant.last, applicant.first, applicant.middle].filter(Boolean).join(' ');
}

export function Registration({ card, all }) {
  const zone = all.branch.get(card.branch)?.tz;
  const applicant = card.applicant || {};
  return html`
    ${card.body && html`<div class="appeal-text">${card.subject && html`<h2>${card.subject}</h2>`}<p>${card.body}</p></div>`}
    <${Facts} rows=${[
    [t('card.applicant'), applicantName(applicant)],
    [t('card.role'), nameOf(all, 'applicant_roles', applicant.role)],
    [t('applicant.phone'), applicant.phone],
    [t('applicant.email'), applicant.email],
    [t('applicant.address'), applicant.address],
    [t('applicant.inn'), applicant.inn],
    [t('card.account'), card.account],
    [t('card.address'), card.address],
    [t('card.contract'), card.contract],
    [t('card.ways'), (card.response_channels || []).map(code => nameOf(all, 'response_channels', code)).join(', ')],
    [t('card.client_kind'), nameOf(all, 'client_kinds', card.client_kind)],
    [t('card.service'), nameOf(all, 'services', card.service)],
    [t('card.category'), nameOf(all, 'categories', card.category)],
    [t('card.channel'), nameOf(all, 'channels', card.channel)],
    [t('card.branch'), nameOf(all, 'branch', card.branch)],
    [t('card.received'), moment(card.received_at, zone)],
    [t('card.registered'), moment(card.registered_at, zone)],
    [t('card.sent'), moment(card.sent_at, zone)],
    [t('card.answered'), moment(card.answered_at, zone)],
    [t('card.external'), card.external_id],
  ]} />`;
}

export const advises = fault => fault.code.endsWith('_advised');

/* A group of base fields as the check names it, in Russian. */
const groupOf = (name, all) => [...all.base.values()].flatMap(set => set.groups).find(group => group.ru === name);

export function faultWords(fault, all) {
  if (fault.pointer.startsWith('/files/')) {
    const name = nameOf(all, 'document', fault.pointer.slice('/files/'.length));
    return t(fault.code === 'document_advised' ? 'fault.document_advised' : 'fault.document_missing', { name });
  }
  const field = all.field.get(fault.pointer.replace('/fields/', ''));
  const name = field ? named(field) : has(`pointer.${fault.pointer}`) ? t(`pointer.${fault.pointer}`) : '';
  if (fault.code === 'required' && fault.detail && !field) return t('fault.required', { name: named(groupOf(fault.detail, all)) || fault.detail });
  const words = fault.message || fault.code;
  return name ? `${name}: ${words}` : words;
}

export function Faults({ card, all }) {
  if (!card.faults?.length) return html`<p class="ok">${t('card.no_faults')}</p>`;
  return html`<ul class="faults">${card.faults.map(fault => html`<li class=${advises(fault) ? 'muted' : ''}>
    ${faultWords(fault, all)}</li>`)}</ul>`;
}

export function Details({ card, all }) {
  const fields = Object.entries(card.fields || {}).map(([code, value]) => [named(all.field.get(code)) || code, shown(all.field.get(code), value)]);
  return html`${fields.length ? html`<${Facts} rows=${fields} />` : html`<p class="muted">${t('card.no_fields')}</p>`}
    <h2>${t('card.check')}</h2><${Faults} card=${card} all=${all} />`;
}

export function Documents({ card, all }) {
  const documents = useLoaded(() => get(`/archive/v1/appeals/${card.id}/documents`), [card.id, card.version]);
  if (documents.problem) return html`<${Failed} problem=${documents.problem} retry=${documents.reload} />`;
  if (!documents.data) return html`<${Loading} />`;
  if (!documents.data.items.length) return html`<${Empty} title=${t('documents.empty')} hint=${t('documents.empty_hint')} />`;
  const line = one => html`<tr>
    <th scope="row">${one.state === 'stored' && one.id ? html`<a href=${`/api/archive/v1/documents/${one.id}/content`} target="_blank"
      rel="noopener">${one.name || one.file_key}</a>` : one.name || one.file_key}</th>
    <td>${nameOf(all, 'document', one.doc_type) || html`<span class="muted">${t('documents.no_kind')}</span>`}</td>
    <td class="number">${size(one.size_bytes)}</td>
    <td>${moment(one.created_at)}</td>
    <td>${t(`document.${one.state || 'stored'}`)}${one.reason ? `: ${one.reason}` : ''}</td></tr>`;
  return html`<${Scroll} label=${t('card.tab_documents')}><table>
    <thead><tr><th scope="col">${t('documents.name')}</th><th scope="col">${t('documents.kind')}</th>
      <th scope="col" class="number">${t('documents.size')}</th><th scope="col">${t('documents.when')}</th>
      <th scope="col">${t('documents.state')}</th></tr></thead>
    <tbody>${documents.data.items.map(line)}</tbody></table><//>`;
}

/* What an agent reads aloud: department, person, received, due, done, result. */
export function Status({ card, all }) {
  const zone = all.branch.get(card.branch)?.tz;
  const stages = [...(card.stages || [])].sort((a, b) => a.cycle_no - b.cycle_no || a.seq - b.seq);
  const result = stage => nameOf(all, 'results', stage.result) || (has(`stage.${stage.state}`) ? t(`stage.${stage.state}`) : stage.state);
  return html`<p class="aloud">${t(`public.${card.state}`)} ${card.due_date && !card.answered_at ? t('status.due', { date: card.due_date.split('-').reverse().join('.') }) : ''}</p>
    ${stages.length ? html`<${Scroll} label=${t('card.tab_status')} wrap><table>
      <thead><tr>${['department', 'person', 'entered', 'stage_due', 'done', 'result'].map(name => html`<th scope="col">${t(`status.${name}`)}</th>`)}</tr></thead>
      <tbody>${stages.map(stage => html`<tr><th scope="row">${departmentName(all, stage.department_name) || nameOf(all, 'process_roles', stage.role)}</th>
        <td class="time">${stage.employee_name}</td><td class="time">${momentShort(stage.entered_at, zone)}</td>
        <td class="time"><${Due} dueAt=${stage.due_at} zone=${zone} short done=${stage.done_at || !['QUEUED', 'ASSIGNED'].includes(stage.state)} isWorkday=${all.isWorkday} />${stage.due_at && html` <${StageWhy} appeal=${card.id} stage=${stage.id} />`}</td>
        <td class="time">${momentShort(stage.done_at, zone)}</td><td>${result(stage)}</td></tr>`)}</tbody></table><//>`
    : html`<${Empty} title=${t('status.empty')} hint=${t('status.empty_hint')} />`}`;
}

export function History({ card, all }) {
  const zone = all.branch.get(card.branch)?.tz;
  const lines = [...(card.history || [])].sort((a, b) => (a.at < b.at ? 1 : -1));
  return html`<ol class="history">${lines.map(line => html`<li><time>${moment(line.at, zone)}</time>
    <span>${has(`event.${line.event}`) ? t(`event.${line.event}`) : line.event}${line.note ? html`<br /><span class="note">«${line.note}»</span>` : ''}</span>
    <span class="muted">${line.by_name || t('history.system')}</span></li>`)}</ol>`;
}
