/* reports.js: order a report, see it being made, fetch it; and the figures of a period at once. */
import { html, useState } from '../vendor/preact-htm.js';
import { creator, get, remove } from '../api.js';
import { nameOf, useNames } from '../catalogue.js';
import { date, day, moment, momentShort, size } from '../format.js';
import { named, t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { useLoaded, usePolled } from '../poll.js';
import { go, withQuery } from '../router.js';
import { me } from '../session.js';
import { Labelled } from '../parts/fields.js';
import { Summary, wordsByField } from '../parts/problem.js';
import { Failed, Listed, Loading } from '../parts/states.js';
import { Scroll } from '../parts/table.js';

const CODE = 'appeals-effectiveness';
const MAKING_MS = 2000;
const WATCH_MS = 15000;

/* From the first of this month until today, unless the address says otherwise. */
const periodOf = query => ({ from: query.get('from') || `${day(new Date()).slice(0, 8)}01`, to: query.get('to') || day(new Date()) });

function Period({ period, change, words = {} }) {
  return ['from', 'to'].map(name => html`<${Labelled} key=${name} pointer=${`/params/${name}`} label=${t(`report.${name}`)} error=${words[`/params/${name}`]} required
    control=${attributes => html`<input ...${attributes} type="date" required value=${period[name]} onChange=${event => change({ [name]: event.target.value })} />`} />`);
}

/* Codes to choose from; none chosen is all of them. */
function Chosen({ label, rows, value, change }) {
  const flip = (code, on) => change(on ? [...value, code] : value.filter(one => one !== code));
  return html`<details class="chooser"><summary>${label}: ${value.length ? value.map(code => named(rows.find(row => row.code === code))).join(', ') : t('report.all')}</summary>
    <fieldset class="checks"><legend class="hidden">${label}</legend>${rows.map(row => html`<label class="check" key=${row.code}><input type="checkbox"
      checked=${value.includes(row.code)} onChange=${event => flip(row.code, event.target.checked)} /> ${named(row)}</label>`)}</fieldset></details>`;
}

function Order({ place, all, done }) {
  const [branches, setBranches] = useState([]);
  const [services, setServices] = useState([]);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const [create] = useState(() => creator('/reporting/v1/reports'));
  const period = periodOf(place.query);
  const seen = [...all.branch.values()].filter(one => me().branches.includes('*') || me().branches.includes(one.code));
  const order = async event => {
    event?.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await create({ code: CODE, params: { ...period, ...(branches.length && { branches }), ...(services.length && { services }) } });
      await done();
    } catch (fault) {
      setProblem(fault);
    } finally {
      setBusy(false);
    }
  };
  useKeys({ 'Ctrl+Enter': order });
  const words = wordsByField(problem);
  return html`<form class="section" onSubmit=${order} aria-label=${t('report.new')}><h2>${t(`report.${CODE}`)}</h2><p class="muted">${t('report.about')}</p>
    <${Summary} problem=${problem} labels=${{ '/params/from': t('report.from'), '/params/to': t('report.to') }} />
    <div class="line">
      <${Period} period=${period} words=${words} change=${changes => go(withQuery(changes), { replace: true })} />
      ${seen.length > 1 && html`<${Chosen} label=${t('journal.branch')} rows=${seen} value=${branches} change=${setBranches} />`}
      <${Chosen} label=${t('card.service')} rows=${[...all.services.values()]} value=${services} change=${setServices} />
      <button class="primary" disabled=${busy}>${t('report.make')} <kbd>Ctrl+Enter</kbd></button></div></form>`;
}

/* Where a report stands, as words; its progress as a bar, too. */
function State({ row }) {
  const { rows, total } = row.progress;
  if (row.state === 'running') {
    return html`<label class="progress">${t('report.running', { rows: rows.toLocaleString(), total: total.toLocaleString() })}
      <progress max=${total || 1} value=${total ? rows : null}></progress></label>`;
  }
  if (row.state === 'failed') return html`<span class="due-late">${row.message || t('report.failed')}</span>`;
  if (row.state === 'queued') return t('report.queued');
  return html`<a href=${`/api/reporting/v1/reports/${row.id}/file`} download=${row.file_name}>${t('report.download')}</a> <span class="muted">${size(row.file_size_bytes)}</span>`;
}

function Made({ list, all }) {
  const forget = async row => {
    await remove(`/reporting/v1/reports/${row.id}`);
    await list.reload();
  };
  const of = row => [row.params.branches?.map(code => nameOf(all, 'branch', code)).join(', '), row.params.services?.map(code => nameOf(all, 'services', code)).join(', ')]
    .filter(Boolean).join('; ') || t('report.all_of_mine');
  const line = row => html`<tr key=${row.id}><th scope="row">${t(`report.${CODE}`)}</th><td class="time">${date(row.params.from)} – ${date(row.params.to)}</td><td>${of(row)}</td>
    <td class="time">${momentShort(row.requested_at)}</td><td><${State} row=${row} /></td><td class="time">${row.expires_at ? momentShort(row.expires_at) : ''}</td>
    <td><button class="small" aria-label=${`${t('report.forget')}: ${date(row.params.from)} – ${date(row.params.to)}`} onClick=${() => forget(row)}>${t('report.forget')}</button></td></tr>`;
  return html`<${Listed} list=${list} title=${t('report.empty')} hint=${t('report.empty_hint')} draw=${rows => html`<${Scroll} label=${t('report.mine')} wrap><table>
    <thead><tr>${['name', 'period', 'of', 'ordered', 'state', 'until'].map(name => html`<th scope="col">${t(`report.column_${name}`)}</th>`)}<th scope="col"><span class="hidden">${t('report.forget')}</span></th></tr></thead>
    <tbody>${rows.map(line)}</tbody></table><//>`} />`;
}

/* Asked often while one is being made. */
function Ordered({ place, all }) {
  const [making, setMaking] = useState(false);
  const list = usePolled('/reporting/v1/reports?limit=50', making ? MAKING_MS : WATCH_MS);
  const running = (list.data?.items || []).some(row => ['queued', 'running'].includes(row.state));
  if (list.data && running !== making) setMaking(running);
  return html`<${Order} place=${place} all=${all} done=${list.reload} /><h2>${t('report.mine')}</h2><${Made} list=${list} all=${all} />`;
}

const share = line => (line.answered ? `${Math.round(100 * line.in_time / line.answered)} %` : '');
const FIGURES = [['appeals', line => line.appeals], ['registered', line => line.registered], ['answered', line => line.answered], ['in_time', line => line.in_time],
  ['share', share], ['overdue', line => line.overdue], ['days', line => line.average_days?.toFixed(1)]];

function FigureTable({ label, first, lines, total }) {
  const line = (one, name) => html`<tr class=${one === total ? 'total' : ''}><th scope="row">${name}</th>${FIGURES.map(([key, value]) => html`<td class=${`number ${key === 'overdue' && one.overdue ? 'due-late' : ''}`}>${value(one)}</td>`)}</tr>`;
  return html`<h2>${label}</h2><${Scroll} label=${label}><table><thead><tr><th scope="col">${first}</th>${FIGURES.map(([key]) => html`<th scope="col" class="number">${t(`figure.${key}`)}</th>`)}</tr></thead>
    <tbody>${lines.map(one => line(one, one.name || one.code))}${total && line(total, t('figure.total'))}</tbody></table><//>`;
}

function Figures({ place, all }) {
  const period = periodOf(place.query);
  const branch = place.query.get('branch') || '';
  const query = new URLSearchParams({ ...period, ...(branch && { branch }) });
  const board = useLoaded(() => get(`/reporting/v1/figures?${query}`), [query.toString()]);
  const change = changes => go(withQuery(changes), { replace: true });
  const seen = [...all.branch.values()].filter(one => me().branches.includes('*') || me().branches.includes(one.code));
  const shown = board.problem ? html`<${Failed} problem=${board.problem} retry=${board.reload} />`
    : !board.data ? html`<${Loading} />`
      : html`<p class="muted">${t('figure.as_of', { at: moment(board.data.as_of) })}</p>
        <${FigureTable} label=${t('figure.branches')} first=${t('journal.branch')} lines=${board.data.branches} total=${board.data.total} />
        ${board.data.types.length > 0 && html`<${FigureTable} label=${t('figure.types')} first=${t('journal.type')} lines=${board.data.types} />`}`;
  return html`<div class="line"><${Period} period=${period} change=${change} />
      ${seen.length > 1 && html`<label class="field"><span>${t('journal.branch')}</span><select onChange=${event => change({ branch: event.target.value })}>
        <option value="" selected=${!branch}>${t('journal.any')}</option>${seen.map(one => html`<option value=${one.code} selected=${one.code === branch}>${named(one)}</option>`)}</select></label>`}</div>${shown}`;
}

export default function Reports({ place }) {
  const all = useNames();
  const current = place.query.get('tab') === 'figures' ? 'figures' : 'reports';
  const tab = code => html`<li><a href=${withQuery({ tab: code === 'reports' ? '' : code })} aria-current=${code === current ? 'true' : null}>${t(`report.tab_${code}`)}</a></li>`;
  return html`<h1>${t('nav.reports')}</h1><ul class="tabs" aria-label=${t('nav.reports')}>${['reports', 'figures'].map(tab)}</ul>
    ${!all ? html`<${Loading} />` : current === 'figures' ? html`<${Figures} place=${place} all=${all} />` : html`<${Ordered} place=${place} all=${all} />`}`;
}
