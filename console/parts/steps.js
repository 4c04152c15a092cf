/* steps.js: what can be done with a card now, and only that: by its state, by who holds its stage, by the person's
 * rights. The likeliest is first and has Ctrl+Enter. */
import { html, useState } from '../vendor/preact-htm.js';
import { post } from '../api.js';
import { t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { may, me } from '../session.js';
import { ReasonDialog } from './dialog.js';
import { Summary } from './problem.js';
import { StageWork, stageSteps } from './stage_work.js';

const intake = [
  { code: 'send', right: 'appeal.send', primary: true },
  { code: 'register', right: 'appeal.register', primary: true },
  { code: 'solve', right: 'appeal.send', body: { result: 'explained' } },
  { code: 'close', right: 'appeal.send', primary: true },
  { code: 'reopen', right: 'appeal.reopen', reason: true },
  { code: 'withdraw', right: 'appeal.withdraw', reason: true },
  { code: 'cancel', right: 'appeal.cancel', reason: true, danger: true },
];
const EDITABLE = ['DRAFT', 'RECEIVED', 'REGISTERED'];

function cardSteps(card, version) {
  return intake.filter(step => card.steps.includes(step.code) && may(step.right)).map(step => ({
    ...step,
    text: t(`step.${step.code}`),
    act: reason => post(`/intake/v1/appeals/${card.id}/${step.code}`, step.reason ? { reason } : step.body || {}, { version }),
  }));
}

/* The open stage that this person holds; where there is none, one that he may take or give away. */
export function openStage(work) {
  const open = (work?.stages || []).filter(stage => ['QUEUED', 'ASSIGNED'].includes(stage.state));
  return open.find(stage => stage.holder === me().id) || open.find(stage => stage.department === me().department) || null;
}

export function Steps({ card, version, work, all, changed, meet }) {
  const [asking, setAsking] = useState(null);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const stage = openStage(work);
  const mine = stage?.state === 'ASSIGNED' && stage.holder === me().id && !['sign_response', 'send_response'].includes(stage.action);
  const steps = [...stageSteps(stage, work), ...cardSteps(card, version)];
  const run = async (step, word) => {
    setBusy(true);
    setProblem(null);
    try {
      await step.act(word);
      await changed();
    } catch (fault) {
      if ([409, 412].includes(fault.status)) await meet();
      if (word !== undefined) throw fault;
      setProblem(fault);
    } finally {
      setBusy(false);
    }
  };
  const press = step => (step.reason ? setAsking(step) : run(step));
  const first = mine ? null : steps.find(step => step.primary);
  useKeys({ 'Ctrl+Enter': first && (() => press(first)) });
  const button = step => html`<button class=${step === first ? 'primary' : step.danger ? 'danger' : ''} disabled=${busy}
    onClick=${() => press(step)}>${step.text}${step === first ? html` <kbd>Ctrl+Enter</kbd>` : ''}</button>`;
  return html`<h2>${t('card.now')}</h2>
    <${Summary} problem=${problem} />
    ${mine && html`<${StageWork} stage=${stage} work=${work} all=${all} changed=${changed} meet=${meet} key=${stage.id} />`}
    <div class="steps">${EDITABLE.includes(card.state) && may('appeal.register') && html`<a class="button" href=${`/new?id=${card.id}`}>${t('step.edit')}</a>`}
      ${steps.map(button)}</div>
    ${!steps.length && !mine && !EDITABLE.includes(card.state) && html`<p class="muted">${t('card.nothing_now')}</p>`}
    ${asking && html`<${ReasonDialog} title=${asking.text} button=${asking.text} danger=${asking.danger} close=${() => setAsking(null)}
      act=${reason => run(asking, reason)} />`}`;
}
