// Prints every error and warning of the document; fails on errors.
import { readFileSync } from 'node:fs';
import * as asyncapi from '@asyncapi/parser';

const [path] = process.argv.slice(2);
const parser = new asyncapi.Parser();
const { document, diagnostics } = await parser.parse(readFileSync(path, 'utf8'), { source: path });
for (const found of diagnostics.filter((one) => one.severity <= 1))
  console.log(`${found.range.start.line + 1}: ${found.code}: ${found.message} (${found.path.join('/')})`);
if (!document || diagnostics.some((one) => one.severity === 0)) process.exit(1);
console.log(`${document.channels().length} channels, ${document.operations().length} operations, ${document.messages().length} messages`);
