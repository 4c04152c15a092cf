/* api.js: the only place that calls fetch. What docs/http.md asks of a client is done here: the token against forged
 * requests, one refresh of an ended access token, the same Idempotency-Key on a repeat, versions, problems by field. */
import { language } from './i18n.js';

const REPEAT_AFTER_MS = [1000, 2000, 4000, 8000];

/* Why the server did not do it (RFC 9457), or that it was not reached (status 0). */
/* Problems of one field that come without its name. */
const FIELD_OF = { type_needed: '/type_code', client_needed: '/client_id' };

export class Problem extends Error {
  constructor(status, body = {}) {
    super(body.detail || body.title || String(status));
    this.status = status;
    this.code = body.code || (status ? 'unknown' : 'line_lost');
    this.title = body.title || '';
    this.faults = body.faults || (FIELD_OF[body.code] ? [{ pointer: FIELD_OF[body.code], code: body.code, message: body.detail }] : []);
    this.trace = body.trace;
    this.body = body;
  }
}

let askSignIn = null;
let refreshing = null;
let lineLost = false;
const lineListeners = new Set();

/* Called when the session ended: shows the sign-in over the page and resolves when the person is in again. */
export function onSessionEnd(ask) {
  askSignIn = ask;
}

/* Hears true when the server cannot be reached and false when it can again. Returns how to stop hearing. */
export function onLine(listener) {
  lineListeners.add(listener);
  return () => lineListeners.delete(listener);
}

function setLine(lost) {
  if (lost === lineLost) return;
  lineLost = lost;
  lineListeners.forEach(listener => listener(lost));
}

function cookie(name) {
  const found = document.cookie.split('; ').find(one => one.startsWith(`${name}=`));
  return found ? found.slice(name.length + 1) : '';
}

function headersOf(method, options) {
  const headers = { 'Accept-Language': language() };
  if (method !== 'GET') headers['X-CSRF-Token'] = cookie('otk_csrf');
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
  if (options.key) headers['Idempotency-Key'] = options.key;
  if (options.etag) headers['If-None-Match'] = options.etag;
  return headers;
}

async function answerOf(response) {
  const etag = response.headers.get('ETag');
  const text = await response.text();
  const data = text && /json/.test(response.headers.get('Content-Type') || '') ? JSON.parse(text) : null;
  if (response.status >= 400) throw new Problem(response.status, data || {});
  return { status: response.status, data, etag, version: etag ? Number.parseInt(etag.replace(/^W?\/?"/, ''), 10) : null };
}

async function once(method, path, options) {
  let response;
  try {
    response = await fetch(`/api${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: headersOf(method, options),
      body: options.form || (options.body === undefined ? undefined : JSON.stringify(options.body)),
      signal: options.signal,
    });
  } catch (fault) {
    if (fault.name === 'AbortError') throw fault;
    throw new Problem(0);
  }
  return answerOf(response);
}

/* One refresh for all who wait; another tab's refresh (409) is as good as ours. */
async function refresh() {
  try {
    await once('POST', '/staff/v1/refresh', {});
  } catch (problem) {
    if (problem.status === 409) return;
    if (problem.status !== 401 || !askSignIn) throw problem;
    await askSignIn();
  }
}

function refreshed() {
  refreshing = refreshing || refresh().finally(() => { refreshing = null; });
  return refreshing;
}

async function withSession(method, path, options) {
  try {
    return await once(method, path, options);
  } catch (problem) {
    if (problem.status !== 401 || options.open) throw problem;
    await refreshed();
    return once(method, path, options);
  }
}

const isPassing = problem => [0, 502, 503, 504].includes(problem.status);

/* options: body (JSON), form (FormData), version (If-Match), key (Idempotency-Key), etag (If-None-Match), signal,
 * open (no session needed), repeat (true: a POST that only reads; false: once is enough). Reads and what has a key are sent again while the line is
 * lost. Resolves with {status, data, version, etag}; rejects with a Problem. */
export async function call(method, path, options = {}) {
  const repeatable = options.repeat ?? (method === 'GET' || Boolean(options.key));
  for (let round = 0; ; round++) {
    try {
      const answer = await withSession(method, path, options);
      setLine(false);
      return answer;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setLine(problem.status === 0);
      if (!repeatable || !isPassing(problem) || round >= REPEAT_AFTER_MS.length) throw problem;
      await new Promise(done => setTimeout(done, REPEAT_AFTER_MS[round]));
    }
  }
}

export const get = (path, options) => call('GET', path, options);
/* A whole list, page by page: for what is chosen from. */
export async function getAll(path) {
  const items = [];
  for (let after = '', more = true; more;) {
    const { data } = await get(`${path}${path.includes('?') ? '&' : '?'}limit=200${after}`);
    items.push(...data.items);
    after = `&after=${encodeURIComponent(data.next)}`;
    more = Boolean(data.next);
  }
  return { data: { items } };
}

export const post = (path, body, options) => call('POST', path, { body, ...options });
export const put = (path, body, version, options) => call('PUT', path, { body, version, ...options });
export const remove = (path, version) => call('DELETE', path, { version });
/* A search: a POST that changes nothing, so that personal data stands in no address. */
export const search = (path, body, options) => call('POST', path, { body, repeat: true, ...options });
export const newKey = () => crypto.randomUUID();

/* A create that may be pressed again: create(body) sends the same body under the same key until it was done, so that an
 * answer lost on the way makes no second one. */
export function creator(path) {
  let last = { text: null, key: null };
  return async body => {
    const text = JSON.stringify(body);
    if (text !== last.text) last = { text, key: newKey() };
    const answer = await post(path, body, { key: last.key });
    last = { text: null, key: null };
    return answer;
  };
}

/* A file of the console itself, as JSON. */
export async function asset(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Problem(response.status);
  return response.json();
}
