/* scenario.mjs: what persons do together, told in one function. A failed one shows what each of them saw. */
import { mkdirSync } from 'node:fs';
import { Person } from './lib.mjs';

export const registered = [];

/* title: a sentence that says what holds. play(stage): persons arrive there and act. */
export function scenario(title, play) {
  registered.push({ title, play });
}

export class Stage {
  constructor(browser) {
    Object.assign(this, { browser, persons: [], actions: [], notes: [] });
  }

  /* A person signs in in a window of his own; options as Playwright's newContext. */
  async arrive(login, options) {
    return this.join(await Person.arrive(this.browser, login, options));
  }

  /* Somebody before a page that is not signed in yet. */
  watch(page, login) {
    return this.join(new Person(page, login));
  }

  join(person) {
    person.actions = this.actions;
    this.persons.push(person);
    return person;
  }

  /* A line under the scenario's in the log. */
  note(text) {
    this.notes.push(text);
  }

  /* Everybody goes; a browser that complained fails the scenario. */
  async leave() {
    for (const person of this.persons) await person.leave();
  }

  async close() {
    for (const person of this.persons) await person.context.close().catch(() => {});
  }

  /* After a failure: address, complaints and words of every open page, and its picture. */
  async tell(name) {
    const folder = process.env.OTKLIK_UI_FAILED;
    for (const [i, person] of this.persons.entries()) {
      this.note(`${person.login} at ${person.page.url()} ${person.faults.join('; ')}`);
      this.note((await person.page.locator('body').innerText({ timeout: 1000 })).replace(/\s+/g, ' ').slice(0, 1500));
      if (!folder) continue;
      mkdirSync(folder, { recursive: true });
      const path = `${folder}/${name.replace(/[^\w]+/g, '-')}-${i + 1}-${person.login}.png`;
      await person.page.screenshot({ path, timeout: 3000 });
      this.note(`picture: ${path}`);
    }
  }
}
