// Recorre ledger.jsonl asiento por asiento: número, huella del anterior y huella propia. Uso: node verificar.mjs
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const at = (name) => new URL(name, import.meta.url);

/** RFC 8785 for what entries hold: texts, integers, lists and objects with sorted keys. */
const canonical = (value) =>
  Array.isArray(value)
    ? `[${value.map(canonical).join(',')}]`
    : value !== null && typeof value === 'object'
      ? `{${Object.keys(value)
          .sort()
          .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
          .join(',')}}`
      : JSON.stringify(value);

function fail(line, why) {
  process.stdout.write(`Asiento ${line}: ${why}\n`);
  process.exit(1);
}

const manifest = JSON.parse(readFileSync(at('manifest.json'), 'utf8'));
let [seq, head] = [0, '0'.repeat(64)];
const keys = new Set();
for await (const text of createInterface({ input: createReadStream(at('ledger.jsonl')) })) {
  seq += 1;
  let entry;
  try {
    entry = JSON.parse(text);
  } catch {
    fail(seq, 'no se puede leer');
  }
  const { hash, ...rest } = entry;
  if (canonical(entry) !== text) fail(seq, 'no está en su forma canónica');
  if (entry.seq !== seq) fail(seq, `lleva el número ${entry.seq}`);
  if (entry.prev !== head) fail(seq, 'no sigue al anterior');
  if (createHash('sha256').update(canonical(rest)).digest('hex') !== hash)
    fail(seq, 'cambió después de escribirse');
  if (keys.has(entry.key)) fail(seq, 'repite una clave');
  keys.add(entry.key);
  head = hash;
}
if (seq !== manifest.entries || head !== manifest.head.hash) fail(seq, 'no termina donde dice el manifiesto');
process.stdout.write(`${seq} asientos, la cadena está completa.\nHuella final (SHA-256): ${head}\n`);
