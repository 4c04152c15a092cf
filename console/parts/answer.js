/* answer.js: the answer of an appeal: its draft, its signature, and what became of it on each way. */
import { html, useEffect, useState } from '../vendor/preact-htm.js';
import { get, post, put, search } from '../api.js';
import { nameOf } from '../catalogue.js';
import { moment } from '../format.js';
import { t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { useLoaded } from '../poll.js';
import { may, me } from '../session.js';
import { Conflict } from './conflict.js';
import { Modal, ReasonDialog } from './dialog.js';
import { useEdited } from './edited.js';
import { Summary } from './problem.js';
import { Empty, Failed, Loading } from './states.js';
import { Scroll } from './table.js';
import { Templates } from './templates.js';

const AUTOSAVE_MS = 5000;

const open = stage => ['QUEUED', 'ASSIGNED'].includes(stage.state);
const holdsStage = work => work.stages.some(stage => stage.state === 'ASSIGNED' && stage.holder === me().id);
const signs = work => may('response.sign') && work.stages.some(stage => stage.action === 'sign_response' && open(stage) &&
  (stage.holder === me().id || stage.department === me().department));

const read = async id => {
  const { response } = (await get(`/routing/v1/appeals/${id}/work`)).data;
  return { data: { subject: response?.subject || '', body: response?.body || '', template: response?.template || null }, version: response?.version };
};

const label = name => t(`answer.${name === 'body' ? 'text' : name}`);

/* The text, written by who holds a stage; saved by itself with the version that was read. */
function Draft({ card, all, changed }) {
  const [shown, setShown] = useState(false);
  const edited = useEdited(() => read(card.id), async ({ body, subject, template }, version) => {
    await put(`/routing/v1/appeals/${card.id}/response`, { body, ...(subject && { subject }), ...(template && { template }) }, version);
  }, [card.id], { every: AUTOSAVE_MS, ready: form => form.body.trim() });
  const { form, change } = edited;
  const save = async event => {
    await edited.save(event);
    await changed();
  };
  useKeys({ 'Ctrl+S': save });
  if (!form) return edited.problem ? html`<${Failed} problem=${edited.problem} retry=${edited.reload} />` : html`<${Loading} />`;
  return html`<form onSubmit=${save}>
    <${Summary} problem=${edited.problem} />
    ${edited.conflict && html`<${Conflict} found=${edited.conflict.found} label=${label} settle=${edited.settle} />`}
    <${Templates} appeal=${card.id} all=${all} text=${form.body} take=${next => change({ body: next.text, template: next.code || form.template })} />
    <label class="field"><span>${t('answer.subject')}</span><input value=${form.subject} onInput=${event => change({ subject: event.target.value })} /></label>
    <label class="field"><span>${t('answer.text')}</span><textarea id="f-body" rows="14" value=${form.body} onInput=${event => change({ body: event.target.value })}></textarea></label>
    <p class="buttons"><button disabled=${edited.busy}>${t('answer.save')} <kbd>Ctrl+S</kbd></button>
      <button type="button" disabled=${!form.body.trim()} onClick=${() => setShown(true)}>${t('answer.preview')}</button>
      <span role="status" class="ok">${edited.dirty ? t('draft.dirty') : edited.saved ? t('answer.saved') : ''}</span></p>
    ${shown && html`<${Preview} card=${card} draft=${form} close=${() => setShown(false)} />`}</form>`;
}

/* A head's word that the draft may go to the signer. */
function Approval({ response, done, meet }) {
  const [problem, setProblem] = useState(null);
  const approve = async () => {
    setProblem(null);
    try {
      await post(`/routing/v1/responses/${response.id}/approve`, {}, { version: response.version });
      await done();
    } catch (fault) {
      setProblem(fault);
      if ([409, 412].includes(fault.status)) await meet();
    }
  };
  return html`<${Summary} problem=${problem} /><p class="buttons"><button onClick=${approve}>${t('answer.approve')}</button></p>`;
}

/* For signers: sign (Ctrl+Enter) or give back with a reason. */
export function Signing({ response, done, meet }) {
  const [problem, setProblem] = useState(null);
  const [returning, setReturning] = useState(false);
  const sign = async () => {
    setProblem(null);
    try {
      await post(`/routing/v1/responses/${response.id}/sign`, {}, { version: response.version });
      await done();
    } catch (fault) {
      setProblem(fault);
      if ([409, 412].includes(fault.status)) await meet?.();
    }
  };
  const back = async reason => {
    await post(`/routing/v1/responses/${response.id}/return`, { reason }, { version: response.version });
    await done();
  };
  useKeys({ 'Ctrl+Enter': sign });
  return html`<${Summary} problem=${problem} />
    <p class="buttons"><button class="primary" onClick=${sign}>${t('step.sign')} <kbd>Ctrl+Enter</kbd></button>
      <button onClick=${() => setReturning(true)}>${t('step.return')}</button></p>
    ${returning && html`<${ReasonDialog} title=${t('answer.return')} button=${t('step.return')} hint=${t('stage.return_hint')}
      close=${() => setReturning(false)} act=${back} />`}`;
}

/* As the letter will look: asked of the service that makes the PDF. */
function Preview({ card, draft, close }) {
  const { number, branch, client_name, applicant, received_at, language } = card;
  const asked = { number: number || '', branch, received_at, body: draft.body, ...(draft.subject && { subject: draft.subject }), ...(client_name && { client_name }),
    ...(applicant && { applicant }), ...(language && { language }) };
  const letter = useLoaded(() => search('/notification/v1/letter-previews', asked), []);
  const part = (name, more = '') => letter.data[name] && html`<div class=${`paper-${name} ${more}`}>${letter.data[name]}</div>`;
  return html`<${Modal} class="paper-dialog" aria-labelledby="paper-title" onClose=${close}>
    <h2 id="paper-title">${t('answer.preview_title')}</h2><p class="muted">${t('answer.preview_hint')}</p>
    ${letter.problem ? html`<${Failed} problem=${letter.problem} retry=${letter.reload} />` : !letter.data ? html`<${Loading} />`
    : html`<article class="paper" lang=${language || 'ru'} tabindex="0">${part('head')}${part('addressee')}${part('body')}
        <div class="paper-signature"><span>${letter.data.position || t('answer.preview_position')}</span><span>${letter.data.signer || t('answer.preview_signer')}</span></div>${part('footer')}</article>`}
    <p class="buttons"><button type="button" class="primary" autofocus onClick=${close}>${t('action.close')}</button></p><//>`;
}

/* The words of an answer that this person does not write; a draft can be seen as the letter it will be. */
function Shown({ card, response }) {
  const [shown, setShown] = useState(false);
  return html`<${Letter} response=${response} />${response.state !== 'SIGNED' && response.body && html`<p class="buttons"><button type="button" onClick=${() => setShown(true)}>${t('answer.preview')}</button></p>`}
    ${shown && html`<${Preview} card=${card} draft=${response} close=${() => setShown(false)} />`}`;
}

export function Letter({ response }) {
  return html`<article class="letter">${response.subject && html`<h2>${response.subject}</h2>`}<div class="letter-text">${response.body}</div></article>`;
}

async function deliveriesOf(id) {
  try {
    return await get(`/notification/v1/appeals/${id}/deliveries`);
  } catch (problem) {
    if (problem.status === 404) return { data: { items: [] } };
    throw problem;
  }
}

function Deliveries({ card, all }) {
  const { data } = useLoaded(() => deliveriesOf(card.id), [card.id, card.version]);
  if (!data?.items.length) return '';
  return html`<h2>${t('delivery.title')}</h2><${Scroll} label=${t('delivery.title')} wrap><table>
    <thead><tr>${['way', 'state', 'sent', 'delivered', 'proof'].map(name => html`<th scope="col">${t(`delivery.${name}`)}</th>`)}</tr></thead>
    <tbody>${data.items.map(one => html`<tr><th scope="row">${nameOf(all, 'response_channels', one.channel)}</th>
      <td>${t(`delivery.state_${one.state}`)}${one.reason ? `: ${one.reason}` : ''}</td><td>${moment(one.sent_at)}</td>
      <td>${moment(one.delivered_at)}</td><td class="long">${one.proof}</td></tr>`)}</tbody></table><//>`;
}

export function Answer({ card, work, all, changed, meet }) {
  const response = work?.response;
  const editable = work && may('response.prepare') && holdsStage(work) && response?.state !== 'SIGNED';
  if (!response && !editable) return html`<${Empty} title=${t('answer.empty')} hint=${t('answer.empty_hint')} />`;
  return html`
    ${response && html`<p><span class="tag">${t(`answer.state_${response.state}`)}</span> ${response.result && nameOf(all, 'results', response.result)}
      ${response.signer_name && html`<span class="muted"> · ${t('answer.signed', { name: response.signer_name, at: moment(response.signed_at) })}</span>`}
      ${response.state === 'SIGNED' && html` · <a href=${`/api/notification/v1/responses/${response.id}/letter.pdf`} target="_blank" rel="noopener">${t('answer.pdf')}</a>`}</p>
      ${response.return_reason && response.state !== 'SIGNED' && html`<p class="note">${t('stage.returned_because', { reason: response.return_reason })}</p>`}`}
    ${editable ? html`<${Draft} card=${card} all=${all} changed=${changed} key=${card.id} />` : html`<${Shown} card=${card} response=${response} />`}
    ${response && response.state !== 'SIGNED' && signs(work) && html`<${Signing} response=${response} done=${changed} meet=${meet} />`}
    ${response?.state === 'DRAFT' && may('response.approve') && html`<${Approval} response=${response} done=${changed} meet=${meet} />`}
    <${Deliveries} card=${card} all=${all} />`;
}
