/* session.js: who is signed in and what he may do. */
import { get, post } from './api.js';

let person = null;
const listeners = new Set();

export const me = () => person;
export const may = right => Boolean(person?.rights.includes(right));

export function onPerson(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setPerson(next) {
  person = next;
  listeners.forEach(listener => listener(person));
}

/* The person of the cookies, or null. */
export async function recall() {
  if (!document.cookie.includes('otk_csrf=')) return null;
  try {
    setPerson((await get('/staff/v1/me')).data);
  } catch (problem) {
    if (problem.status !== 401) throw problem;
  }
  return person;
}

export async function signIn(login, password) {
  const { data } = await post('/staff/v1/sign-in', { login, password }, { open: true });
  setPerson(data.person);
}

export async function signOut() {
  await post('/staff/v1/sign-out', {}, { open: true });
  setPerson(null);
}
