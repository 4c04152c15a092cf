/* work.js: my stages and my department's pool: «взять следующее» gives the most urgent one. */
import { html, useState } from '../vendor/preact-htm.js';
import { creator } from '../api.js';
import { useNames } from '../catalogue.js';
import { t } from '../i18n.js';
import { useKeys } from '../keys.js';
import { usePolled } from '../poll.js';
import { goFrom, withQuery } from '../router.js';
import { Summary } from '../parts/problem.js';
import { StageList } from '../parts/stage_list.js';

const lists = ['mine', 'pool'];

export default function Work({ place }) {
  const all = useNames();
  const list = lists.includes(place.query.get('list')) ? place.query.get('list') : 'mine';
  const stages = usePolled(`/routing/v1/worklist/${list}?limit=200`);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const [take] = useState(() => creator('/routing/v1/stages/take-next'));
  const takeNext = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const { data } = await take({});
      goFrom(place.state.visit, `/appeals/${data.appeal_id}`);
    } catch (fault) {
      setProblem(fault);
      setBusy(false);
    }
  };
  useKeys({ T: takeNext });
  return html`<div class="page-head"><h1>${t('nav.work')}</h1>
      <button class="primary" onClick=${takeNext} disabled=${busy}>${t('work.take_next')} <kbd>T</kbd></button></div>
    <${Summary} problem=${problem} />
    <ul class="tabs" aria-label=${t('nav.work')}>${lists.map(code => html`<li><a href=${withQuery({ list: code })}
      aria-current=${code === list ? 'true' : null}>${t(`work.${code}`)}</a></li>`)}</ul>
    <${StageList} label=${t('nav.work')} stages=${stages} all=${all} empty=${t(`work.empty_${list}`)} hint=${t(`work.empty_${list}_hint`)}
      open=${row => `/appeals/${row.appeal_id}`} />`;
}
