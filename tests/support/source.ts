import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A node of a parsed source file; what else it holds depends on its type (ESTree and TypeScript's own). */
export type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<
  Record<string, unknown>
>;

export interface Source {
  /** Path from the repository's root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly nodes: readonly Node[];
  /** What it imports: paths from the root, or packages by name; `?` where the name is not written out. */
  readonly imports: readonly string[];
}

/** The TypeScript files of the software itself, parsed. */
export function sources(): Source[] {
  return ['src', 'adapters', 'storage', 'manifests'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .map((file) => `${top}/${file.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
      .sort()
      .map((path) => {
        const text = readFileSync(join(root, path), 'utf8');
        const nodes = nodesOf(parsed(path, text));
        const lines = text.split('\n').length - 1;
        return { path, text, lines, nodes, imports: nodes.flatMap((n) => importOf(path, n)) };
      }),
  );
}

/** A TypeScript file's syntax tree. Throws where it is none. */
export const parsed = (path: string, text: string): Node =>
  parseAst(text, { lang: 'ts', sourceType: 'module' }, path) as unknown as Node;

/** All nodes of a tree, parents before children. */
export function nodesOf(tree: Node): Node[] {
  const found: Node[] = [];
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    if (!Array.isArray(value) && typeof (value as Node).type === 'string') found.push(value as Node);
    for (const child of Object.values(value)) visit(child);
  };
  visit(tree);
  return found;
}

/** What a node of a file imports: statically, dynamically, as types, by exporting it on, or by `require`. */
export function importOf(path: string, node: Node): string[] {
  const isImport = /^(Import(Declaration|Expression)|Export(Named|All)Declaration|TSImportType)$/.test(
    node.type,
  );
  const required = node.type === 'CallExpression' && (node.callee as Node).name === 'require';
  if (!isImport && !required) return [];
  const source = (isImport ? (node.source ?? node.argument) : (node.arguments as Node[])[0]) as Node | null;
  if (!source) return [];
  const literal = (source.type === 'TSLiteralType' ? source.literal : source) as Node;
  if (typeof literal.value !== 'string') return ['?'];
  return [
    literal.value.startsWith('.')
      ? posix.normalize(`${posix.dirname(path)}/${literal.value}`)
      : literal.value,
  ];
}
