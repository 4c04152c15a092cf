/* keys.js: shortcuts by the place of a key, so that they work in the Russian layout, too. A letter is no shortcut while
 * somebody types. */
import { useEffect, useRef } from './vendor/preact-htm.js';

const TYPED = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]';

function nameOf(event) {
  const ctrl = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  const shift = event.shiftKey ? 'Shift+' : '';
  return ctrl + shift + event.code.replace(/^Key|^Digit/, '');
}

/* What the parts on the screen listen to, the one drawn last at the end: it is asked first. */
const stack = [];

function meant(event) {
  const name = nameOf(event);
  const typing = event.target.matches?.(TYPED) && !name.startsWith('Ctrl+') && name !== 'Escape';
  const chooses = name.startsWith('Arrow') && event.target.matches?.('input, [role=option]');
  const asked = document.querySelector('dialog[open]');
  if (typing || chooses || asked || event.altKey || event.defaultPrevented) return null;
  return stack.map(keys => keys.current[name]).filter(Boolean).pop();
}

document.addEventListener('keydown', event => {
  const act = meant(event);
  if (!act) return;
  event.preventDefault();
  act(event);
});

/* keys: {"J": act, "Ctrl+Enter": act, "Slash": act}; one that is null is nobody's here. */
export function useKeys(keys) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    stack.push(latest);
    return () => stack.splice(stack.indexOf(latest), 1);
  }, []);
}

/* From a field whose words were sent to what they found: the page's own keys work again. */
export const leaveField = () => document.getElementById('main')?.focus();

/* Focus to the next or former of the elements, from the one that has it. */
export function moveFocus(selector, step, root = document) {
  const all = [...root.querySelectorAll(selector)];
  const at = all.indexOf(document.activeElement);
  const to = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  to?.focus();
  to?.scrollIntoView({ block: 'nearest' });
}
