import type { RecordKind } from '../folio.ts';
import type { Block, Message } from '../message.ts';
import type { Person } from '../ports/directory.ts';
import type { Programme } from '../programme/schema.ts';
import type { Office, Stint } from '../view/shapes.ts';
import { message, small, text } from './common.ts';
import { dossierTexts, kindName } from './dossier.ts';
import { plural, shortDate } from './format.ts';

interface Shown {
  readonly person: Person;
  readonly platform: 'slack' | 'teams';
  readonly roster: readonly Stint[];
  readonly offices: readonly Office[];
  readonly records: readonly {
    readonly kind: RecordKind;
    readonly count: number;
    readonly newest: readonly string[];
  }[];
  readonly absentUntil: string | null;
  /** Days of the newest reminders. */
  readonly reminders: number;
  readonly notice: Programme['privacyNotice'];
}

const notice = ({ text: words, url }: Programme['privacyNotice']): Block[] => [
  small(words),
  ...(url === null ? [] : [{ type: 'links' as const, links: [{ label: 'Aviso de privacidad', url }] }]),
];

const rights: Block[] = [
  text('Para corregirlos o borrarlos:'),
  { type: 'list', items: dossierTexts.rights },
  small(
    'Para recibir una copia completa, pídela a la Secretaría Ejecutiva del Comité o a la Unidad de Transparencia.',
  ),
];

const list = (items: readonly string[]): Block[] => (items.length === 0 ? [] : [{ type: 'list', items }]);

/** What `mis datos` answers. */
export const myData = {
  show: ({ person, platform, roster, offices, records, absentUntil, reminders, notice: n }: Shown): Message =>
    message(
      'Esto es lo que guardo de ti.',
      {
        type: 'facts',
        facts: [
          { label: dossierTexts.labels.number, value: person.number },
          { label: dossierTexts.labels.name, value: person.name },
          { label: dossierTexts.labels.email, value: person.email ?? dossierTexts.unset },
          { label: dossierTexts.labels.position, value: person.position ?? dossierTexts.unset },
          {
            label: 'Chat',
            value: `tu cuenta de ${platform === 'slack' ? 'Slack' : 'Teams'} y cómo escribirte ahí`,
          },
          ...(absentUntil === null
            ? []
            : [{ label: dossierTexts.labels.absent, value: shortDate(absentUntil) }]),
        ],
      },
      text('En la plantilla y en el Comité:'),
      ...list([
        ...roster.map((s) => dossierTexts.stint(s.unit, s.from, s.to)),
        ...offices.map(dossierTexts.office),
      ]),
      text(records.length === 0 ? 'No tienes registros.' : 'Tus registros:'),
      ...list(
        records.map(
          ({ kind, count, newest }) =>
            `${kindName(kind)}: ${plural(count, 'registro', 'registros')} (${newest.join(', ')}${count > newest.length ? '…' : ''})`,
        ),
      ),
      reminders === 0
        ? null
        : small(`Y los recordatorios que te envié: ${plural(reminders, 'reciente', 'recientes')}.`),
      ...rights,
      ...notice(n),
    ),
  stranger: (n: Programme['privacyNotice']): Message =>
    message(
      'De ti no guardo datos como persona de la plantilla.',
      text(
        'De una cuenta que no está en la plantilla guardo, a lo más, la cuenta, su correo y cómo contestarle, para que la Secretaría Ejecutiva pueda revisar tu alta.',
      ),
      ...rights,
      ...notice(n),
    ),
};
