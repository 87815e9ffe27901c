import type { Command } from 'commander';
import { backupTexts as backups } from '../texts/backup.ts';
import { cli as texts } from '../texts/cli.ts';
import { pictureCli } from '../texts/cli-pictures.ts';
import { migrateTexts } from '../texts/migrate.ts';
import { personCli } from '../texts/persons.ts';
import { reportCli } from '../texts/report-papers.ts';
import { visible } from '../texts/visible.ts';
import { day, several } from './command.ts';
import type { EvidenceOptions } from './evidence.ts';
import type { RosterOptions } from './imports.ts';
import type { ForgetOptions } from './persons.ts';
import type { showProgress } from './progress.ts';
import type { ReportOptions, writeReport } from './report.ts';

/** What commands are added to, and by what. */
export interface Given {
  readonly pat: Command;
  /** A command of a parent, with what all have. */
  readonly sub: (parent: Command, name: string, what: string) => Command;
  /** Whether an action did what it should is the exit code. */
  readonly run: <A extends unknown[]>(
    action: (...args: A) => Promise<boolean>,
  ) => (...given: A) => Promise<void>;
}

// A terminal acts upon what nobody sees.
const say = (text: string): void => void process.stdout.write(`${visible(text)}\n`);

export const complain = (text: string): void => void process.stderr.write(`${visible(text)}\n`);

/** What brings something in: the roster, lists made on paper, evidence. */
export function bringingIn({ pat, sub, run }: Given): void {
  const roster = sub(pat, 'plantilla', texts.roster);
  sub(roster, 'importar', texts.rosterImport)
    .argument('<archivo>', texts.file)
    .option('--simular', texts.simulate)
    .option('--completo', texts.complete)
    .option('--readmitir <NUMERO>', personCli.readmit, several)
    .action(
      run(async (file: string, o: RosterOptions) =>
        (await import('./imports.ts')).importRosterFile(file, o, say),
      ),
    );

  const records = sub(pat, 'registros', texts.records);
  sub(records, 'importar', texts.recordsImport)
    .argument('<archivo>', texts.file)
    .option('--simular', texts.simulate)
    .option('--acreditado', texts.accredited)
    .action(
      run(async (file: string, o: { simular?: boolean; acreditado?: boolean }) =>
        (await import('./imports.ts')).importRecordsFile(file, o, say),
      ),
    );

  const proof = sub(pat, 'evidencia', texts.evidence);
  sub(proof, 'agregar', texts.evidenceAdd)
    .argument('<archivos...>', texts.evidenceFiles)
    .option('--actividad <N>', texts.evidenceActivity)
    .option('--folio <FOLIO>', texts.evidenceFolio)
    .option('--hoja <N>', texts.evidenceSheet)
    .option('--fecha <AAAA-MM-DD>', texts.evidenceDate, day)
    .option('--nota <TEXTO>', texts.evidenceNote)
    .action(
      run(async (files: string[], o: EvidenceOptions) =>
        (await import('./evidence.ts')).addEvidenceFiles(files, o, say),
      ),
    );
  sub(proof, 'lista', texts.evidenceList).action(
    run(async () => (await import('./evidence.ts')).listEvidence(say)),
  );
}

/** What tells how far the programme is. */
export function telling({ pat, sub, run }: Given): void {
  sub(pat, 'avance', texts.progress)
    .option('--json', texts.json)
    .option('--al <AAAA-MM-DD>', texts.asOf, day)
    .option('--conocido-al <AAAA-MM-DD>', texts.knownOn, day)
    .option('--programa <AAAA>', texts.ofProgramme)
    .option('--actividad <N>', texts.activity)
    .option('--unidad <NOMBRE>', texts.unit)
    .action(
      run(async (o: Parameters<typeof showProgress>[0]) =>
        (await import('./progress.ts')).showProgress(o, say),
      ),
    );

  const reports = sub(pat, 'informe', reportCli.report);
  reporting(sub(reports, 'trimestral', reportCli.quarterly))
    .argument('<trimestre>', reportCli.quarter)
    .action(run((quarter: string, o: ReportOptions) => report({ kind: 'quarterly', quarter }, o, say)));
  reporting(sub(reports, 'anual', reportCli.annual)).action(
    run((o: ReportOptions) => report({ kind: 'annual' }, o, say)),
  );
}

/** What is about a person: their office, their data. */
export function aboutPersons({ pat, sub, run }: Given): void {
  sub(pat, 'rol', texts.role)
    .argument('<numero>', texts.roleNumber)
    .argument('<cargo>', texts.roleName)
    .action(
      run(async (number: string, role: string) => (await import('./role.ts')).giveRole(number, role, say)),
    );

  const person = sub(pat, 'persona', personCli.group);
  sub(person, 'exportar', personCli.export)
    .argument('<numero>', personCli.number)
    .requiredOption('--salida <ARCHIVO>', personCli.out)
    .action(
      run(async (number: string, o: { salida: string }) =>
        (await import('./person-copy.ts')).exportPerson(number, o, say),
      ),
    );
  sub(person, 'olvidar', personCli.forget)
    .argument('<numero>', personCli.number)
    .option('--oficio <TEXTO>', personCli.oficio)
    .option('--simular', texts.simulate)
    .action(
      run(async (number: string, o: ForgetOptions) =>
        (await import('./persons.ts')).forgetPersonData(number, o, say),
      ),
    );
}

/** What is printed or hung up: sheets, pictures. */
export function printing({ pat, sub, run }: Given): void {
  sub(pat, 'hoja', texts.sheet)
    .argument('<N>', texts.sheetNumber)
    .option('--salida <ARCHIVO>', texts.output('hoja-N.pdf'))
    .action(
      run(async (n: string, o: { salida?: string }) => (await import('./sheets.ts')).printSheet(n, o, say)),
    );

  sub(pat, 'tarjeta', pictureCli.card)
    .argument('<mes>', pictureCli.period)
    .requiredOption('--salida <ARCHIVO>', texts.output())
    .option('--cuadrada', pictureCli.square)
    .action(
      run(async (period: string, o: { salida: string; cuadrada?: boolean }) =>
        (await import('./pictures.ts')).drawCard(period, o, say),
      ),
    );
  sub(pat, 'cartel', pictureCli.poster)
    .requiredOption('--salida <ARCHIVO>', texts.output())
    .option('--a4', pictureCli.a4)
    .action(
      run(async (o: { salida: string; a4?: boolean }) => (await import('./pictures.ts')).drawPoster(o, say)),
    );
}

/** What looks after the installation and its data. */
export function lookingAfter({ pat, sub, run }: Given): void {
  sub(pat, 'verificar', texts.verify)
    .option('--ancla <ASIENTO:HUELLA>', texts.verifyAnchor, several)
    .action(
      run(async (o: { ancla?: readonly string[] }) =>
        (await import('./ledger.ts')).verify(o.ancla ?? [], say, complain),
      ),
    );
  sub(pat, 'exportar', texts.export)
    .argument('<carpeta>', texts.folder)
    .action(run(async (folder: string) => (await import('./ledger.ts')).exportTo(folder, say)));
  sub(pat, 'respaldo', backups.backup)
    .option('--destino <CARPETA>', backups.destination)
    .action(run(async (o: { destino?: string }) => (await import('./backup.ts')).backUp(o, say, complain)));
  sub(pat, 'restaurar', backups.restore)
    .argument('<respaldo>', backups.restoreArgument)
    .option('--simular', backups.simulate)
    .option('--folio-minimo <FOLIO>', backups.leastFolio, several)
    .action(
      run(async (folder: string, o: { simular?: boolean; folioMinimo?: readonly string[] }) =>
        (await import('./restore.ts')).restore(folder, o, say),
      ),
    );
  sub(pat, 'migrar', migrateTexts.command).action(
    run(async () => (await import('./migrate.ts')).migrate(say)),
  );
  sub(pat, 'vigilar', backups.watch).action(run(async () => (await import('./watch.ts')).watch(say)));
  sub(pat, 'paquete', backups.package)
    .option('--salida <ARCHIVO>', backups.packageOutput)
    .option('--con-node', backups.withNode)
    .action(
      run(async (o: { salida?: string; conNode?: boolean }) => (await import('./pack.ts')).pack(o, say)),
    );
  sub(pat, 'doctor', texts.doctor).action(run(async () => (await import('./doctor.ts')).doctor(say)));

  const manifests = sub(pat, 'manifiesto', texts.manifests);
  sub(manifests, 'slack', texts.manifestSlack)
    .option('--socket', texts.socketMode)
    .action(
      run(async (o: { socket?: boolean }) => (await import('./manifests.ts')).slackManifestText(o, say)),
    );
  sub(manifests, 'teams', texts.manifestTeams)
    .option('--salida <ARCHIVO>', texts.output('pat-teams.zip'))
    .action(
      run(async (o: { salida?: string }) =>
        (await import('./manifests.ts')).writeTeamsPackage(o.salida ?? 'pat-teams.zip', say),
      ),
    );
}

/** Writes a report; what makes documents is loaded only then, since it is slow to load. */
const report: typeof writeReport = async (...given) => (await import('./report.ts')).writeReport(...given);

/** What both reports are told. */
function reporting(command: Command): Command {
  return command
    .requiredOption('--salida <CARPETA>', reportCli.out)
    .option('--oficio <TEXTO>', reportCli.oficio)
    .option('--programa <AAAA>', texts.ofProgramme)
    .option('--fecha <AAAA-MM-DD>', reportCli.date, day)
    .option('--leyenda <TEXTO>', reportCli.legend)
    .option('--lugar <TEXTO>', reportCli.place)
    .option('--reemplazar', reportCli.replace);
}
