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
let [seq, head, withheld] = [0, '0'.repeat(64), 0];
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
  head = hash;
  // The next one's own hash vouches for it.
  if (entry.withheld === true && Object.keys(entry).length === 4) {
    withheld += 1;
    continue;
  }
  if (createHash('sha256').update(canonical(rest)).digest('hex') !== hash)
    fail(seq, 'cambió después de escribirse');
  if (keys.has(entry.key)) fail(seq, 'repite una clave');
  keys.add(entry.key);
}
if (seq !== manifest.entries || head !== manifest.head.hash) fail(seq, 'no termina donde dice el manifiesto');
const only =
  withheld === 0 ? '' : ` De ${withheld} va solo la huella: dicen cifras de denuncias menores de 5.`;
process.stdout.write(`${seq} asientos, la cadena está completa.${only}\nHuella final (SHA-256): ${head}\n`);
