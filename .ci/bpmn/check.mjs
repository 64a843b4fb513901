// SPDX-License-Identifier: GPL-3.0-or-later
// Reads pairs of BPMN files, a sample and its export from Tributary, with bpmn-moddle: the export may give no warning that
// the sample does not give, and holds as many elements of each kind.
// Usage: node check.mjs SAMPLES EXPORTS   (two folders with the same files)
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import BpmnModdle from 'bpmn-moddle';

/** Counts the elements of a parsed text by their types, each once. */
function countsOf(root) {
  const counts = {};
  const seen = new Set();
  const open = [root];
  while (open.length > 0) {
    const element = open.pop();
    if (!element || typeof element !== 'object' || seen.has(element)) continue;
    seen.add(element);
    if (Array.isArray(element)) {
      open.push(...element);
      continue;
    }
    const type = element.$type;
    if (!type) continue;
    if (/^(bpmn|bpmndi|dc|di):/.test(type)) counts[type] = (counts[type] || 0) + 1;
    for (const property of Object.keys(element)) if (!property.startsWith('$')) open.push(element[property]);
  }
  return counts;
}

async function read(path) {
  const bytes = readFileSync(path);
  const isLatin = /encoding="ISO-8859-1"/.test(bytes.subarray(0, 100).toString('latin1'));
  const { rootElement, warnings } = await new BpmnModdle().fromXML(bytes.toString(isLatin ? 'latin1' : 'utf8'));
  return { counts: countsOf(rootElement), warnings: warnings.length };
}

const [samples, exports] = process.argv.slice(2);
let files = 0;
let wrong = 0;
for (const name of readdirSync(samples, { recursive: true }).filter((each) => each.endsWith('.bpmn')).sort()) {
  const before = await read(join(samples, name));
  const after = await read(join(exports, name));
  const kinds = new Set([...Object.keys(before.counts), ...Object.keys(after.counts)]);
  const different = [...kinds].filter((kind) => before.counts[kind] !== after.counts[kind]);
  for (const kind of different) console.log(`${name}: ${kind}: ${before.counts[kind] ?? 0} became ${after.counts[kind] ?? 0}`);
  if (after.warnings > before.warnings) console.log(`${name}: ${before.warnings} warnings became ${after.warnings}`);
  if (different.length > 0 || after.warnings > before.warnings) wrong += 1;
  files += 1;
}
console.log(`${files} files read by bpmn-moddle, ${wrong} wrong`);
process.exit(files > 0 && wrong === 0 ? 0 : 1);
