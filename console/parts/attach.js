/* attach.js: files for what is not an appeal's card: chosen or dropped, they go up at once and can be taken off again. */
import { html, useState } from '../vendor/preact-htm.js';
import { get } from '../api.js';
import { size } from '../format.js';
import { t } from '../i18n.js';
import { upload } from './draft.js';

const CHECK_MS = 500;

/* A letter takes only what was looked through. */
async function checked(claim) {
  let state = claim;
  while (state.state === 'pending') {
    await new Promise(done => setTimeout(done, CHECK_MS));
    const { data } = await get(`/archive/v1/claims/${claim.claim_id}`);
    state = { ...claim, state: data.state };
  }
  return state;
}

/* files: claims as upload() gives them. `change` gets a function of the list before: uploads end in any order. */
export function Attach({ id, label, hint, files, change, docType }) {
  const [going, setGoing] = useState([]);
  const [over, setOver] = useState(false);
  const add = async file => {
    const mark = { name: file.name, fault: t('documents.going') };
    setGoing(was => [...was, mark]);
    try {
      const claim = await checked(await upload(file, docType));
      if (mark.dropped) return;
      if (claim.state === 'failed' || claim.state === 'infected') throw new Error(t('documents.refused'));
      change(was => [...was, claim]);
      setGoing(was => was.filter(one => one !== mark));
    } catch (fault) {
      setGoing(was => was.map(one => (one === mark ? { ...mark, fault: fault.status === 0 ? t('documents.line') : fault.message } : one)));
    }
  };
  const drop = event => {
    event.preventDefault();
    setOver(false);
    [...event.dataTransfer.files].forEach(add);
  };
  return html`<div class=${`field attach ${over ? 'document-over' : ''}`} onDragOver=${event => { event.preventDefault(); setOver(true); }}
      onDragLeave=${() => setOver(false)} onDrop=${drop}>
    <label for=${id}>${label}</label><span class="hint" id=${`${id}-hint`}>${hint}</span>
    <ul>${files.map(file => html`<li class="tag" key=${file.claim_id}>${file.name} ${size(file.size)}
        <button type="button" class="cross" aria-label=${t('documents.remove', { name: file.name })}
          onClick=${() => change(was => was.filter(one => one !== file))}>×</button></li>`)}
      ${going.map(mark => html`<li class="tag" role="status">${mark.name} – ${mark.fault}
        <button type="button" class="cross" aria-label=${t('documents.remove', { name: mark.name })}
          onClick=${() => { mark.dropped = true; setGoing(was => was.filter(one => one !== mark)); }}>×</button></li>`)}</ul>
    <input id=${id} type="file" multiple aria-describedby=${`${id}-hint`}
      onChange=${event => { [...event.target.files].forEach(add); event.target.value = ''; }} /></div>`;
}
