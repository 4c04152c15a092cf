/* router.js: the address is the state of the screen, so that a link shows a colleague the same and Back works. What is
 * personal (a searched text) is kept in the history's state, which is not part of the address. */
import { useEffect, useRef, useState } from './vendor/preact-htm.js';
import { t } from './i18n.js';

const listeners = new Set();
const tell = () => listeners.forEach(listener => listener());

/* The number of the present visit: another with every page that is gone to, the same while an address is only replaced. */
export const visit = () => history.state?.visit;
let visits = Date.now();

/* What parts of the screen would lose if the page were left: functions. */
const losses = new Set();

export function go(url, { replace = false, state = null } = {}) {
  if (!replace && [...losses].some(loses => loses()) && !confirm(t('leave.unsaved'))) return;
  history[replace ? 'replaceState' : 'pushState']({ ...state, visit: replace ? visit() : ++visits }, '', url);
  tell();
}

/* Goes on only from that visit: what comes late (a list, an answer) must not take a person from where he went meanwhile. */
export function goFrom(from, url, options) {
  if (visit() === from) go(url, options);
}

/* unsaved(): there is what only this page has, so that closing it asks; lost(): leaving it for another page asks, too. */
export function useUnsaved(unsaved, lost = unsaved) {
  const latest = useRef({});
  latest.current = { unsaved, lost };
  useEffect(() => {
    const loses = () => latest.current.lost();
    const warn = event => latest.current.unsaved() && event.preventDefault();
    losses.add(loses);
    addEventListener('beforeunload', warn);
    return () => {
      losses.delete(loses);
      removeEventListener('beforeunload', warn);
    };
  }, []);
}

function isOurs(event, link) {
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  return plain && link && !link.target && !link.hasAttribute('download') && link.origin === location.origin &&
    !link.pathname.startsWith('/api/');
}

export function startRouter() {
  addEventListener('popstate', tell);
  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[href]');
    if (event.defaultPrevented || !isOurs(event, link)) return;
    event.preventDefault();
    if (link.hash && link.pathname === location.pathname) return;
    go(link.href);
  });
}

function place() {
  return { path: location.pathname, query: new URLSearchParams(location.search), state: history.state || {} };
}

/* {path, query (URLSearchParams), state}; the part is drawn again when the address changes. */
export function usePlace() {
  const [now, setNow] = useState(place);
  useEffect(() => {
    const listener = () => setNow(place());
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, []);
  return now;
}

/* A form's values kept with the history's entry: a reload or a step back finds them again, and no address tells them. */
export function useKept(initial) {
  const [value, setValue] = useState(() => ({ ...initial, ...history.state?.kept }));
  const keep = changes => setValue(was => {
    const next = { ...was, ...(typeof changes === 'function' ? changes(was) : changes) };
    history.replaceState({ ...history.state, kept: next }, '', location.href);
    return next;
  });
  const forget = () => history.replaceState({ ...history.state, kept: undefined }, '', location.href);
  return [value, keep, forget];
}

/* The address of this page with some parameters changed; an empty one is left out. */
export function withQuery(changes) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  return location.pathname + (text ? `?${text}` : '');
}

/* "/appeals/:id" against a path: its parameters, or null. */
export function match(pattern, path) {
  const wanted = pattern.split('/');
  const given = path.replace(/\/$/, '').split('/');
  if (wanted.length !== given.length) return null;
  const params = {};
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i].startsWith(':')) params[wanted[i].slice(1)] = decodeURIComponent(given[i]);
    else if (wanted[i] !== given[i]) return null;
  }
  return params;
}
