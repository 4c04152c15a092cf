/* notices.js: what the suite tells this person: due times near or over, work given to him, things that went wrong. */
import { html } from '../vendor/preact-htm.js';
import { call } from '../api.js';
import { moment } from '../format.js';
import { language, t } from '../i18n.js';
import { usePolled } from '../poll.js';
import { Empty, Failed, Loading } from '../parts/states.js';

export default function Notices() {
  const notices = usePolled('/notification/v1/notices?limit=100');
  const readAll = async () => {
    await call('POST', '/notification/v1/notices/read-all');
    await notices.reload();
  };
  const read = one => one.read_at || call('POST', `/notification/v1/notices/${one.id}/read`).catch(() => {});
  const line = one => {
    const words = one[language()] || one.ru;
    return html`<li class=${one.read_at ? '' : 'unread'} key=${one.id}><a href=${one.appeal_id ? `/appeals/${one.appeal_id}` : '/'} onClick=${() => read(one)}>
      <strong>${words.title}</strong></a><span>${words.action}</span><time class="muted">${moment(one.created_at)}</time>
      ${one.read_at ? '' : html`<span class="hidden">${t('notices.unread')}</span>`}</li>`;
  };
  if (notices.problem) return html`<h1>${t('nav.notices')}</h1><${Failed} problem=${notices.problem} retry=${notices.reload} />`;
  if (!notices.data) return html`<h1>${t('nav.notices')}</h1><${Loading} />`;
  if (!notices.data.items.length) return html`<h1>${t('nav.notices')}</h1><${Empty} title=${t('notices.empty')} hint=${t('notices.empty_hint')} />`;
  return html`<div class="page-head"><h1>${t('nav.notices')}</h1>
      ${notices.data.unread > 0 && html`<button onClick=${readAll}>${t('notices.read_all')}</button>`}</div>
    <ul class="notices">${notices.data.items.map(line)}</ul>`;
}
