const header = /^([\x21-\x39\x3b-\x7e]+):/;
const mostHeaderBytes = 256 * 1024;

/** Whether bytes are a mail as mail programs save it: RFC 5322 header fields, «Date» and «From» among them. */
export function isMail(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, mostHeaderBytes);
  const text = new TextDecoder('latin1').decode(start).replace(/^\u00ef\u00bb\u00bf/, '');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? (bytes.length <= mostHeaderBytes ? text.length : -1);
  if (end < 0) return false;
  const head = text.slice(0, end);
  if (head.includes('\0')) return false;
  const fields = new Set<string>();
  for (const line of head.split(/\r?\n/)) {
    if (/^[ \t]/.test(line) && fields.size > 0) continue;
    const name = header.exec(line)?.[1];
    if (name === undefined) return false;
    fields.add(name.toLowerCase());
  }
  const usual = ['to', 'subject', 'message-id', 'received', 'mime-version'];
  return fields.has('date') && fields.has('from') && usual.some((name) => fields.has(name));
}
