/* keys.js: shortcuts by the place of a key, so that they work in the Russian layout, too. A letter is no shortcut while
 * somebody types. */
import { useEffect, useRef } from './vendor/preact-htm.js';

const TYPED = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]';

function nameOf(event) {
  const ctrl = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  const shift = event.shiftKey ? 'Shift+' : '';
  return ctrl + shift + event.code.replace(/^Key|^Digit/, '');
}

/* keys: {"J": act, "Ctrl+Enter": act, "Slash": act}. The page drawn last wins. */
export function useKeys(keys) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const listener = event => {
      const name = nameOf(event);
      const act = latest.current[name];
      const typing = event.target.matches?.(TYPED) && !name.startsWith('Ctrl+') && name !== 'Escape';
      const dialog = document.querySelector('dialog[open]');
      if (!act || typing || event.altKey || event.defaultPrevented) return;
      if (dialog && !dialog.contains(event.target)) return;
      event.preventDefault();
      act(event);
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

/* Focus to the next or former of the elements, from the one that has it. */
export function moveFocus(selector, step, root = document) {
  const all = [...root.querySelectorAll(selector)];
  const at = all.indexOf(document.activeElement);
  const to = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  to?.focus();
  to?.scrollIntoView({ block: 'nearest' });
}
