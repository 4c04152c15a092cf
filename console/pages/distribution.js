/* distribution.js: for heads: the stages that wait for a person, and who of the department has how much. */
import { html, useState } from '../vendor/preact-htm.js';
import { post } from '../api.js';
import { useNames } from '../catalogue.js';
import { t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { usePolled } from '../poll.js';
import { Dialog } from '../parts/dialog.js';
import { StageList } from '../parts/stage_list.js';
import { Failed, Loading } from '../parts/states.js';
import { rowAtFocus } from '../parts/table.js';

function Load({ load }) {
  if (load.problem) return html`<${Failed} problem=${load.problem} retry=${load.reload} />`;
  if (!load.data) return html`<${Loading} />`;
  return html`<table class="load"><caption>${t('load.title')}</caption>
    <thead><tr><th scope="col">${t('load.person')}</th><th scope="col" class="number">${t('load.open')}</th>
      <th scope="col" class="number">${t('load.overdue')}</th></tr></thead>
    <tbody>${load.data.items.map(one => html`<tr><th scope="row">${one.name}</th><td class="number">${one.open}</td>
      <td class=${`number ${one.overdue ? 'due-late' : ''}`}>${one.overdue}</td></tr>`)}</tbody></table>`;
}

/* People with the least first: Enter gives it to the first. */
function Assign({ stage, people, close, done }) {
  const sorted = [...people].sort((a, b) => a.open - b.open);
  const assign = async data => {
    await post(`/routing/v1/stages/${stage.id}/assign`, { employee_id: data.get('employee_id') }, { version: stage.version });
    await done();
  };
  return html`<${Dialog} title=${t('assign.title', { number: stage.number })} button=${t('step.assign')} close=${close} act=${assign}>
    <fieldset class="field"><legend>${t('assign.whom')}</legend>${sorted.map((one, i) => html`<label class="check">
      <input type="radio" name="employee_id" id=${i === 0 ? 'f-employee_id' : null} value=${one.employee_id} defaultChecked=${i === 0} autofocus=${i === 0} required />
      ${one.name} <span class="muted">${t('assign.has', { n: one.open })}</span></label>`)}</fieldset><//>`;
}

export default function Distribution() {
  const all = useNames();
  const stages = usePolled('/routing/v1/worklist/distribution?limit=200');
  const load = usePolled('/routing/v1/load');
  const [chosen, setChosen] = useState(null);
  useKeys({ A: () => setChosen(rowAtFocus(stages.data?.items)) });
  const people = load.data?.items || [];
  const button = { label: html`<span class="hidden">${t('step.assign')}</span>`, cell: row => html`<button class="small" onClick=${() => setChosen(row)}
    aria-label=${t('assign.title', { number: row.number })}>${t('step.assign')}</button>` };
  return html`<div class="page-head"><h1>${t('nav.distribution')}</h1><p class="muted">${t('assign.keys')}</p></div>
    <div class="two"><div><${StageList} label=${t('nav.distribution')} stages=${stages} all=${all} empty=${t('assign.empty')}
      hint=${t('assign.empty_hint')} open=${row => `/appeals/${row.appeal_id}`} brief extra=${[button]} /></div>
      <aside aria-label=${t('load.title')}><${Load} load=${load} /></aside></div>
    ${chosen && html`<${Assign} stage=${chosen} people=${people} close=${() => setChosen(null)}
      done=${() => Promise.all([stages.reload(), load.reload()])} />`}`;
}
