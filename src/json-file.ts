import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { ZodIssue, ZodTypeAny, z } from 'zod';
import { jsonError, programmeErrors, repeatedKey } from './texts/programme.ts';

/** What is wrong with a file of JSON, and where; the words are for whoever keeps the file. */
export interface JsonFileError {
  /** `activities[3].measure.occurrences[0].due`; empty for the file as a whole. */
  readonly path: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type JsonRead<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly [JsonFileError, ...JsonFileError[]] };

/**
 * What a text of JSON holds by its schema, or every error in it with its place; `problem` puts what the schema's own
 * rules find in words.
 */
export function readJson<S extends ZodTypeAny>(
  jsonText: string,
  schema: S,
  problem: (found: string) => string,
): JsonRead<z.output<S>> {
  // A byte order mark, as Windows editors write it, becomes a space: the places stay right.
  const text = jsonText.replace(/^\uFEFF/u, ' ');
  const syntax: ParseError[] = [];
  const tree = parseTree(text, syntax, { disallowComments: true, allowTrailingComma: false });
  const at = (offset: number, path: string, message: string) => ({ path, ...place(text, offset), message });
  const [first] = syntax;
  // What follows the first mistake in JSON is mostly its echo.
  if (first || !tree)
    return {
      ok: false,
      errors: [at(first?.offset ?? 0, '', jsonError(first ? printParseErrorCode(first.error) : ''))],
    };

  const found = schema.safeParse(JSON.parse(text), { errorMap: programmeErrors });
  const errors = [
    ...doubled(tree).map(({ key, offset, path }) => at(offset, written(path), repeatedKey(key))),
    ...(found.error?.issues ?? []).flatMap((issue) =>
      pathsOf(issue).map((path) =>
        at(
          offsetOf(tree, path),
          written(path),
          issue.code === 'custom' ? problem(issue.message) : issue.message,
        ),
      ),
    ),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
  if (found.success && errors.length === 0) return { ok: true, value: found.data };
  return { ok: false, errors: errors as [JsonFileError, ...JsonFileError[]] };
}

type Path = readonly (string | number)[];

/** An unknown key is an error of its own, at its own place. */
function pathsOf(issue: ZodIssue): Path[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

function written(path: Path): string {
  return path.map((p, i) => (typeof p === 'number' ? `[${p}]` : i > 0 ? `.${p}` : p)).join('');
}

function place(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

/** Where a value stands, or what should hold it where it is missing. */
function offsetOf(tree: Node, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return node.offset;
  }
  return tree.offset;
}

/** Keys that an object has twice: JSON takes the last one without a word. */
function doubled(node: Node, path: Path = []): { key: string; offset: number; path: Path }[] {
  const children = node.children ?? [];
  if (node.type === 'array') return children.flatMap((child, i) => doubled(child, [...path, i]));
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return children.flatMap(({ children: pair }) => {
    const [name, value] = pair as [Node, Node];
    const key = String(name.value);
    const here = [...path, key];
    const again = seen.has(key) ? [{ key, offset: name.offset, path: here }] : [];
    seen.add(key);
    return [...again, ...doubled(value, here)];
  });
}
