/* settings.js: the administrator's page: appeals without a department, bindings with their holes, people and their roles,
 * sources, how the parts fare, messages that no service could process. */
import { html } from '../vendor/preact-htm.js';
import { useNames } from '../catalogue.js';
import { t } from '../i18n.js';
import { may } from '../session.js';
import { Bindings } from '../parts/bindings.js';
import { DeadLetters } from '../parts/dead_letters.js';
import { Health } from '../parts/health.js';
import { People } from '../parts/people.js';
import { Roles } from '../parts/roles.js';
import { Sources } from '../parts/sources.js';
import { Loading } from '../parts/states.js';
import { Unrouted } from '../parts/unrouted.js';

const lists = [
  { code: 'unrouted', part: Unrouted, right: 'admin.bindings' },
  { code: 'bindings', part: Bindings, right: 'admin.bindings' },
  { code: 'people', part: People, right: 'admin.staff', add: 'person' },
  { code: 'roles', part: Roles, right: 'admin.staff', add: 'role' },
  { code: 'sources', part: Sources, right: 'source.manage', add: 'source' },
  { code: 'health', part: Health, right: 'stream.read' },
  { code: 'dead', part: DeadLetters, right: 'dlq.read' },
];

export default function Settings({ place }) {
  const all = useNames();
  const mine = lists.filter(list => may(list.right));
  const list = mine.find(one => one.code === place.query.get('list')) || mine[0];
  const adds = list.add && !place.query.get(list.add);
  return html`<div class="page-head"><h1>${t('nav.settings')}</h1>
      ${adds && html`<a class="button" href=${`/settings?list=${list.code}&${list.add}=new`}>${t(`settings.new_${list.add}`)} <kbd>L</kbd></a>`}</div>
    <ul class="tabs" aria-label=${t('nav.settings')}>${mine.map(one => html`<li><a href=${`/settings?list=${one.code}`}
      aria-current=${one === list ? 'true' : null}>${t(`settings.${one.code}`)}</a></li>`)}</ul>
    ${all ? html`<${list.part} all=${all} place=${place} key=${list.code} />` : html`<${Loading} />`}`;
}
