/* people.js: who works here: a list by branch or by name, and a person with roles, password and absences. */
import { html, useState } from '../vendor/preact-htm.js';
import { get, getAll, put, search } from '../api.js';
import { nameOf } from '../catalogue.js';
import { named, t } from '../i18n.js';
import { leaveField, useKeys } from '../keys.js';
import { useLoaded, usePages } from '../poll.js';
import { go, goFrom, visit, withQuery } from '../router.js';
import { may } from '../session.js';
import { Absences } from './absences.js';
import { EditForm, needsCode, Unread, useFormKeys } from './edit_form.js';
import { Dialog } from './dialog.js';
import { useEdited } from './edited.js';
import { Choice, Text } from './fields.js';
import { wordsByField } from './problem.js';
import { Listed } from './states.js';
import { Table } from './table.js';

const fullName = row => [row.last, row.first, row.middle].filter(Boolean).join(' ');
const roles = () => getAll('/staff/v1/roles');
const TEXTS = ['tab_no', 'last', 'first', 'middle', 'login', 'email', 'ext', 'hired', 'fired'];

function pageOf(place, after) {
  const query = new URLSearchParams({ limit: '50', ...(after && { after }) });
  if (place.state.text) return search(`/staff/v1/employees/search?${query}`, { text: place.state.text });
  ['branch', 'state'].forEach(name => place.query.get(name) && query.set(name, place.query.get(name)));
  return get(`/staff/v1/employees?${query}`);
}

function Filters({ place, all }) {
  const choice = (name, label, options) => html`<label>${label} <select onChange=${event => go(withQuery({ [name]: event.target.value }))}>
    <option value="" selected=${!place.query.get(name)}>${t('journal.any')}</option>
    ${options.map(one => html`<option value=${one.code} selected=${one.code === place.query.get(name)}>${named(one)}</option>`)}</select></label>`;
  const states = ['active', 'dismissed'].map(code => ({ code, ru: t(`people.${code}`), en: t(`people.${code}`) }));
  const submit = event => {
    event.preventDefault();
    go(withQuery({}), { state: { text: new FormData(event.target).get('text').trim() } });
    leaveField();
  };
  return html`<form class="filters filters-few" onSubmit=${submit} aria-label=${t('journal.filters')}>
    ${choice('branch', t('journal.branch'), [...all.branch.values()])}${choice('state', t('people.state'), states)}
    <label>${t('people.text')} <input name="text" defaultValue=${place.state.text || ''} /></label><button>${t('action.find')}</button>
    <a href="/settings?list=people">${t('journal.reset')}</a></form>`;
}

function List({ place, all }) {
  const known = useLoaded(roles, []);
  const list = usePages(after => pageOf(place, after), [place.query.toString(), place.state.text]);
  const role = code => named((known.data?.items || []).find(one => one.code === code)) || code;
  useKeys({ L: () => may('admin.staff') && go(withQuery({ person: 'new' })) });
  const columns = [
    { label: t('people.tab_no'), main: true, cell: row => row.tab_no },
    { label: t('people.name'), cell: fullName },
    { label: t('journal.branch'), cell: row => nameOf(all, 'branch', row.branch) },
    { label: t('status.department'), kind: 'wide', cell: row => named({ ru: row.department_ru, en: row.department_en }) },
    { label: t('people.login'), cell: row => row.login || '' },
    { label: t('people.roles'), kind: 'widest', cell: row => row.roles.map(role).join(', ') },
    { label: t('people.state'), cell: row => (row.state === 'active' ? '' : html`<span class="tag">${t('people.dismissed')}</span>`) },
  ];
  return html`<${Filters} place=${place} all=${all} key=${`${place.query} ${place.state.text || ''}`} />
    <${Listed} list=${{ ...list, rows: list.rows?.map(row => ({ ...row, id: row.tab_no })) }} title=${t('combo.none')} hint=${t('people.empty_hint')}
      draw=${rows => html`<${Table} label=${t('settings.people')} columns=${columns} rows=${rows} open=${row => withQuery({ person: row.tab_no })} more=${list.more} />`} />`;
}

function Password({ person, close }) {
  const act = data => put(`/staff/v1/employees/${person}/password`, { password: data.get('password'), must_change: data.get('must_change') === 'on' });
  return html`<${Dialog} title=${t('people.password')} button=${t('people.password_set')} close=${close} act=${act}>
    <label class="field"><span>${t('sign_in.password')}</span><span class="hint">${t('people.password_hint')}</span>
      <input id="f-password" name="password" required minlength="10" autocomplete="off" spellcheck=${false} autofocus /></label>
    <label class="check"><input type="checkbox" name="must_change" defaultChecked /> ${t('people.must_change')}</label><//>`;
}

function Roles({ known, form, change, error }) {
  const mine = form.roles || [];
  const flip = (code, on) => change({ roles: on ? [...mine, code] : mine.filter(one => one !== code) });
  return html`<fieldset class="section"><legend>${t('people.roles')}</legend>${error && html`<p class="fault">${error}</p>`}
    <div class="columns">${known.map((role, i) => html`<label class="check" key=${role.code}><input type="checkbox" id=${i === 0 ? 'f-roles' : null} checked=${mine.includes(role.code)}
      disabled=${!may('admin.staff')} onChange=${event => flip(role.code, event.target.checked)} /> ${named(role)}
      ${role.scope === 'all' ? html` <span class="tag">${t('roles.scope_all')}</span>` : ''}</label>`)}</div></fieldset>`;
}

/* What the person was put as; an absent member is no member, so that emptied texts are left out. */
const bodyOf = form => Object.fromEntries(Object.entries(form).filter(([, value]) => value !== null && value !== undefined && value !== ''));

async function read(tabNo) {
  if (tabNo === 'new') return { data: { tab_no: '', last: '', branch: 'HQ', roles: [], position: {} }, version: undefined };
  const { data, version } = await get(`/staff/v1/employees/${encodeURIComponent(tabNo)}?full=true`);
  return { data: data.doc, version };
}

function Person({ tabNo, all }) {
  const known = useLoaded(roles, []);
  const departments = useLoaded(() => getAll('/staff/v1/departments'), []);
  const [setting, setSetting] = useState(false);
  const made = tabNo === 'new';
  const edited = useEdited(() => read(tabNo), async (form, version) => {
    needsCode(form, 'tab_no');
    const from = visit();
    await put(`/staff/v1/employees/${encodeURIComponent(form.tab_no)}`, bodyOf(form), version);
    if (made) goFrom(from, withQuery({ person: form.tab_no }), { replace: true });
  }, [tabNo]);
  const { form, change } = edited;
  useFormKeys(edited, 'person');
  if (!form) return html`<${Unread} edited=${edited} />`;
  const words = wordsByField(edited.problem);
  const fixed = !may('admin.staff');
  const label = name => t(name === 'branch' ? 'card.branch' : name === 'department' ? 'status.department' : `people.${name}`);
  const text = name => html`<${Text} key=${name} pointer=${`/${name}`} label=${label(name)} value=${form[name]} error=${words[`/${name}`]} required=${['tab_no', 'last'].includes(name)}
    type=${['hired', 'fired'].includes(name) ? 'date' : name === 'email' ? 'email' : 'text'} onChange=${value => change({ [name]: value })} />`;
  const own = (departments.data?.items || []).filter(one => one.branch === form.branch);
  const more = !made && form.login && html`<button type="button" onClick=${() => setSetting(true)}>${t('people.password')}</button> `;
  return html`<${EditForm} edited=${edited} place="person" back=${t('people.back')} title=${made ? t('people.new') : fullName(form)} label=${label} fixed=${fixed} more=${more}>
    <fieldset class="section" disabled=${fixed}><legend>${t('people.person')}</legend><div class="grid">${TEXTS.filter(name => made || name !== 'tab_no').map(text)}
      <${Choice} pointer="/branch" label=${label('branch')} value=${form.branch} empty=${false} options=${[...all.branch.values()]} error=${words['/branch']}
        onChange=${branch => change({ branch, department: null })} />
      <${Choice} pointer="/department" label=${label('department')} value=${form.department} options=${own} error=${words['/department']} onChange=${department => change({ department })} />
      <${Text} pointer="/position" label=${t('people.position')} value=${form.position?.ru} onChange=${ru => change({ position: { ...form.position, ru: ru ?? undefined } })} />
      <${Text} pointer="/position/en" label=${t('people.position_en')} value=${form.position?.en} onChange=${en => change({ position: { ...form.position, en: en ?? undefined } })} /></div></fieldset>
    <${Roles} known=${known.data?.items || []} form=${form} change=${change} error=${Object.entries(words).find(([pointer]) => pointer.startsWith('/roles'))?.[1]} />
    <//>
    ${!made && html`<${Absences} tabNo=${tabNo} />`}
    ${setting && html`<${Password} person=${tabNo} close=${() => setSetting(false)} />`}`;
}

export function People({ all, place }) {
  const person = place.query.get('person');
  return person ? html`<${Person} tabNo=${person} all=${all} key=${person} />` : html`<${List} place=${place} all=${all} />`;
}
