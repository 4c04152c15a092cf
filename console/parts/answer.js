/* answer.js: the answer of an appeal: its draft, its signature, and what became of it on each way. */
import { html, useEffect, useState } from '../vendor/preact-htm.js';
import { get, post, put } from '../api.js';
import { nameOf } from '../catalogue.js';
import { moment } from '../format.js';
import { t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { useLoaded } from '../poll.js';
import { may, me } from '../session.js';
import { ReasonDialog } from './dialog.js';
import { Summary } from './problem.js';
import { Empty } from './states.js';
import { Scroll } from './table.js';

const open = stage => ['QUEUED', 'ASSIGNED'].includes(stage.state);
const holdsStage = work => work.stages.some(stage => stage.state === 'ASSIGNED' && stage.holder === me().id);
const signs = work => may('response.sign') && work.stages.some(stage => stage.action === 'sign_response' && open(stage) &&
  (stage.holder === me().id || stage.department === me().department));

/* The text, written by who holds a stage; sent with the version that was read. */
function Draft({ card, response, changed }) {
  const [subject, setSubject] = useState(response?.subject || '');
  const [text, setText] = useState(response?.body || '');
  const [problem, setProblem] = useState(null);
  const [saved, setSaved] = useState('');
  useEffect(() => {
    setSubject(response?.subject || '');
    setText(response?.body || '');
  }, [response?.version]);
  const save = async event => {
    event.preventDefault();
    setProblem(null);
    try {
      await put(`/routing/v1/appeals/${card.id}/response`, { body: text, ...(subject && { subject }) }, response?.version);
      setSaved(t('answer.saved'));
      await changed();
    } catch (fault) {
      setProblem(fault);
    }
  };
  return html`<form onSubmit=${save}>
    <${Summary} problem=${problem} />
    <label class="field"><span>${t('answer.subject')}</span><input value=${subject} onInput=${event => setSubject(event.target.value)} /></label>
    <label class="field"><span>${t('answer.text')}</span><textarea id="f-body" rows="14" value=${text}
      onInput=${event => { setText(event.target.value); setSaved(''); }}></textarea></label>
    <p class="buttons"><button>${t('answer.save')}</button> <span role="status" class="ok">${saved}</span></p></form>`;
}

/* A head's word that the draft may go to the signer. */
function Approval({ response, done }) {
  const [problem, setProblem] = useState(null);
  const approve = async () => {
    setProblem(null);
    try {
      await post(`/routing/v1/responses/${response.id}/approve`, {}, { version: response.version });
      await done();
    } catch (fault) {
      setProblem(fault);
    }
  };
  return html`<${Summary} problem=${problem} /><p class="buttons"><button onClick=${approve}>${t('answer.approve')}</button></p>`;
}

/* For signers: sign (Ctrl+Enter) or give back with a reason. */
export function Signing({ response, done }) {
  const [problem, setProblem] = useState(null);
  const [returning, setReturning] = useState(false);
  const sign = async () => {
    setProblem(null);
    try {
      await post(`/routing/v1/responses/${response.id}/sign`, {}, { version: response.version });
      await done();
    } catch (fault) {
      setProblem(fault);
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

export function Answer({ card, work, all, changed }) {
  const response = work?.response;
  const editable = work && may('response.prepare') && holdsStage(work) && response?.state !== 'SIGNED';
  if (!response && !editable) return html`<${Empty} title=${t('answer.empty')} hint=${t('answer.empty_hint')} />`;
  return html`
    ${response && html`<p><span class="tag">${t(`answer.state_${response.state}`)}</span> ${response.result && nameOf(all, 'results', response.result)}
      ${response.signer_name && html`<span class="muted"> · ${t('answer.signed', { name: response.signer_name, at: moment(response.signed_at) })}</span>`}
      ${response.state === 'SIGNED' && html` · <a href=${`/api/notification/v1/responses/${response.id}/letter.pdf`} target="_blank" rel="noopener">${t('answer.pdf')}</a>`}</p>
      ${response.return_reason && response.state !== 'SIGNED' && html`<p class="note">${t('stage.returned_because', { reason: response.return_reason })}</p>`}`}
    ${editable ? html`<${Draft} card=${card} response=${response} changed=${changed} />` : html`<${Letter} response=${response} />`}
    ${response && response.state !== 'SIGNED' && signs(work) && html`<${Signing} response=${response} done=${changed} />`}
    ${response?.state === 'DRAFT' && may('response.approve') && html`<${Approval} response=${response} done=${changed} />`}
    <${Deliveries} card=${card} all=${all} />`;
}
