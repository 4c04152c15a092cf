/* bindings.js: which department of a branch works in which role of a route; a role without one is a hole and named. */
import { html, useState } from '../vendor/preact-htm.js';
import { get, getAll, put } from '../api.js';
import { nameOf } from '../catalogue.js';
import { named, t } from '../i18n.js';
import { useLoaded } from '../poll.js';
import { go, withQuery } from '../router.js';
import { Dialog } from './dialog.js';
import { Failed, Loading } from './states.js';
import { Scroll } from './table.js';

const whole = row => !row.client_kind && !row.service && !row.type_code;

/* A line for each role that people work in: its binding for everything, and the exceptions. */
function linesOf(all, bindings) {
  return [...all.process_roles.keys()].filter(role => role !== 'AUTO').map(role => {
    const of = bindings.filter(row => row.role === role);
    return { role, main: of.find(whole), special: of.filter(row => !whole(row)) };
  }).sort((a, b) => Boolean(a.main) - Boolean(b.main));
}

function Choose({ line, branch, departments, all, close, done }) {
  const bind = async data => {
    await put('/routing/v1/bindings', { branch, role: line.role, department: data.get('department') });
    await done();
  };
  return html`<${Dialog} title=${t('bindings.bind', { role: nameOf(all, 'process_roles', line.role) })} button=${t('bindings.save')} close=${close} act=${bind}>
    <label class="field"><span>${t('status.department')}</span><select name="department" id="f-department" required>
      ${departments.map(one => html`<option value=${one.code} selected=${one.code === line.main?.department}>${named(one)}</option>`)}</select></label><//>`;
}

function Lines({ branch, all }) {
  const bindings = useLoaded(() => get(`/routing/v1/bindings?branch=${branch}`), [branch]);
  const departments = useLoaded(() => getAll('/staff/v1/departments'), []);
  const [chosen, setChosen] = useState(null);
  if (bindings.problem) return html`<${Failed} problem=${bindings.problem} retry=${bindings.reload} />`;
  if (!bindings.data || !departments.data) return html`<${Loading} />`;
  const byCode = new Map(departments.data.items.map(one => [one.code, one]));
  const lines = linesOf(all, bindings.data.items);
  const special = row => [row.client_kind && nameOf(all, 'client_kinds', row.client_kind), row.service && nameOf(all, 'services', row.service),
    row.type_code && nameOf(all, 'type', row.type_code)].filter(Boolean).join(', ');
  const own = departments.data.items.filter(one => one.branch === branch || one.branch === 'HQ');
  return html`<p role="status">${t('bindings.holes', { n: lines.filter(line => !line.main).length })}</p>
    <${Scroll} label=${t('settings.bindings')} wrap><table><thead><tr><th scope="col">${t('unrouted.role')}</th><th scope="col">${t('status.department')}</th>
      <th scope="col">${t('bindings.special')}</th><th scope="col"><span class="hidden">${t('step.edit')}</span></th></tr></thead>
      <tbody>${lines.map(line => html`<tr key=${line.role}><th scope="row">${nameOf(all, 'process_roles', line.role)}</th>
        <td>${line.main ? named(byCode.get(line.main.department)) || line.main.department : html`<span class="tag tag-trouble">${t('bindings.hole')}</span>`}</td>
        <td>${line.special.map(row => html`<div>${special(row)}: ${named(byCode.get(row.department)) || row.department}</div>`)}</td>
        <td><button class="small" aria-label=${`${t('step.edit')}: ${nameOf(all, 'process_roles', line.role)}`} onClick=${() => setChosen(line)}>${t('step.edit')}</button></td></tr>`)}</tbody></table><//>
    ${chosen && html`<${Choose} line=${chosen} branch=${branch} departments=${own} all=${all} close=${() => setChosen(null)} done=${bindings.reload} />`}`;
}

export function Bindings({ all, place }) {
  const branches = [...all.branch.values()];
  const branch = place.query.get('branch') || branches[0]?.code;
  return html`<div class="filters filters-few"><label>${t('journal.branch')} <select onChange=${event => go(withQuery({ branch: event.target.value }))}>
      ${branches.map(one => html`<option value=${one.code} selected=${one.code === branch}>${named(one)}</option>`)}</select></label></div>
    <${Lines} branch=${branch} all=${all} key=${branch} />`;
}
