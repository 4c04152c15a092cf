/* lib.mjs: a person before a real Chromium: signs in, presses keys (they are counted), waits for what he waits for. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const state = process.env.OTKLIK_STATE || '/var/lib/otklik';
const settings = Object.fromEntries(readFileSync(`${state}/settings`, 'utf8').split('\n').filter(Boolean).map(line => line.split('=')));
const passwords = Object.fromEntries([...readFileSync(`${state}/credentials.txt`, 'utf8').matchAll(/^(\w+) {2}(\S+)$/gm)].map(found => found.slice(1)));
export const passwordOf = login => passwords[login];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const url = `https://localhost:${settings.OTKLIK_PORT}`;
const shots = process.env.OTKLIK_UI_SHOTS || '';
const pictures = process.env.OTKLIK_UI_PICTURES || '';
const PICTURE_BYTES = 60000;

/* Names of the pictures that the guides show: they are made anew when OTKLIK_UI_PICTURES names their folder. */
const guides = new URL('../../docs/user/', import.meta.url);
const wanted = new Set(!pictures ? [] : readdirSync(guides).filter(name => name.endsWith('.md'))
  .flatMap(name => [...readFileSync(new URL(name, guides), 'utf8').matchAll(/pictures\/([\w-]+)\.webp/g)].map(found => found[1])));

/* How long a state may take to come before its test fails; nothing is measured by it. */
export const WAIT_MS = 60000;

export function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--lang=ru', '--force-color-profile=srgb'], env: { ...process.env, LANGUAGE: 'ru' } });
}

/* Repeats until it holds, and returns what it then was. */
export async function until(what, holds) {
  for (const end = Date.now() + WAIT_MS; ; await new Promise(done => setTimeout(done, 100))) {
    const value = await holds();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
  }
}

/* Text as it is onto a topic of submissions. */
export function publish(text, topic = 'in.appeals.v1') {
  execFileSync('kcat', ['-q', '-b', `127.0.0.1:${settings.OTKLIK_KAFKA_PORT}`, '-P', '-t', topic, '-X', 'partitioner=murmur2_random'], { input: `${text}\n`, env: { ...process.env, KCAT_CONFIG: `${state}/config/kcat.conf` } });
}

/* A message of the site for the bus. Returns its external id. */
export function submit(data) {
  const external = `UI-${randomUUID().slice(0, 8)}`;
  const message = { type: 'appeal.submitted', source: 'site', data: { external_id: external, submitted_at: new Date().toISOString(),
    channel: 'SITE', client_kind: 'FL', response_channels: ['email'], files: [], ...data } };
  publish(JSON.stringify(message), 'in.appeals.site.v1');
  return external;
}

/* Runs in every page: an element that has the keyboard and is moved within the page by a redraw loses it, and with it what is typed
 * next. That is told as a fault of the page. */
function watchFocus() {
  const insert = Node.prototype.insertBefore;
  Node.prototype.insertBefore = function insertBefore(node, before) {
    const active = document.activeElement;
    if (node.isConnected && active !== document.body && node.contains(active)) console.error(`a redraw takes the keyboard from ${active.outerHTML.slice(0, 200)}`);
    return insert.call(this, node, before);
  };
}

export class Person {
  constructor(page, login) {
    Object.assign(this, { page, login, context: page.context(), keys: 0, letters: 0, actions: [], faults: [] });
    /* What is refused or cut on purpose, and a service that is not there where the page names it. */
    const meant = message => /status of (4\d\d|502)|ERR_INTERNET_DISCONNECTED/.test(message.text()) || message.location().url.includes('/dead-letters');
    page.setDefaultTimeout(WAIT_MS);
    page.on('console', message => message.type() === 'error' && !meant(message) && this.faults.push(message.text()));
    page.on('pageerror', fault => this.faults.push(fault.stack));
  }

  /* A window of his own; options as Playwright's newContext. */
  static async arrive(browser, login, options = {}) {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 720 }, locale: 'ru-RU',
      timezoneId: 'Asia/Yekaterinburg', ...options });
    await context.addInitScript(watchFocus);
    const person = new Person(await context.newPage(), login);
    await person.page.goto(`${url}/`);
    await person.page.locator('input[name=login]:focus').waitFor();
    await person.type(login);
    await person.press('Tab');
    await person.type(passwords[login]);
    await person.press('Enter');
    await person.page.locator('nav.menu').waitFor();
    return person;
  }

  /* A page hears keys one frame after it was drawn; nobody is faster than that. */
  async press(...keys) {
    for (const key of keys) {
      await this.page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))));
      await this.page.keyboard.press(key);
      this.keys++;
    }
  }

  async type(text) {
    await this.page.keyboard.type(text);
    this.letters += text.length;
  }

  /* Tab until the element has the focus. */
  async tabTo(selector, limit = 80) {
    for (let i = 0; i < limit; i++) {
      if (await this.page.evaluate(wanted => document.activeElement?.matches(wanted), selector)) return;
      await this.press('Tab');
    }
    throw new Error(`${limit} tabs and no ${selector}`);
  }

  /* Tab until the button or link of these words has the focus, then Enter. */
  async choose(words, limit = 120) {
    await this.page.getByRole('button', { name: words }).or(this.page.getByRole('link', { name: words })).first().waitFor();
    for (let i = 0; i < limit; i++) {
      if (await this.page.evaluate(wanted => document.activeElement?.matches('button, a') && document.activeElement.textContent.includes(wanted), words)) return this.press('Enter');
      await this.press('Tab');
    }
    throw new Error(`${limit} tabs and no «${words}»`);
  }

  sees(text, options) {
    return this.page.getByText(text, options).first().waitFor();
  }

  /* The field has exactly this. */
  async holds(selector, text) {
    const field = this.page.locator(selector);
    await field.waitFor();
    await until(`${selector} has «${text}», not «${await field.inputValue()}»`, async () => (await field.inputValue()) === text);
  }

  async goes(path) {
    await this.page.goto(`${url}${path}`);
    await this.page.locator('main h1').first().waitFor();
  }

  /* The services' API with this person's cookies: for what a test needs to be there. Returns the JSON of the answer. */
  calls(method, path, body, version) {
    return this.page.evaluate(async asked => {
      const csrf = document.cookie.match(/otk_csrf=([^;]+)/)[1];
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf, 'Idempotency-Key': crypto.randomUUID() };
      if (asked.version !== undefined) headers['If-Match'] = `"${asked.version}"`;
      const answer = await fetch(`/api${asked.path}`, { method: asked.method, headers, body: asked.body === undefined ? undefined : JSON.stringify(asked.body) });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${asked.method} ${asked.path}: ${answer.status} ${text}`);
      return text ? JSON.parse(text) : null;
    }, { method, path, body, version });
  }

  /* One action, for the table: its seconds, the keys pressed and the letters typed. */
  async action(name, act) {
    const { keys, letters } = this;
    const since = Date.now();
    const result = await act();
    this.actions.push({ name, login: this.login, seconds: (Date.now() - since) / 1000, keys: this.keys - keys, letters: this.letters - letters });
    return result;
  }

  /* Axe's violations as lines; none is right. rules: only these, else all that WCAG 2.2 AA and good practice ask. */
  async accessible(rules) {
    if (!(await this.page.evaluate(() => Boolean(window.axe)))) await this.page.evaluate(axe);
    const runOnly = rules ? { type: 'rule', values: rules } : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const violations = await this.page.evaluate(async only => (await window.axe.run(document, { runOnly: only, resultTypes: ['violations'] })).violations, runOnly);
    return violations.map(one => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map(node => node.target.join(' ')).join(', ')}`);
  }

  async isAccessible(where) {
    const faults = await this.accessible();
    if (faults.length) throw new Error(`${where}: ${faults.join('\n')}`);
  }

  /* A picture of what the person sees: for who looks at every page (OTKLIK_UI_SHOTS), and for the guides that show it. */
  async shot(name) {
    if (shots) {
      mkdirSync(shots, { recursive: true });
      await this.page.screenshot({ path: `${shots}/${name}.png` });
    }
    if (wanted.has(name)) await this.picture(`${pictures}/${name}.webp`);
  }

  /* As small as a guide in the repository needs it; the browser itself writes WebP. */
  async picture(path) {
    const session = await this.context.newCDPSession(this.page);
    for (const quality of [80, 65, 50, 35, 20]) {
      const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality });
      writeFileSync(path, Buffer.from(data, 'base64'));
      if (data.length * 3 / 4 <= PICTURE_BYTES) break;
    }
    await session.detach();
  }

  async leave() {
    await this.context.close();
    if (this.faults.length) throw new Error(`${this.login}'s browser complained: ${this.faults.join('; ')}`);
  }
}
