/* edited.js: a form over one object of the server: it is read with its version, saved with it, and what somebody else
 * changed meanwhile is settled field by field. */
import { useEffect, useRef, useState } from '../vendor/preact-htm.js';
import { useUnsaved } from '../router.js';
import { conflicts, merged, same } from './conflict.js';

/* No, rather than not now: trying again by itself would not help. */
const refused = problem => problem && problem.status >= 400 && problem.status < 500;

/* load() resolves with {data, version}; save(form, version) with anything. Returns {form, change, save, settle, problem,
 * conflict, saved, busy}; form is null until it was read. every: saves by itself so often (ms) when ready(form). */
export function useEdited(load, save, dependencies, { every = 0, ready = () => true } = {}) {
  const state = useRef({});
  const [view, setView] = useState({ form: null, problem: null, conflict: null, saved: false, busy: false });
  const show = changes => setView(was => ({ ...was, ...changes }));
  const adopt = ({ data, version }, form = data) => {
    state.current = { base: data, version, form };
    show({ form });
  };
  const read = () => load().then(adopt, problem => show({ problem }));
  useEffect(() => {
    show({ form: null, problem: null, conflict: null, saved: false });
    read();
  }, dependencies);
  /* Our own answer that got lost is no conflict. */
  const meet = async () => {
    const fresh = await load();
    const { base, form } = state.current;
    const found = conflicts(base, form, fresh.data);
    if (found.length) show({ conflict: { found, fresh } });
    else adopt(fresh, merged(base, form, fresh.data));
    return found.length > 0;
  };
  /* What is typed while it is being saved stays. */
  const attempt = async () => {
    const sent = state.current.form;
    await save(sent, state.current.version);
    const fresh = await load();
    adopt(fresh, merged(sent, state.current.form, fresh.data));
    show({ saved: true });
  };
  const press = async (event, quiet = false) => {
    event?.preventDefault();
    show({ busy: true, problem: null, saved: false });
    try {
      await attempt().catch(async problem => {
        if (problem.status !== 412) throw problem;
        if (!await meet()) await attempt();
      });
    } catch (problem) {
      show({ problem: Object.assign(problem, { quiet }) });
    } finally {
      show({ busy: false });
    }
  };
  const change = changes => {
    state.current.form = { ...state.current.form, ...changes };
    show({ form: state.current.form, saved: false });
  };
  const settle = keep => {
    const { found, fresh } = view.conflict;
    const { base, form } = state.current;
    const chosen = keep === 'theirs' ? Object.fromEntries(found.map(one => [one.name, one.theirs])) : {};
    adopt(fresh, { ...merged(base, form, fresh.data), ...chosen });
    show({ conflict: null });
  };
  const dirty = Boolean(view.form) && !same(view.form, state.current.base);
  /* One that saves itself does so when it is left. */
  useUnsaved(() => dirty, () => dirty && !(every && ready(view.form)));
  const tick = useRef(() => {});
  tick.current = () => dirty && !view.busy && !view.conflict && !refused(view.problem) && ready(view.form) && press(undefined, true);
  useEffect(() => {
    if (!every) return undefined;
    const timer = setInterval(() => tick.current(), every);
    return () => {
      clearInterval(timer);
      tick.current();
    };
  }, [every]);
  return { ...view, dirty, change, save: press, settle, reload: read };
}
