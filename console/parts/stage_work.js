/* stage_work.js: my stage of an appeal: its result, a word, the text of the answer; or back to who worked before. */
import { html, useEffect, useRef, useState } from '../vendor/preact-htm.js';
import { post } from '../api.js';
import { nameOf } from '../catalogue.js';
import { t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { useKept } from '../router.js';
import { may, me } from '../session.js';
import { Due, StageWhy } from './due.js';
import { idOf, Summary } from './problem.js';
import { ReasonDialog } from './dialog.js';
import { Templates } from './templates.js';

/* Steps on a stage that is not being worked by this person: take it from his department's queue. */
export function stageSteps(stage) {
  if (!stage || stage.state !== 'QUEUED' || stage.department !== me().department || !may('stage.pick')) return [];
  return [{ code: 'take', text: t('step.take'), act: () => post(`/routing/v1/stages/${stage.id}/take`, {}, { version: stage.version }) }];
}

function Results({ stage, all, value, choose, error }) {
  return html`<fieldset class=${`field ${error ? 'field-wrong' : ''}`}><legend>${t('stage.result')}</legend>
    ${error && html`<span class="fault">${error}</span>`}
    ${(stage.results || []).map((code, i) => html`<label class="check"><input type="radio" name="result" value=${code}
      id=${i === 0 ? idOf('/result') : null} checked=${value === code} onChange=${() => choose(code)} /> ${nameOf(all, 'results', code)}</label>`)}
  </fieldset>`;
}

export function StageWork({ stage, work, all, changed, meet }) {
  const [result, setResult] = useState((stage.results || []).length === 1 ? stage.results[0] : '');
  const [kept, keep, forget] = useKept({ stage_id: stage.id, comment: '', text: '' });
  const { comment, text } = kept.stage_id === stage.id ? kept : { comment: '', text: '' };
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const [returning, setReturning] = useState(false);
  const form = useRef();
  useEffect(() => form.current.querySelector('input[name=result]')?.focus(), []);
  const last = stage.action === 'prepare_response' || work?.stages?.find(one => one.id === stage.id)?.is_last;
  const writes = last && may('response.prepare');
  const complete = async event => {
    event?.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await post(`/routing/v1/stages/${stage.id}/complete`, { ...(result && { result }), ...(comment && { comment }),
        ...(text && { response_text: text }) }, { version: stage.version });
      forget();
      await changed();
    } catch (fault) {
      setProblem(fault);
      setBusy(false);
      if ([409, 412].includes(fault.status)) await meet();
    }
  };
  const back = async reason => {
    await post(`/routing/v1/stages/${stage.id}/return`, { reason }, { version: stage.version });
    await changed();
  };
  useKeys({ 'Ctrl+Enter': complete });
  const fault = problem?.faults.find(one => one.pointer === '/result');
  /* The answer is one text: what was begun on its tab goes on unless something is typed here. */
  const drafted = ['DRAFT', 'RETURNED'].includes(work?.response?.state) && work.response.body;
  const former = (work?.stages || []).some(one => one.state === 'DONE' && one.cycle_no === stage.cycle_no);
  return html`<form ref=${form} class="stage-work" onSubmit=${complete}>
    <p class="stage-action">${nameOf(all, 'actions', stage.action)}</p>
    <div class="card-due"><${Due} dueAt=${stage.due_at} isWorkday=${all.isWorkday} /><${StageWhy} appeal=${stage.appeal_id} stage=${stage.id} /></div>
    ${stage.return_reason && html`<p class="note">${t('stage.returned_because', { reason: stage.return_reason })}</p>`}
    <${Summary} problem=${problem} labels=${{ '/result': t('stage.result'), '/response_text': t('stage.text') }} />
    <${Results} stage=${stage} all=${all} value=${result} choose=${setResult} error=${fault && (fault.message || fault.code)} />
    ${writes && html`<label class="field"><span>${t('stage.text')}</span><span class="hint">${t(drafted ? 'stage.text_drafted' : 'stage.text_hint')}</span>
      <textarea id=${idOf('/response_text')} rows="6" value=${text} onInput=${event => keep({ stage_id: stage.id, text: event.target.value })}></textarea></label>
      <${Templates} appeal=${stage.appeal_id} all=${all} text=${text} take=${next => keep({ stage_id: stage.id, text: next.text })} />`}
    <label class="field"><span>${t('stage.comment')}</span>
      <textarea rows="2" value=${comment} onInput=${event => keep({ stage_id: stage.id, comment: event.target.value })}></textarea></label>
    <p class="buttons"><button class="primary" disabled=${busy}>${t('step.complete')} <kbd>Ctrl+Enter</kbd></button>
      ${former && may('stage.return') && html`<button type="button" onClick=${() => setReturning(true)}>${t('step.return')}</button>`}</p>
    ${returning && html`<${ReasonDialog} title=${t('step.return')} button=${t('step.return')} hint=${t('stage.return_hint')}
      close=${() => setReturning(false)} act=${back} />`}
  </form>`;
}
