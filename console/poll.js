/* poll.js: what others change: asked again by a conditional request while the page is seen. */
import { useEffect, useRef, useState } from './vendor/preact-htm.js';
import { get } from './api.js';

/* {data, problem, reload}: data is null until the first answer and stays while newer ones come. */
export function usePolled(path, everyMs = 15000) {
  const [result, setResult] = useState({ data: null, problem: null });
  const etag = useRef(null);
  const ask = useRef(() => {});
  useEffect(() => {
    let alive = true;
    etag.current = null;
    ask.current = async () => {
      try {
        const answer = await get(path, { etag: etag.current });
        if (!alive || answer.status === 304) return;
        etag.current = answer.etag;
        setResult({ data: answer.data, problem: null });
      } catch (problem) {
        if (alive) setResult(was => (was.data ? was : { data: null, problem }));
      }
    };
    ask.current();
    const timer = setInterval(() => document.visibilityState === 'visible' && ask.current(), everyMs);
    return () => {
      alive = false;
      clearInterval(timer);
    };
  }, [path, everyMs]);
  const reload = () => {
    etag.current = null;
    return ask.current();
  };
  return { ...result, reload };
}

/* A list page by page: {rows, more, problem, reload}. rows is null until the first page is there; `more` asks for the
 * next one, null on the last. load(after) resolves as get does. everyMs: what others change is asked for anew while the
 * page is seen and only the first page is shown. */
export function usePages(load, dependencies, everyMs = 0) {
  const first = { rows: null, next: null, problem: null };
  const [list, setList] = useState(first);
  const turn = useRef(0);
  const pages = useRef(0);
  const ask = async after => {
    const mine = after ? turn.current : ++turn.current;
    const show = next => mine === turn.current && setList(next);
    try {
      const { data } = await load(after);
      pages.current = after ? pages.current + 1 : 1;
      show(was => ({ rows: after ? [...was.rows, ...data.items] : data.items, next: data.next, problem: null }));
    } catch (problem) {
      show(was => ({ ...was, problem }));
    }
  };
  useEffect(() => {
    setList(first);
    ask();
  }, dependencies);
  const renew = useRef(() => {});
  renew.current = () => document.visibilityState === 'visible' && pages.current === 1 && ask();
  useEffect(() => {
    if (!everyMs) return undefined;
    const timer = setInterval(() => renew.current(), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return { ...list, more: list.next && (() => ask(list.next)), reload: () => ask() };
}

/* One reading of something: {data, version, problem, reload, set}. */
export function useLoaded(load, dependencies) {
  const [result, setResult] = useState({ data: null, problem: null });
  const reload = () => load().then(
    answer => setResult({ data: answer.data, version: answer.version, problem: null }),
    problem => setResult(was => ({ ...was, problem })));
  useEffect(() => {
    setResult({ data: null, problem: null });
    reload();
  }, dependencies);
  return { ...result, reload, set: setResult };
}
