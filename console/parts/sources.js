/* sources.js: who may submit appeals and data by the bus: topics, hosts of files, what is taken at his word. */
import { html } from '../vendor/preact-htm.js';
import { get, put } from '../api.js';
import { nameOf } from '../catalogue.js';
import { named, t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { useLoaded } from '../poll.js';
import { go, goFrom, visit, withQuery } from '../router.js';
import { EditForm, needsCode, Unread, useFormKeys } from './edit_form.js';
import { useEdited } from './edited.js';
import { Choice, Text } from './fields.js';
import { wordsByField } from './problem.js';
import { Listed } from './states.js';
import { Table } from './table.js';

const all = () => get('/intake/v1/sources');
const LISTS = ['topics', 'file_hosts'];

function List({ names }) {
  const list = useLoaded(all, []);
  useKeys({ L: () => go(withQuery({ source: 'new' })) });
  const columns = [
    { label: t('sources.name'), main: true, cell: row => row.name },
    { label: t('roles.name'), kind: 'wide', cell: row => named(row) },
    { label: t('sources.topics'), kind: 'wide', cell: row => row.topics.join(', ') },
    { label: t('sources.channels'), kind: 'middle', cell: row => row.channels.map(code => nameOf(names, 'channels', code)).join(', ') },
    { label: t('sources.default_branch'), cell: row => nameOf(names, 'branch', row.default_branch) },
    { label: t('sources.trusted'), cell: row => t(row.trusted ? 'value.yes' : 'value.no') },
  ];
  const rows = list.data?.items.map(row => ({ ...row, id: row.name }));
  return html`<${Listed} list=${{ ...list, rows }} title=${t('sources.empty')} hint=${t('sources.empty_hint')} draw=${shown => html`<${Table} label=${t('settings.sources')} columns=${columns}
    rows=${shown} open=${row => withQuery({ source: row.name })} />`} />`;
}

/* Lists are lines of a text while they are edited. */
function formOf({ version, ...source }) {
  return { ...source, ...Object.fromEntries(LISTS.map(name => [name, source[name].join('\n')])) };
}

const linesOf = text => (text || '').split(/[\s,]+/).filter(Boolean);

function bodyOf({ name, ...form }) {
  const texts = Object.fromEntries(Object.entries(form).filter(([, value]) => value !== '' && value !== null));
  return { ...texts, ...Object.fromEntries(LISTS.map(list => [list, linesOf(form[list])])), channels: form.channels };
}

async function read(name) {
  if (name === 'new') return { data: formOf({ name: '', ru: '', topics: ['in.appeals.v1'], file_hosts: [], channels: [], default_branch: 'HQ', trusted: false }), version: undefined };
  const source = (await all()).data.items.find(one => one.name === name);
  return { data: formOf(source), version: source.version };
}

function Source({ name, names }) {
  const made = name === 'new';
  const edited = useEdited(() => read(name), async (form, version) => {
    needsCode(form, 'name');
    const from = visit();
    await put(`/intake/v1/sources/${encodeURIComponent(form.name)}`, bodyOf(form), version);
    if (made) goFrom(from, withQuery({ source: form.name }), { replace: true });
  }, [name]);
  const { form, change } = edited;
  useFormKeys(edited, 'source');
  if (!form) return html`<${Unread} edited=${edited} />`;
  const words = wordsByField(edited.problem);
  const label = one => t({ ru: 'roles.name_ru', en: 'roles.name_en' }[one] || `sources.${one}`);
  const text = (one, more = {}) => html`<${Text} key=${one} pointer=${`/${one}`} label=${label(one)} value=${form[one]} error=${words[`/${one}`]} onChange=${value => change({ [one]: value ?? '' })} ...${more} />`;
  const flip = (code, on) => change({ channels: on ? [...form.channels, code] : form.channels.filter(one => one !== code) });
  return html`<${EditForm} edited=${edited} place="source" back=${t('sources.back')} title=${made ? t('sources.new') : named(form)} label=${label}>
    <fieldset class="section"><legend>${t('sources.source')}</legend><div class="grid">${made && text('name', { required: true })}${text('ru', { required: true })}${text('en')}${text('principal')}
      <${Choice} pointer="/default_branch" label=${label('default_branch')} hint=${t('sources.default_branch_hint')} value=${form.default_branch} empty=${false} options=${[...names.branch.values()]}
        error=${words['/default_branch']} onChange=${value => change({ default_branch: value })} />
      ${text('topics', { rows: 3, hint: t('sources.lines') })}${text('file_hosts', { rows: 3, hint: t('sources.lines') })}</div>
      <fieldset class="field"><legend>${label('channels')}</legend>${words['/channels'] && html`<span class="fault">${words['/channels']}</span>`}<div class="checks">${[...names.channels.values()].map((one, i) => html`<label class="check" key=${one.code}>
        <input type="checkbox" id=${i === 0 ? 'f-channels' : null} checked=${form.channels.includes(one.code)} onChange=${event => flip(one.code, event.target.checked)} /> ${named(one)}</label>`)}</div></fieldset>
      <label class="check"><input type="checkbox" checked=${Boolean(form.trusted)} onChange=${event => change({ trusted: event.target.checked })} /> ${t('sources.trusted_hint')}</label></fieldset>
    <//>`;
}

export function Sources({ place, all: names }) {
  const source = place.query.get('source');
  return source ? html`<${Source} name=${source} names=${names} key=${source} />` : html`<${List} names=${names} />`;
}
