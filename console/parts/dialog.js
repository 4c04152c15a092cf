/* dialog.js: a step that needs a word: why something is cancelled, whom a stage is for. */
import { html, render, useLayoutEffect, useRef, useState } from '../vendor/preact-htm.js';
import { t } from '../i18n.js';
import { Summary } from './problem.js';

function Shown({ children, ...rest }) {
  const dialog = useRef();
  useLayoutEffect(() => dialog.current.showModal(), []);
  return html`<dialog ref=${dialog} ...${rest}>${children}</dialog>`;
}

/* A <dialog>, open from the first, with the attributes given. It stands under the body, beside the page: within the page a
 * redraw of what is next to it (a list that has come) may move it, and what is moved loses the keyboard. */
export function Modal({ children, ...rest }) {
  const host = useRef();
  useLayoutEffect(() => {
    host.current = document.body.appendChild(document.createElement('div'));
    return () => {
      render(null, host.current);
      host.current.remove();
    };
  }, []);
  useLayoutEffect(() => render(html`<${Shown} ...${rest}>${children}<//>`, host.current));
  return null;
}

/* act(form data) is awaited; what it throws is shown and the typed text stays. */
export function Dialog({ title, button, act, close, children, danger }) {
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const submit = async event => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await act(new FormData(event.target));
      close();
    } catch (fault) {
      setProblem(fault);
      setBusy(false);
    }
  };
  const keys = event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
  };
  return html`<${Modal} aria-labelledby="dialog-title" onClose=${close}>
    <form onSubmit=${submit} onKeyDown=${keys}>
      <h2 id="dialog-title">${title}</h2>
      <${Summary} problem=${problem} />
      ${children}
      <p class="buttons"><button class=${danger ? 'danger' : 'primary'} disabled=${busy}>${button}</button>
        <button type="button" onClick=${close}>${t('action.leave')}</button></p>
    </form><//>`;
}

export function ReasonDialog({ title, button, hint, act, close, danger }) {
  return html`<${Dialog} title=${title} button=${button} close=${close} danger=${danger} act=${data => act(data.get('reason'))}>
    <label class="field"><span>${t('dialog.reason')}</span>${hint && html`<span class="hint">${hint}</span>`}
      <textarea id="f-reason" name="reason" rows="3" required maxlength="2000"></textarea></label><//>`;
}
