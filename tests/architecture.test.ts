import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../src/activities/index.ts';
import { suggestedCommands } from '../src/cli/manifests.ts';
import { fold } from '../src/input/words.ts';
import { helpLines } from '../src/texts/help.ts';
import { slackTexts } from '../src/texts/slack.ts';
import { importOf, type Node, nodesOf, parsed, root, sources } from './support/source.ts';

const files = sources();

/** `@slack/bolt/dist/x` -> `@slack/bolt`. */
const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
const isOwn = (name: string): boolean => /^(src|adapters|storage|manifests)\//.test(name);

/** Where everything is put together: these may know adapters and storage. Each says why. */
const composition: Readonly<Record<string, string>> = {
  'src/main.ts': 'starts all of it',
  'src/open/store.ts': 'opens storage',
  'src/open/connect.ts': 'connects the platforms',
  'src/open/pages.ts': 'serves the board',
  'src/open/committee.ts': 'reads tables and errors of storage',
  'src/open/backup.ts': 'backs all data up',
  'src/open/move.ts': 'moves a data folder into a database',
  'src/backups.ts': 'looks after the daily backup',
  'src/upgrade.ts': 'backs data of another version up before they are used',
  'src/cli/backup.ts': 'backs up',
  'src/cli/migrate.ts': 'looks at a data folder and moves it',
  'src/cli/restore.ts': 'restores',
  'src/cli/doctor-upkeep.ts': 'looks at backups',
  'src/cli/watch.ts': 'looks at ledger and backups',
  'src/demo-client.ts': 'starts the local client',
  'src/cli/exit-code.ts': 'names errors of storage',
  'src/cli/imports.ts': 'reads tables',
  'src/cli/manifests.ts': 'writes manifests',
  'src/cli/start.ts': 'chooses a free port',
};

/** The edge: where time, chance and the environment enter. Everything else in src is a rule. */
const edge =
  /^src\/(main|cli|open|backups|upgrade|deployment|demo-client|server|pages|control|config|papers\/press|papers\/printer|papers\/print|pictures\/draw)(\.ts|\/)/;

/** Packages that belong to one folder. */
const homes: readonly [pattern: RegExp, home: RegExp][] = [
  [/^@slack\//, /^adapters\/slack\//],
  [/^(botbuilder|botframework)/, /^adapters\/teams\//],
  [/^@microsoft\/(?!m365agentsplayground|teams-js)/, /^adapters\/teams\//],
  [/^(jose|@microsoft\/teams-js)$/, /^adapters\/web\//],
  [/^@microsoft\/m365agentsplayground/, /^adapters\/teams\//],
  [/^lowdb$/, /^storage\/lowdb\//],
  [/^(pg|pg-.*)$/, /^storage\/postgres\//],
  [/^(read-excel-file|csv-parse|saxen)$/, /^adapters\/tables\//],
  [/^prom-client$/, /^adapters\/metrics\//],
  [/^commander$/, /^src\/cli(\.ts|\/)/],
];

describe('the reader of imports', () => {
  it('finds every way in which a file can import', () => {
    const code = [
      "import a from '../b.ts';",
      "import type { C } from './c.ts';",
      "export { d } from '../../storage/d.ts';",
      "export * from '@slack/bolt/dist/x';",
      "const e = await import('./e.ts');",
      "type F = import('../f.ts').F;",
      "const g = require('lowdb');",
      'const h = import(name);',
    ].join('\n');
    const found = nodesOf(parsed('src/x/y.ts', code)).flatMap((n) => importOf('src/x/y.ts', n));
    expect(found).toEqual([
      'src/b.ts',
      'src/x/c.ts',
      'storage/d.ts',
      '@slack/bolt/dist/x',
      'src/x/e.ts',
      'src/f.ts',
      'lowdb',
      '?',
    ]);
  });

  it('reads all of the software', () => {
    for (const path of [
      'src/main.ts',
      'adapters/slack/index.ts',
      'adapters/teams/index.ts',
      'storage/lowdb/index.ts',
    ])
      expect(files.map((f) => f.path)).toContain(path);
  });

  it.each([
    ['new Date()', true],
    ['new Date(0)', false],
    ['Date.now()', true],
    ['const { now = Date.now } = o', true],
    ['Math.random()', true],
    ['Math.round(1)', false],
    ['process.env.X', true],
    ['randomUUID()', true],
    ['Date.parse(x)', false],
  ])('tells what is impure: %s', (code, impure) => {
    expect(nodesOf(parsed('x.ts', code)).some(isImpure)).toBe(impure);
  });
});

describe('the arrows', () => {
  it('nothing in src but what puts it together knows adapters, storage or manifests', () => {
    const wrong = files
      .filter((f) => f.path.startsWith('src/') && !Object.hasOwn(composition, f.path))
      .flatMap((f) =>
        f.imports.filter((i) => /^(adapters|storage|manifests)\//.test(i)).map((i) => `${f.path} -> ${i}`),
      );
    expect(wrong).toEqual([]);
  });

  it('what puts it together is really there and needs to', () => {
    const needs = files.filter(
      (f) => f.path.startsWith('src/') && f.imports.some((i) => /^(adapters|storage|manifests)\//.test(i)),
    );
    expect(Object.keys(composition).filter((path) => !needs.some((f) => f.path === path))).toEqual([]);
  });

  it('rules never know what puts them together', () => {
    const wrong = files
      .filter((f) => f.path.startsWith('src/') && !edge.test(f.path) && !Object.hasOwn(composition, f.path))
      .flatMap((f) =>
        f.imports
          .filter((i) => Object.hasOwn(composition, i) || edge.test(i))
          .map((i) => `${f.path} -> ${i}`),
      );
    expect(wrong).toEqual([]);
  });

  it('adapters and storage know src only by its ports, messages, requests, entries and texts, and never each other', () => {
    const may = /^src\/(message|request|entry)\.ts$|^src\/(ports|texts)\//;
    const wrong = files
      .filter((f) => /^(adapters|storage)\//.test(f.path))
      .flatMap((f) => {
        const own = f.path.split('/', 2).join('/');
        const mine = (i: string) => i.startsWith(`${own}/`) || i.startsWith(`${own.split('/')[0]}/common/`);
        return f.imports.filter((i) => isOwn(i) && !may.test(i) && !mine(i)).map((i) => `${f.path} -> ${i}`);
      });
    expect(wrong).toEqual([]);
  });

  it('texts know no rule: only shapes, formats and each other', () => {
    const may =
      /^src\/(texts\/|message|ports|kinds|folio|evidence\/types|calendar|request|entry|programme\/(schema|shapes)|who|progress|owed|view|shapes|memo|roster\/(types|cells|warnings)|reports\/(types|addendum-data|figures)|origin\/types|privacy\/types|sessions\/(agenda|agreements|calendar|quorum)|donations\/collected|corrections|pictures\/layout|forecast)/;
    const wrong = files
      .filter((f) => f.path.startsWith('src/texts/'))
      .flatMap((f) => f.imports.filter((i) => isOwn(i) && !may.test(i)).map((i) => `${f.path} -> ${i}`));
    expect(wrong).toEqual([]);
  });

  it('no file imports itself around a circle of rules at run time', () => {
    // A cycle through types alone is none: they are gone when it runs.
    const runtime = new Map(
      files.map((f) => [
        f.path,
        f.nodes.flatMap((n) =>
          n.type !== 'TSImportType' && n.importKind !== 'type' && n.exportKind !== 'type' && !onlyTypes(n)
            ? importOf(f.path, n)
            : [],
        ),
      ]),
    );
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
        return;
      }
      if (done.has(path)) return;
      for (const next of runtime.get(path) ?? []) if (runtime.has(next)) visit(next, [...trail, path]);
      done.add(path);
    };
    const done = new Set<string>();
    for (const path of runtime.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });
});

const onlyTypes = (n: Node): boolean =>
  Array.isArray(n.specifiers) &&
  n.specifiers.length > 0 &&
  (n.specifiers as Node[]).every((s) => s.importKind === 'type' || s.exportKind === 'type');

describe('packages', () => {
  it('stay in their home', () => {
    const wrong = files.flatMap((f) =>
      f.imports
        .map(packageOf)
        .filter((name) => homes.some(([pattern, home]) => pattern.test(name) && !home.test(f.path)))
        .map((name) => `${f.path} -> ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('are declared, and what runs does not lean on what only develops', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const optional = new Set(['@microsoft/m365agentsplayground']);
    const known = new Set([...Object.keys(manifest.dependencies ?? {}), ...builtinModules]);
    const wrong = files.flatMap((f) =>
      f.imports
        .filter((i) => !isOwn(i) && !i.startsWith('node:') && i !== '?')
        .map(packageOf)
        .filter((name) => !known.has(name) && !optional.has(name) && !name.endsWith('.json'))
        .map((name) => `${f.path} -> ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('are imported by a name that can be read, not by one that is made up', () => {
    expect(files.filter((f) => f.imports.includes('?')).map((f) => f.path)).toEqual([]);
  });
});

describe('rules', () => {
  const rules = files.filter((f) => f.path.startsWith('src/') && !edge.test(f.path));

  it('are most of src', () => {
    expect(rules.length).toBeGreaterThan(60);
  });

  it('know no clock, no chance, no environment', () => {
    expect(rules.flatMap((f) => f.nodes.filter(isImpure).map((n) => `${f.path}: ${said(n)}`))).toEqual([]);
  });

  it('read no file, open no socket and start no process', () => {
    // Types of the one HTTP server's requests.
    const may = new Set(['src/ports/connection.ts']);
    const wrong = rules
      .filter((f) => !may.has(f.path))
      .flatMap((f) =>
        f.imports
          .filter((i) => /^(node:)?(fs|net|http|https|child_process|os|dns|tls)(\/|$)/.test(i))
          .map((i) => `${f.path} -> ${i}`),
      );
    expect(wrong).toEqual([]);
  });

  it('write nothing to the console', () => {
    // Silences a library that writes there.
    const may = new Set(['adapters/teams/quiet.ts']);
    const wrong = files.filter(
      (f) =>
        !may.has(f.path) &&
        f.nodes.some((n) => n.type === 'MemberExpression' && nameOf(n.object) === 'console'),
    );
    expect(wrong.map((f) => f.path)).toEqual([]);
  });
});

const nameOf = (n: unknown): string | undefined =>
  (n as Node)?.type === 'Identifier' ? ((n as Node).name as string) : undefined;

/** `new Date()` without an argument, Date.now, Math.random, performance.now, process.env, random ids. */
function isImpure(n: Node): boolean {
  if (n.type === 'NewExpression') return nameOf(n.callee) === 'Date' && (n.arguments as Node[]).length === 0;
  if (n.type === 'CallExpression')
    return nameOf(n.callee) === 'Date' || /^(randomUUID|randomBytes|randomInt)$/.test(nameOf(n.callee) ?? '');
  if (n.type !== 'MemberExpression') return false;
  return /^(Date\.now|Math\.random|performance\.now|process\.(env|argv|hrtime|cwd))$/.test(said(n));
}

const said = (n: Node): string =>
  n.type === 'MemberExpression'
    ? `${nameOf(n.object)}.${nameOf(n.property)}`
    : `${n.type} ${nameOf(n.callee)}`;

it('every file is short enough to be read at once', () => {
  expect(files.filter((f) => f.lines >= 320).map((f) => `${f.path}: ${f.lines}`)).toEqual([]);
});

it('the list of activities names every file of its folder', () => {
  const index = files.find((f) => f.path === 'src/activities/index.ts')!;
  const helpers = new Set(['src/activities/index.ts', 'src/activities/when.ts']);
  const there = files.map((f) => f.path).filter((p) => dirname(p) === 'src/activities' && !helpers.has(p));
  expect(there.filter((p) => !index.imports.includes(p))).toEqual([]);
});

describe('commands', () => {
  it('all have a line in help, whose examples call them', () => {
    for (const c of commands.filter((one) => !one.hidden)) {
      const line = helpLines[c.words[0]!];
      expect(line, c.words[0]).toBeDefined();
      for (const example of line!.examples) expect(commandOf(example), example).toBe(c);
    }
  });

  it('help has no line for a command that is not there', () => {
    const shown = new Set(commands.filter((c) => !c.hidden).map((c) => c.words[0]));
    expect(Object.keys(helpLines).filter((word) => !shown.has(word))).toEqual([]);
  });

  it('that manifests suggest are there', () => {
    const { personal, shared } = suggestedCommands();
    const inSlack = Object.values(slackTexts.app.commands).flatMap((c) =>
      c.hint.split('|').map((w) => w.trim()),
    );
    for (const title of [...personal.map((p) => p.title), ...shared.map((p) => p.title), ...inSlack])
      expect(commandOf(title), title).toBeDefined();
    expect(shared.map((p) => p.title).sort()).toEqual(
      commands
        .filter((c) => c.public && !c.hidden)
        .map((c) => c.words[0])
        .sort(),
    );
  });

  it('are called by words as people’s are compared: folded', () => {
    for (const c of commands)
      for (const word of [...c.words, ...(c.followedBy ?? [])]) expect(fold(word)).toBe(word);
  });
});

function commandOf(example: string) {
  const [first = '', second = ''] = fold(example).split(' ');
  return commands.find((c) => c.words.includes(first) && (!c.followedBy || c.followedBy.includes(second)));
}
