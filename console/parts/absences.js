/* absences.js: when a person is away and who stands in. */
import { html, useState } from '../vendor/preact-htm.js';
import { creator, getAll, remove, search } from '../api.js';
import { date } from '../format.js';
import { named, t } from '../i18n.js';
import { useLoaded } from '../poll.js';
import { may } from '../session.js';
import { Combo } from './combo.js';
import { Dialog } from './dialog.js';
import { Listed } from './states.js';
import { Scroll } from './table.js';

const KINDS = ['vacation', 'sickness', 'trip', 'other'];
const nameOfKind = code => (KINDS.includes(code) ? t(`absence.${code}`) : code);

async function findPeople(text, signal) {
  const { data } = await search('/staff/v1/employees/search?limit=10', { text }, { signal });
  return data.items;
}

function Enter({ tabNo, close, done }) {
  const [substitute, setSubstitute] = useState(null);
  const [create] = useState(() => creator('/staff/v1/absences'));
  const act = async data => {
    await create({ tab_no: tabNo, kind: data.get('kind'), starts_on: data.get('starts_on'), ends_on: data.get('ends_on'), ...(substitute && { substitute: substitute.tab_no }) });
    await done();
  };
  return html`<${Dialog} title=${t('absence.new')} button=${t('absence.enter')} close=${close} act=${act}>
    <label class="field"><span>${t('absence.kind')}</span><select id="f-kind" name="kind" autofocus>${KINDS.map(code => html`<option value=${code}>${nameOfKind(code)}</option>`)}</select></label>
    <div class="line"><label class="field"><span>${t('field.from')}</span><input id="f-starts_on" type="date" name="starts_on" required /></label>
      <label class="field"><span>${t('field.to')}</span><input id="f-ends_on" type="date" name="ends_on" required /></label></div>
    ${substitute ? html`<p class="chosen"><strong>${substitute.last} ${substitute.first}</strong><button type="button" class="small" onClick=${() => setSubstitute(null)}>${t('client.clear')}</button></p>`
    : html`<${Combo} id="f-substitute" label=${t('absence.substitute')} hint=${t('people.text')} find=${findPeople} take=${setSubstitute}
        show=${one => html`<strong>${one.last} ${one.first}</strong> <span class="muted">${one.tab_no} · ${named({ ru: one.department_ru, en: one.department_en })}</span>`} />`}<//>`;
}

export function Absences({ tabNo }) {
  const list = useLoaded(() => getAll(`/staff/v1/absences?tab_no=${encodeURIComponent(tabNo)}`), [tabNo]);
  const [entering, setEntering] = useState(false);
  const takeBack = async one => {
    await remove(`/staff/v1/absences/${one.id}`, one.version);
    await list.reload();
  };
  const line = one => html`<tr key=${one.id}><th scope="row">${nameOfKind(one.kind)}</th><td>${date(one.starts_on)} – ${date(one.ends_on)}</td><td>${one.source}</td>
    <td>${may('admin.staff') && html`<button class="small" onClick=${() => takeBack(one)}>${t('absence.cancel')}</button>`}</td></tr>`;
  return html`<h2>${t('absence.title')}</h2>
    <${Listed} list=${list} title=${t('absence.empty')} draw=${rows => html`<${Scroll} label=${t('absence.title')} wrap><table>
      <thead><tr><th scope="col">${t('absence.kind')}</th><th scope="col">${t('absence.when')}</th><th scope="col">${t('dead.source')}</th><th scope="col"><span class="hidden">${t('absence.cancel')}</span></th></tr></thead>
      <tbody>${rows.map(line)}</tbody></table><//>`} />
    ${may('admin.staff') && html`<p class="buttons"><button type="button" onClick=${() => setEntering(true)}>${t('absence.new')}</button></p>`}
    ${entering && html`<${Enter} tabNo=${tabNo} close=${() => setEntering(false)} done=${list.reload} />`}`;
}
