/* distribution.js: for heads: the stages that wait for a person, and who of the department has how much. */
import { html, useState } from '../vendor/preact-htm.js';
import { post, Problem } from '../api.js';
import { useNames } from '../catalogue.js';
import { t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { usePolled } from '../poll.js';
import { Dialog } from '../parts/dialog.js';
import { StageList } from '../parts/stage_list.js';
import { Failed, Loading } from '../parts/states.js';
import { rowAtFocus, useMarks } from '../parts/table.js';

function Load({ load }) {
  if (load.problem) return html`<${Failed} problem=${load.problem} retry=${load.reload} />`;
  if (!load.data) return html`<${Loading} />`;
  return html`<table class="load"><caption>${t('load.title')}</caption>
    <thead><tr><th scope="col">${t('load.person')}</th><th scope="col" class="number">${t('load.open')}</th>
      <th scope="col" class="number">${t('load.overdue')}</th></tr></thead>
    <tbody>${load.data.items.map(one => html`<tr><th scope="row">${one.name}</th><td class="number">${one.open}</td>
      <td class=${`number ${one.overdue ? 'due-late' : ''}`}>${one.overdue}</td></tr>`)}</tbody></table>`;
}

const AT_ONCE = 6;

/* Every stage is given by itself: one that somebody else took meanwhile does not keep the others. */
async function giveAll(stages, employee_id) {
  const refused = [];
  for (let i = 0; i < stages.length; i += AT_ONCE) {
    await Promise.all(stages.slice(i, i + AT_ONCE).map(stage => post(`/routing/v1/stages/${stage.id}/assign`, { employee_id }, { version: stage.version })
      .catch(problem => refused.push({ stage, problem }))));
  }
  return refused;
}

/* People with the least first: Enter gives it to the first. */
function Assign({ stages, people, close, done }) {
  const sorted = [...people].sort((a, b) => a.open - b.open);
  const assign = async data => {
    const refused = await giveAll(stages, data.get('employee_id'));
    await done(refused.map(one => one.stage));
    if (!refused.length) return;
    const words = refused.map(({ stage, problem }) => `${stage.number}: ${problem.message}`).join('; ');
    throw new Problem(refused[0].problem.status, { detail: t('assign.refused', { n: refused.length, of: stages.length, words }) });
  };
  const title = stages.length === 1 ? t('assign.title', { number: stages[0].number }) : t('assign.title_many', { n: stages.length });
  return html`<${Dialog} title=${title} button=${t('step.assign')} close=${close} act=${assign}>
    <fieldset class="field"><legend>${t('assign.whom')}</legend>${sorted.map((one, i) => html`<label class="check">
      <input type="radio" name="employee_id" id=${i === 0 ? 'f-employee_id' : null} value=${one.employee_id} defaultChecked=${i === 0} autofocus=${i === 0} required />
      ${one.name} <span class="muted">${t('assign.has', { n: one.open })}</span></label>`)}</fieldset><//>`;
}

export default function Distribution() {
  const all = useNames();
  const stages = usePolled('/routing/v1/worklist/distribution?limit=200');
  const load = usePolled('/routing/v1/load');
  const [chosen, setChosen] = useState(null);
  const marks = useMarks();
  const rows = stages.data?.items;
  const marked = marks.of(rows);
  const choose = () => {
    const focused = rowAtFocus(rows);
    setChosen(marked.length ? marked : focused && [focused]);
  };
  useKeys({ A: choose, Escape: marked.length && (() => marks.set([])) });
  const button = { label: html`<span class="hidden">${t('step.assign')}</span>`, cell: row => html`<button class="small" onClick=${() => setChosen([row])}
    aria-label=${t('assign.title', { number: row.number })}>${t('step.assign')}</button>` };
  const done = refused => {
    marks.set(refused);
    return Promise.all([stages.reload(), load.reload()]);
  };
  return html`<div class="page-head"><h1>${t('nav.distribution')}</h1>
      ${marked.length > 0 ? html`<button class="primary" onClick=${choose}>${t('assign.marked', { n: marked.length })} <kbd>A</kbd></button>` : html`<p class="muted">${t('assign.keys')}</p>`}</div>
    <div class="two"><div><${StageList} label=${t('nav.distribution')} stages=${stages} all=${all} empty=${t('assign.empty')}
      hint=${t('assign.empty_hint')} open=${row => `/appeals/${row.appeal_id}`} brief extra=${[button]} marks=${marks} /></div>
      <aside aria-label=${t('load.title')}><${Load} load=${load} /></aside></div>
    ${chosen && html`<${Assign} stages=${chosen} people=${load.data?.items || []} close=${() => setChosen(null)} done=${done} />`}`;
}
