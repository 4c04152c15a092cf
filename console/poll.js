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
