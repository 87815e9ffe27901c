import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { ZodIssue } from 'zod';
import { sha256 } from '../entry.ts';
import { jsonError, programmeErrors, programmeProblem, repeatedKey } from '../texts/programme.ts';
import { type Programme, programmeSchema } from './schema.ts';

/** What is wrong with a programme file, and where; the words are for whoever keeps the file. */
export interface ProgrammeError {
  /** `activities[3].measure.occurrences[0].due`; empty for the file as a whole. */
  readonly path: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type ProgrammeRead =
  | {
      readonly ok: true;
      readonly programme: Programme;
      /** SHA-256 of the file's text, as the ledger names this version of the programme. */
      readonly sha256: string;
    }
  | { readonly ok: false; readonly errors: readonly [ProgrammeError, ...ProgrammeError[]] };

/** The programme file that is used where nobody names another. */
export const shippedProgrammePath = new URL('./pat-2024.json', import.meta.url);

/** The programme in a file's text, or every error in it with its place. */
export function parseProgramme(jsonText: string): ProgrammeRead {
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

  const found = programmeSchema.safeParse(JSON.parse(text), { errorMap: programmeErrors });
  const errors = [
    ...doubled(tree).map(({ key, offset, path }) => at(offset, written(path), repeatedKey(key))),
    ...(found.error?.issues ?? []).flatMap((issue) =>
      pathsOf(issue).map((path) =>
        at(
          offsetOf(tree, path),
          written(path),
          issue.code === 'custom' ? programmeProblem(issue.message) : issue.message,
        ),
      ),
    ),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
  if (found.success && errors.length === 0)
    return { ok: true, programme: found.data, sha256: sha256(jsonText) };
  return { ok: false, errors: errors as [ProgrammeError, ...ProgrammeError[]] };
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
