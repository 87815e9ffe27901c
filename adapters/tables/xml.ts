import { Parser } from 'saxen';

export interface Steps {
  /** `name` is the local one: some writers prefix all elements. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Walks through an XML part; entities of its own (the bomb of XML) are never expanded. Throws when it is broken. */
export function walk(part: Uint8Array, { open, close, text }: Steps): void {
  const parser = new Parser();
  parser.on('openTag', (name, attributes, decode) => open?.(local(name), decoded(attributes(), decode)));
  parser.on('closeTag', (name) => close?.(local(name)));
  if (text) parser.on('text', (said, decode) => text(decode(said))).on('cdata', text);
  parser.on('error', (error) => {
    throw error;
  });
  parser.parse(new TextDecoder().decode(part));
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function decoded(attributes: Readonly<Record<string, string>>, decode: (text: string) => string) {
  const plain: Record<string, string> = {};
  for (const name in attributes) plain[local(name)] = decode(attributes[name]!);
  return plain;
}
