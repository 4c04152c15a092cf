/* roles.js: roles of rights: who has one may do what is marked, in his branch or everywhere. */
import { html } from '../vendor/preact-htm.js';
import { get, getAll, put } from '../api.js';
import { has, named, t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { useLoaded } from '../poll.js';
import { go, goFrom, visit, withQuery } from '../router.js';
import { may } from '../session.js';
import { EditForm, needsCode, Unread, useFormKeys } from './edit_form.js';
import { useEdited } from './edited.js';
import { Choice, Text } from './fields.js';
import { wordsByField } from './problem.js';
import { Listed, Loading } from './states.js';
import { Table } from './table.js';

const scopes = () => ['branch', 'all'].map(code => ({ code, ru: t(`roles.scope_${code}`), en: t(`roles.scope_${code}`) }));

function List() {
  const list = useLoaded(() => getAll('/staff/v1/roles'), []);
  useKeys({ L: () => may('admin.staff') && go(withQuery({ role: 'new' })) });
  const columns = [
    { label: t('roles.code'), main: true, cell: row => row.code },
    { label: t('roles.name'), cell: row => named(row) },
    { label: t('roles.scope'), cell: row => t(`roles.scope_${row.scope}`) },
    { label: t('roles.confidential'), cell: row => t(row.confidential ? 'value.yes' : 'value.no') },
    { label: t('roles.rights'), number: true, cell: row => row.rights.length },
  ];
  const rows = list.data?.items.map(row => ({ ...row, id: row.code }));
  return html`<${Listed} list=${{ ...list, rows }} title=${t('combo.none')} draw=${shown => html`<${Table} label=${t('settings.roles')} columns=${columns} rows=${shown}
    open=${row => withQuery({ role: row.code })} />`} />`;
}

async function read(code) {
  if (code === 'new') return { data: { code: '', ru: '', scope: 'branch', confidential: false, rights: [] }, version: undefined };
  const { data, version } = await get(`/staff/v1/roles/${encodeURIComponent(code)}?full=true`);
  return { data: data.doc, version };
}

/* Rights by their first word: appeal, stage, admin. */
function Rights({ known, mine, change, fixed }) {
  const groups = new Map();
  known.forEach(one => {
    const group = one.code.split('.')[0];
    groups.set(group, [...(groups.get(group) || []), one]);
  });
  const flip = (code, on) => change({ rights: on ? [...mine, code] : mine.filter(one => one !== code) });
  return [...groups].map(([group, rows]) => html`<fieldset class="section" key=${group} disabled=${fixed}><legend>${has(`rights.${group}`) ? t(`rights.${group}`) : group}</legend>
    <div class="columns">${rows.map(row => html`<label class="check" key=${row.code} title=${row.code}><input type="checkbox" checked=${mine.includes(row.code)}
      onChange=${event => flip(row.code, event.target.checked)} /> ${named(row.doc)}</label>`)}</div></fieldset>`);
}

function Role({ code }) {
  const known = useLoaded(() => getAll('/staff/v1/reference/rights?full=true'), []);
  const made = code === 'new';
  const edited = useEdited(() => read(code), async (form, version) => {
    needsCode(form, 'code');
    const from = visit();
    await put(`/staff/v1/roles/${encodeURIComponent(form.code)}`, form, version);
    if (made) goFrom(from, withQuery({ role: form.code }), { replace: true });
  }, [code]);
  const { form, change } = edited;
  useFormKeys(edited, 'role');
  if (!form) return html`<${Unread} edited=${edited} />`;
  const words = wordsByField(edited.problem);
  const fixed = !may('admin.staff');
  const label = name => t({ ru: 'roles.name_ru', en: 'roles.name_en' }[name] || `roles.${name}`);
  const text = name => html`<${Text} key=${name} pointer=${`/${name}`} label=${label(name)} value=${form[name]} error=${words[`/${name}`]} required=${name !== 'en'}
    onChange=${value => change({ [name]: value ?? '' })} />`;
  return html`<${EditForm} edited=${edited} place="role" back=${t('roles.back')} title=${made ? t('roles.new') : named(form)} label=${label} fixed=${fixed} saved=${t('roles.saved')}>
    <fieldset class="section" disabled=${fixed}><legend>${t('roles.role')}</legend><div class="grid">${(made ? ['code', 'ru', 'en'] : ['ru', 'en']).map(text)}
      <${Choice} pointer="/scope" label=${label('scope')} value=${form.scope} empty=${false} options=${scopes()} error=${words['/scope']} onChange=${scope => change({ scope })} /></div>
      <label class="check"><input type="checkbox" checked=${Boolean(form.confidential)} onChange=${event => change({ confidential: event.target.checked })} /> ${label('confidential')}</label></fieldset>
    ${known.data ? html`<${Rights} known=${known.data.items} mine=${form.rights} change=${change} fixed=${fixed} />` : html`<${Loading} />`}
    <//>`;
}

export function Roles({ place }) {
  const role = place.query.get('role');
  return role ? html`<${Role} code=${role} key=${role} />` : html`<${List} />`;
}
