import { boardPath } from '../../src/ports/board.ts';
import type { BoardAddress } from '../../src/ports/board-pages.ts';

const plain = {
  '': 'overview',
  calendario: 'calendar',
  envios: 'deliveries',
  libro: 'ledger',
  descargas: 'exports',
} as const;

/** The address of a page of the board. */
export function pathOf(address: BoardAddress): string {
  switch (address.page) {
    case 'activity':
      return `${boardPath}/actividad/${address.number}`;
    case 'records': {
      const sheet = address.sheet > 1 ? `?pagina=${address.sheet}` : '';
      return `${boardPath}/actividad/${address.number}/registros/${address.month}${sheet}`;
    }
    case 'missing':
      return `${boardPath}/actividad/${address.number}/faltan?unidad=${encodeURIComponent(address.unit)}`;
    default: {
      const name = Object.entries(plain).find(([, page]) => page === address.page)![0];
      return name === '' ? boardPath : `${boardPath}/${name}`;
    }
  }
}

/** What an address inside the board means; null where it means nothing. `rest` begins after the board's own path. */
export function readAddress(rest: string, query: URLSearchParams): BoardAddress | null {
  const name = rest.replace(/^\//, '');
  if (Object.hasOwn(plain, name)) return { page: plain[name as keyof typeof plain] };
  const m = /^actividad\/(\d{1,3})(?:\/(registros)\/(\d{4}-\d{2})|\/(faltan))?$/.exec(name);
  if (!m) return null;
  const number = Number(m[1]);
  if (m[2])
    return {
      page: 'records',
      number,
      month: m[3]!,
      sheet: Number(/^\d{1,5}$/.exec(query.get('pagina') ?? '1')?.[0] ?? 1),
    };
  if (m[4]) return { page: 'missing', number, unit: (query.get('unidad') ?? '').slice(0, 300) };
  return { page: 'activity', number };
}

/** Where a file of the board can be fetched. */
export const filePath = (name: string): string => `${boardPath}/archivo/${encodeURIComponent(name)}`;
export const checkPath = `${boardPath}/libro/revisar`;
export const leavePath = `${boardPath}/salir`;
