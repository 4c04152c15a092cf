/* sign_in.js: the way in; also over a page whose session ended, so that what was typed stays. */
import { html, useEffect, useRef, useState } from '../vendor/preact-htm.js';
import { t } from '../i18n.js';
import { signIn } from '../session.js';
import { Modal } from '../parts/dialog.js';

function Form({ login, done, inDialog }) {
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const first = useRef();
  useEffect(() => first.current.focus(), []);
  const submit = async event => {
    event.preventDefault();
    const data = new FormData(event.target);
    setBusy(true);
    setFault('');
    try {
      await signIn(data.get('login').trim(), data.get('password'));
      done?.();
    } catch (problem) {
      setFault(problem.status === 0 ? t('state.line_lost') : problem.message);
      setBusy(false);
      event.target.elements.password.select();
    }
  };
  const described = fault ? 'sign-in-fault' : null;
  return html`<form class="sign-in" onSubmit=${submit} aria-labelledby="sign-in-title">
    <h1 id="sign-in-title">${inDialog ? t('sign_in.again') : t('app.name')}</h1>
    <p class="muted">${inDialog ? t('sign_in.kept') : t('app.about')}</p>
    <div role="alert">${fault && html`<p class="fault" id="sign-in-fault">${fault}</p>`}</div>
    <label class="field"><span>${t('sign_in.login')}</span>
      <input name="login" ref=${login ? null : first} autocomplete="username" required defaultValue=${login || ''} readonly=${inDialog}
        aria-describedby=${described} /></label>
    <label class="field"><span>${t('sign_in.password')}</span>
      <input name="password" ref=${login ? first : null} type="password" autocomplete="current-password" required autofocus=${inDialog}
        aria-describedby=${described} /></label>
    <button class="primary" disabled=${busy}>${t('sign_in.enter')}</button>
  </form>`;
}

export function SignIn() {
  useEffect(() => {
    document.title = `${t('sign_in.enter')} · ${t('app.name')}`;
  }, []);
  return html`<main class="alone"><${Form} /></main>`;
}

export function SignInDialog({ login, done }) {
  return html`<${Modal} aria-labelledby="sign-in-title" onCancel=${event => event.preventDefault()}>
    <${Form} login=${login} done=${done} inDialog /><//>`;
}
