/* report.mjs: the table of actions beside what an operator's day asks of them, and the scenarios as JUnit's XML. */
import { writeFileSync } from 'node:fs';

/* An action's name begins with its number. Seconds are of the whole action where no other word stands there. */
const ASKED = {
  A1: 'client search: 5 s', A2: 'client card: 1 s', A3: 'register: 2-4 min, 25 keys beyond the text', A4: 'check a ready card: 60 s',
  A5: 'letter as appeal: 90 s', A6: 'work list 0.7 s, take 0.2 s', A7: 'open a stage 1 s, done 0.5 s', A8: 'board: 1.5 s',
  A9: 'open the letter: 1.5 s', A10: 'status: 0.5 s after the number', A11: 'board 2 s, report in the background', A12: 'dry run: 30 s',
};

const numberOf = name => name.match(/^A\d+/)?.[0];

function row(cells) {
  const [name, who, seconds, keys, letters, asked] = cells;
  return `${name.padEnd(52)} ${who.padEnd(11)} ${seconds.padStart(7)} ${keys.padStart(5)} ${letters.padStart(8)}  ${asked}`.trimEnd();
}

/* keys: pressed one by one (shortcuts, Tab, Enter); letters: of typed words and numbers. */
export function actionTable(scenarios) {
  const lines = [row(['action', 'person', 'seconds', 'keys', 'letters', 'asked'])];
  for (const one of scenarios) {
    if (one.actions.length) lines.push(`- ${one.title}`);
    one.actions.forEach(action => lines.push(row([`  ${action.name}`, action.login, action.seconds.toFixed(1), String(action.keys), String(action.letters),
      ASKED[numberOf(action.name)] || ''])));
  }
  return `\n${lines.join('\n')}\n`;
}

const escaped = text => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

export function writeResults(scenarios) {
  if (!process.env.OTKLIK_UI_RESULTS) return;
  const cases = scenarios.map(one => `<testcase classname="${one.file}" name="${escaped(one.title)}" time="${one.seconds.toFixed(3)}">${
    one.fault ? `<failure message="${escaped(one.fault.message)}"/>` : ''}</testcase>`);
  writeFileSync(`${process.env.OTKLIK_UI_RESULTS}/ui.xml`, `<testsuite name="ui">\n${cases.join('\n')}\n</testsuite>\n`);
}
