/* draft.js: a form that is never lost: saved every five seconds while it is a draft, with the version that was read; what
 * somebody else changed meanwhile is shown field by field. */
import { useEffect, useRef, useState } from '../vendor/preact-htm.js';
import { call, get, newKey, post, put } from '../api.js';
import { goFrom, useUnsaved, visit } from '../router.js';
import { conflicts, merged } from './conflict.js';

const EVERY_MS = 5000;
const TEXTS = ['channel', 'client_kind', 'type_code', 'account', 'address', 'contract', 'subject', 'branch'];

/* A card as the form's values. */
export function formOf(card) {
  const form = { applicant: card.applicant || {}, fields: card.fields || {}, response_channels: card.response_channels || [], text: card.body || '' };
  TEXTS.forEach(name => { form[name] = card[name] || ''; });
  form.client_id = card.client_id || null;
  form.client_name = card.client_name || null;
  form.client_unknown = !card.client_id && card.match_result === 'unknown';
  return form;
}

/* The body of POST and PUT: absent members stay as they are, so that emptied texts are sent as "". Files are sent once,
 * and once it is said that one is taken off. */
function bodyOf(form, base, { files, dropped }) {
  const body = { applicant: form.applicant, fields: form.fields, response_channels: form.response_channels };
  [...TEXTS, 'text'].forEach(name => {
    if (form[name] || base[name]) body[name] = form[name] || '';
  });
  if (form.client_id) Object.assign(body, { client_id: form.client_id, client_name: form.client_name });
  else if (form.client_unknown) body.client_unknown = true;
  else if (base.client_id || base.client_unknown) body.client_none = true;
  if (dropped.length) body.drop_files = dropped;
  if (files.length) body.files = files.map(({ claim_id, doc_type, name }) => ({ claim_id, doc_type, name }));
  return body;
}

/* What was refused and is not mended yet; null when all of it is. */
function stillWrong(problem, card) {
  const open = new Set((card.faults || []).map(fault => fault.pointer));
  const faults = (problem?.faults || []).filter(fault => open.has(fault.pointer));
  return faults.length ? Object.assign(problem, { faults }) : null;
}

const EMPTY = formOf({ channel: 'OFFICE' });

/* The state of a form: {form, change, card, files, addFile, dropFile, save, step, status, problem, conflict, settle}.
 * status is "empty", "dirty", "saving", "saved" or "failed"; save resolves with the card's id once it is saved. */
export function useDraft(id) {
  const [view, setView] = useState({ form: EMPTY, card: null, status: id ? 'loading' : 'empty', problem: null, conflict: null, files: [], dropped: [] });
  const now = useRef({ form: EMPTY, base: EMPTY, version: null, id, key: newKey(), dirty: false, changes: 0, busy: null, files: [], dropped: [], card: null, visit: visit() });
  const show = changes => setView(was => ({ ...was, ...changes, form: now.current.form, card: now.current.card, files: now.current.files, dropped: now.current.dropped }));

  const adopt = ({ data, version }) => {
    const state = now.current;
    const fresh = formOf(data);
    state.form = merged(state.base, state.form, fresh);
    Object.assign(state, { card: data, version, id: data.id, base: fresh });
    if (new URLSearchParams(location.search).get('id') !== data.id) goFrom(state.visit, `/new?id=${data.id}`, { replace: true });
  };
  const load = async () => {
    try {
      adopt(await get(`/intake/v1/appeals/${id}`));
      now.current.form = now.current.base;
      show({ status: 'saved', problem: null });
    } catch (problem) {
      show({ status: 'failed', problem });
    }
  };
  const send = async further => {
    const state = now.current;
    const sent = { form: state.form, files: state.files, dropped: state.dropped, changes: state.changes };
    const body = { ...bodyOf(sent.form, state.base, sent), ...further };
    const answer = state.id ? await put(`/intake/v1/appeals/${state.id}`, body, state.version)
      : await post('/intake/v1/appeals', body, { key: state.key });
    state.files = state.files.filter(file => !sent.files.includes(file));
    state.dropped = state.dropped.filter(key => !sent.dropped.includes(key));
    state.dirty = state.changes !== sent.changes || state.files.length > 0 || state.dropped.length > 0;
    adopt(answer);
  };
  /* Our own answer that got lost is no conflict. */
  const meet = async () => {
    const fresh = await get(`/intake/v1/appeals/${now.current.id}`);
    const found = conflicts(now.current.base, now.current.form, formOf(fresh.data));
    if (found.length) return { found, fresh };
    adopt(fresh);
    return null;
  };
  const attempt = async further => {
    const state = now.current;
    show({ status: 'saving' });
    try {
      await send(further);
    } catch (problem) {
      if (problem.status !== 412) throw problem;
      const conflict = await meet();
      if (conflict) {
        show({ status: 'dirty', conflict });
        return false;
      }
      await send(further);
    }
    setView(was => ({ ...was, status: state.dirty ? 'dirty' : 'saved', form: state.form, card: state.card, files: state.files, dropped: state.dropped,
      problem: further ? null : stillWrong(was.problem, state.card) }));
    return state.id;
  };
  const save = async (further, { quiet = false } = {}) => {
    while (now.current.busy) await now.current.busy.catch(() => {});
    now.current.busy = attempt(further);
    try {
      return await now.current.busy;
    } catch (problem) {
      if (!now.current.id && problem.status === 422) now.current.key = newKey();
      const tell = !quiet || ![0, 502, 503, 504].includes(problem.status);
      show({ status: 'failed', ...(tell && { problem: Object.assign(problem, { quiet }) }) });
      return false;
    } finally {
      now.current.busy = null;
    }
  };
  const change = changes => {
    const state = now.current;
    state.form = { ...state.form, ...changes };
    state.dirty = true;
    state.changes++;
    show({ status: 'dirty' });
  };
  const addFile = file => {
    now.current.files = [...now.current.files, file];
    now.current.dirty = true;
    show({ status: 'dirty' });
  };
  /* One that was not saved with the card yet, or the key of one that was. */
  const dropFile = file => {
    const state = now.current;
    if (state.files.includes(file)) state.files = state.files.filter(one => one !== file);
    else state.dropped = [...state.dropped, file.file_key];
    state.dirty = true;
    show({ status: 'dirty' });
  };
  /* keep: "mine" or "theirs" for the fields in conflict. */
  const settle = keep => {
    const { found, fresh } = view.conflict;
    adopt(fresh);
    if (keep === 'theirs') now.current.form = { ...now.current.form, ...Object.fromEntries(found.map(one => [one.name, one.theirs])) };
    now.current.dirty = true;
    show({ conflict: null, status: 'dirty' });
  };
  const isDraft = () => !now.current.card || now.current.card.state === 'DRAFT';
  useUnsaved(() => now.current.dirty, () => now.current.dirty && !isDraft());
  useEffect(() => {
    if (id && id !== now.current.card?.id) load();
  }, [id]);
  useEffect(() => {
    const tick = () => now.current.dirty && isDraft() && !now.current.busy && save(undefined, { quiet: true });
    const timer = setInterval(tick, EVERY_MS);
    return () => {
      clearInterval(timer);
      tick();
    };
  }, []);
  return { ...view, change, addFile, dropFile, save, settle, load };
}

/* A chosen file goes up at once; what comes back is bound to the card with the next save. */
export async function upload(file, docType) {
  const form = new FormData();
  form.append('file', file, file.name);
  const { data } = await call('POST', '/archive/v1/claims', { form, key: newKey() });
  return { claim_id: data.id, doc_type: docType, name: data.name || file.name, state: data.state, reason: data.reason, size: data.size_bytes };
}
