/* settings.js: the administrator's page: appeals without a department, bindings with their holes, messages that no service
 * could process. */
import { html } from '../vendor/preact-htm.js';
import { useNames } from '../catalogue.js';
import { t } from '../i18n.js';
import { withQuery } from '../router.js';
import { may } from '../session.js';
import { Bindings } from '../parts/bindings.js';
import { DeadLetters } from '../parts/dead_letters.js';
import { Loading } from '../parts/states.js';
import { Unrouted } from '../parts/unrouted.js';

const lists = [
  { code: 'unrouted', part: Unrouted, right: 'admin.bindings' },
  { code: 'bindings', part: Bindings, right: 'admin.bindings' },
  { code: 'dead', part: DeadLetters, right: 'dlq.read' },
];

export default function Settings({ place }) {
  const all = useNames();
  const mine = lists.filter(list => may(list.right));
  const list = mine.find(one => one.code === place.query.get('list')) || mine[0];
  return html`<h1>${t('nav.settings')}</h1>
    <ul class="tabs" aria-label=${t('nav.settings')}>${mine.map(one => html`<li><a href=${withQuery({ list: one.code })}
      aria-current=${one === list ? 'true' : null}>${t(`settings.${one.code}`)}</a></li>`)}</ul>
    ${all ? html`<${list.part} all=${all} place=${place} />` : html`<${Loading} />`}`;
}
