/* form_details.js: how the client wants his answer, and the documents, each bound to its kind; missing ones are named. */
import { html, useEffect, useState } from '../vendor/preact-htm.js';
import { post, newKey } from '../api.js';
import { nameOf } from '../catalogue.js';
import { holds } from '../condition.js';
import { size } from '../format.js';
import { named, t } from '../i18n.js';
import { upload } from './draft.js';
import { variablesOf } from './form_what.js';
import { idOf } from './problem.js';

export function Ways({ form, change, all, words }) {
  const flip = (code, on) => change({ response_channels: on ? [...form.response_channels, code] : form.response_channels.filter(one => one !== code) });
  const error = words['/response_channels'];
  return html`<fieldset class=${`field ${error ? 'field-wrong' : ''}`} aria-describedby=${error ? 'ways-fault' : null}>
    <legend>${t('card.ways')} <span class="required">${t('field.required')}</span></legend>
    ${error && html`<span class="fault" id="ways-fault">${error}</span>`}
    <div class="checks">${[...all.response_channels.values()].map((way, i) => html`<label class="check"><input type="checkbox"
      id=${i === 0 ? idOf('/response_channels') : null} checked=${form.response_channels.includes(way.code)}
      onChange=${event => flip(way.code, event.target.checked)} /> ${named(way)}</label>`)}</div></fieldset>`;
}

/* Which documents the type asks for here: [{doc, needed}]. */
function wanted(type, form) {
  const variables = variablesOf(form, type);
  return (type?.docs || []).filter(rule => holds(rule.when, variables, false) && !(rule.waive_if && holds(rule.waive_if, variables, false)))
    .map(rule => ({ doc: rule.doc, any: [rule.doc, ...(rule.any_of || [])], needed: rule.severity === 'block' }));
}

/* drop: takes it off again; absent where it is the archive's already. */
function Attached({ file }) {
  return html`<span class="tag">${file.name} ${file.size ? size(file.size) : ''}${file.fault ? ` – ${file.fault}` : ''}
    ${file.drop && html`<button type="button" class="cross" aria-label=${t('documents.remove', { name: file.name })} onClick=${file.drop}>×</button>`}</span>`;
}

function Kind({ code, needed, files, add, all, error }) {
  const [over, setOver] = useState(false);
  const drop = event => {
    event.preventDefault();
    setOver(false);
    [...event.dataTransfer.files].forEach(file => add(file, code));
  };
  const id = idOf(`/files/${code || 'other'}`);
  return html`<li class=${`document ${over ? 'document-over' : ''}`} onDragOver=${event => { event.preventDefault(); setOver(true); }}
      onDragLeave=${() => setOver(false)} onDrop=${drop}>
    <span class="document-name">${code ? nameOf(all, 'document', code) : t('documents.other')}
      ${code && !files.length ? html` <span class=${needed ? 'required' : 'muted'}>${t(needed ? 'documents.needed' : 'documents.advised')}</span>` : ''}</span>
    <span class="document-files">${files.map(file => html`<${Attached} file=${file} />`)}</span>
    ${error && html`<span class="fault">${error}</span>`}
    <label class="file"><span class="hidden">${t('documents.choose', { name: code ? nameOf(all, 'document', code) : t('documents.other') })}</span>
      <input id=${id} type="file" multiple onChange=${event => { [...event.target.files].forEach(file => add(file, code)); event.target.value = ''; }} /></label></li>`;
}

export function Files({ draft, type, all, words }) {
  const [going, setGoing] = useState([]);
  const { form, card, files } = draft;
  const isDraft = !card || card.state === 'DRAFT';
  const add = async (file, code) => {
    const mark = { name: file.name, doc_type: code, fault: t('documents.going') };
    setGoing(was => [...was, mark]);
    try {
      const claim = await upload(file, code);
      if (mark.dropped) return;
      if (claim.state === 'failed' || claim.state === 'infected') throw new Error(t('documents.refused'));
      if (isDraft) draft.addFile(claim);
      else await post('/archive/v1/documents', { claim_id: claim.claim_id, appeal_id: card.id, name: claim.name, ...(code && { doc_type: code }) }, { key: newKey() });
      setGoing(was => was.filter(one => one !== mark));
      if (card && card.state !== 'DRAFT') draft.load();
    } catch (fault) {
      setGoing(was => was.map(one => (one === mark ? { ...mark, fault: fault.status === 0 ? t('documents.line') : fault.message } : one)));
    }
  };
  const kept = (card?.attachments || []).filter(one => !draft.dropped.includes(one.file_key))
    .map(one => ({ name: one.name || one.file_key, doc_type: one.doc_type, size: one.size_bytes, ...(isDraft && { drop: () => draft.dropFile(one) }) }));
  const have = [...kept, ...files.map(one => ({ ...one, drop: () => draft.dropFile(one) })),
    ...going.map(one => ({ ...one, drop: () => { one.dropped = true; setGoing(was => was.filter(other => other !== one)); } }))];
  const kinds = wanted(type, form);
  const of = kind => have.filter(file => kind.any.includes(file.doc_type));
  const rest = have.filter(file => !kinds.some(kind => kind.any.includes(file.doc_type)));
  useEffect(() => {
    const paste = event => {
      const missing = kinds.find(kind => !of(kind).length);
      [...event.clipboardData.files].forEach(file => add(file, missing?.doc));
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  });
  return html`<fieldset class="field"><legend>${t('form.files')}</legend><span class="hint">${t('documents.hint')}</span>
    <ul class="documents">${kinds.map(kind => html`<${Kind} key=${kind.doc} code=${kind.doc} needed=${kind.needed} files=${of(kind)} add=${add} all=${all}
      error=${words[`/files/${kind.doc}`]} />`)}<${Kind} key="other" files=${rest} add=${add} all=${all} /></ul></fieldset>`;
}
