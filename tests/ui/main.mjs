/* main.mjs [NAME]: runs the scenarios of every file here one after the other, and prints what they measured in one table. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './lib.mjs';
import { actionTable, writeResults } from './report.mjs';
import { registered, Stage } from './scenario.mjs';

const LIBRARIES = ['main.mjs', 'lib.mjs', 'report.mjs', 'scenario.mjs', 'steps.mjs'];
/* It needs what the demo left waiting. */
const FIRST = 'first_minutes.mjs';
/* Against a scenario that hangs; nothing is measured by it. */
const LIMIT_MS = 600000;

async function load() {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  for (const file of readdirSync(folder).sort((a, b) => (b === FIRST) - (a === FIRST) || (a < b ? -1 : 1))) {
    if (!file.endsWith('.mjs') || LIBRARIES.includes(file)) continue;
    const before = registered.length;
    await import(`./${file}`);
    registered.slice(before).forEach(one => { one.file = file.replace('.mjs', ''); });
  }
}

function limit(promise) {
  let timer;
  const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error(`not done in ${LIMIT_MS / 1000} s`)), LIMIT_MS); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function run(browser, one) {
  const stage = new Stage(browser);
  const since = Date.now();
  try {
    await limit(one.play(stage));
    await stage.leave();
  } catch (fault) {
    one.fault = fault;
    await stage.tell(`${one.file}-${one.title}`).catch(() => {});
    await stage.close();
  }
  one.seconds = (Date.now() - since) / 1000;
  one.actions = stage.actions;
  one.notes = stage.notes;
  console.log(`${one.fault ? 'FAILED' : 'ok'}  ${one.file}: ${one.title} (${one.seconds.toFixed(1)} s)`);
  stage.notes.forEach(note => console.log(`      ${note}`));
  if (one.fault) console.log(one.fault.stack.replace(/^/gm, '      '));
}

await load();
const name = process.argv[2] || '';
const chosen = registered.filter(one => `${one.file}: ${one.title}`.includes(name));
const browser = await openBrowser();
for (const one of chosen) await run(browser, one);
await browser.close();
console.log(actionTable(chosen));
writeResults(chosen);
const failed = chosen.filter(one => one.fault).length;
console.log(`${chosen.length - failed} scenarios passed, ${failed} failed`);
process.exit(failed || !chosen.length ? 1 : 0);
