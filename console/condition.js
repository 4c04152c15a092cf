/* condition.js: the catalogue's conditions (libs/common/expr.h), as far as a form needs them to show a field at once.
 * The server decides; what is not understood here counts as unknown, and the field is shown. */
const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|"((?:[^"\\]|\\.)*)"|([A-Za-z_][\w.]*)|(\|\||&&|==|!=|[!()[\],]))/y;

function tokensOf(text) {
  const tokens = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = TOKEN.exec(text);
    if (!found) throw new Error('not understood');
    const [, number, quoted, name, sign] = found;
    tokens.push(number !== undefined ? { value: Number(number) } : quoted !== undefined ? { value: quoted } : { name, sign });
  }
  return tokens;
}

class Reader {
  constructor(text, variables) {
    this.tokens = tokensOf(text);
    this.at = 0;
    this.variables = variables;
  }

  take(sign) {
    const token = this.tokens[this.at];
    if (!token || (token.sign !== sign && token.name !== sign)) return false;
    this.at++;
    return true;
  }

  need(sign) {
    if (!this.take(sign)) throw new Error(`${sign} expected`);
  }

  or() {
    let value = this.and();
    while (this.take('||')) value = this.and() || value;
    return value;
  }

  and() {
    let value = this.compare();
    while (this.take('&&')) value = this.compare() && value;
    return value;
  }

  /* With null a comparison is false, "!=" too. */
  compare() {
    const left = this.unary();
    for (const [sign, holds] of [['==', (a, b) => a === b], ['!=', (a, b) => a !== b]]) {
      if (!this.take(sign)) continue;
      const right = this.unary();
      return left !== null && right !== null && holds(left, right);
    }
    return this.take('in') ? left !== null && this.list().includes(left) : left;
  }

  list() {
    if (!this.take('[')) return this.unary() || [];
    const values = [];
    do values.push(this.unary()); while (this.take(','));
    this.need(']');
    return values;
  }

  unary() {
    return this.take('!') ? !this.unary() : this.primary();
  }

  primary() {
    const token = this.tokens[this.at++];
    if (!token) throw new Error('something expected');
    if ('value' in token) return token.value;
    if (token.sign === '(') {
      const value = this.or();
      this.need(')');
      return value;
    }
    if (!token.name) throw new Error('not understood');
    return this.named(token.name);
  }

  named(name) {
    if (name === 'true' || name === 'false') return name === 'true';
    if (name === 'present') {
      this.need('(');
      const value = this.unary();
      this.need(')');
      return value !== null && value !== '' && value.length !== 0;
    }
    return name.split('.').reduce((inner, part) => inner?.[part] ?? null, this.variables);
  }
}

/* Whether the condition holds; `unknown` where it cannot be told here. An absent one holds. */
export function holds(text, variables, unknown = true) {
  if (!text) return true;
  try {
    const reader = new Reader(text, variables);
    const value = reader.or();
    return reader.at === reader.tokens.length ? Boolean(value) : unknown;
  } catch {
    return unknown;
  }
}
