/* lib.mjs: a person before a real Chromium: signs in, presses keys (they are counted), waits for what he waits for. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const state = process.env.OTKLIK_STATE || '/var/lib/otklik';
const settings = Object.fromEntries(readFileSync(`${state}/settings`, 'utf8').split('\n').filter(Boolean).map(line => line.split('=')));
const passwords = Object.fromEntries([...readFileSync(`${state}/credentials.txt`, 'utf8').matchAll(/^(\w+) {2}(\S+)$/gm)].map(found => found.slice(1)));
export const passwordOf = login => passwords[login];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const url = `https://localhost:${settings.OTKLIK_PORT}`;
export const shots = process.env.OTKLIK_UI_SHOTS || '';
export const WAIT_MS = 20000;

export function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
}

/* A message of the site for the bus. Returns its external id. */
export function submit(data) {
  const external = `UI-${randomUUID().slice(0, 8)}`;
  const message = { type: 'appeal.submitted', source: 'site', data: { external_id: external, submitted_at: new Date().toISOString(),
    channel: 'SITE', client_kind: 'FL', response_channels: ['email'], files: [], ...data } };
  execFileSync('kcat', ['-q', '-b', `localhost:${settings.OTKLIK_KAFKA_PORT}`, '-P', '-t', 'in.appeals.v1', '-X', 'partitioner=murmur2_random'],
    { input: `${JSON.stringify(message)}\n` });
  return external;
}

export class Person {
  constructor(page, login) {
    Object.assign(this, { page, login, context: page.context(), keys: 0, faults: [] });
    /* What is refused or cut on purpose, and a service that is not there where the page names it. */
    const meant = message => /status of 4\d\d|ERR_INTERNET_DISCONNECTED/.test(message.text()) || message.location().url.includes('/dead-letters');
    page.on('console', message => message.type() === 'error' && !meant(message) && this.faults.push(message.text()));
    page.on('pageerror', fault => this.faults.push(fault.stack));
  }

  /* A window of his own; options as Playwright's newContext. */
  static async arrive(browser, login, options = {}) {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 720 }, locale: 'ru-RU',
      timezoneId: 'Asia/Yekaterinburg', ...options });
    const person = new Person(await context.newPage(), login);
    person.page.setDefaultTimeout(WAIT_MS);
    await person.page.goto(`${url}/`);
    await person.page.locator('input[name=login]:focus').waitFor();
    await person.type(login);
    await person.press('Tab');
    await person.type(passwords[login]);
    await person.press('Enter');
    await person.page.locator('nav.menu').waitFor();
    return person;
  }

  async press(...keys) {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      this.keys++;
    }
  }

  async type(text) {
    await this.page.keyboard.type(text);
    this.keys += text.length;
  }

  /* Tab until the element has the focus. */
  async tabTo(selector, limit = 80) {
    for (let i = 0; i < limit; i++) {
      if (await this.page.evaluate(wanted => document.activeElement?.matches(wanted), selector)) return;
      await this.press('Tab');
    }
    throw new Error(`${limit} tabs and no ${selector}`);
  }

  sees(text, options) {
    return this.page.getByText(text, options).first().waitFor();
  }

  async goes(path) {
    await this.page.goto(`${url}${path}`);
    await this.page.locator('main h1').first().waitFor();
  }

  /* One action: prints its seconds and keystrokes. */
  async action(name, act) {
    const keys = this.keys;
    const since = Date.now();
    await act();
    console.log(`  ${this.login.padEnd(11)} ${name.padEnd(46)} ${((Date.now() - since) / 1000).toFixed(1).padStart(5)} s ${String(this.keys - keys).padStart(4)} keys`);
  }

  /* Axe's violations as lines; none is right. */
  async accessible() {
    await this.page.evaluate(axe);
    const { violations } = await this.page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    return violations.map(one => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map(node => node.target.join(' ')).join(', ')}`);
  }

  async shot(name) {
    if (!shots) return;
    mkdirSync(shots, { recursive: true });
    await this.page.screenshot({ path: `${shots}/${name}.png` });
  }

  async leave() {
    await this.context.close();
    if (this.faults.length) throw new Error(`${this.login}'s browser complained: ${this.faults.join('; ')}`);
  }
}
