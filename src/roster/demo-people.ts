import type { RoleName } from '../kinds/people.ts';

/** The people whom one can be in the demo; they stand on the sample roster, and the local chat client knows them. */
export const demoPeople = [
  {
    key: 'employee',
    name: 'Elena Ejemplo Trigo',
    email: 'elena.ejemplo@ejemplo.invalid',
    unit: 'Subdirección Médica',
    position: 'Medicina general',
    role: null,
  },
  {
    key: 'member',
    name: 'Mario Ejemplo Vega',
    email: 'mario.ejemplo@ejemplo.invalid',
    unit: 'Subdirección Administrativa',
    position: 'Analista',
    role: 'member',
  },
  {
    key: 'secretary',
    name: 'Sofía Ejemplo Luna',
    email: 'sofia.ejemplo@ejemplo.invalid',
    unit: 'Dirección General',
    position: 'Jefatura de departamento',
    role: 'secretary',
  },
  {
    key: 'liaison',
    name: 'Andrés Ejemplo Campos',
    email: 'andres.ejemplo@ejemplo.invalid',
    unit: 'Dirección General',
    position: 'Analista',
    role: 'liaison',
  },
  {
    key: 'lead',
    name: 'Rosa Ejemplo Prado',
    email: 'rosa.ejemplo@ejemplo.invalid',
    unit: 'Subdirección Médica',
    position: 'Jefatura de departamento',
    role: 'unit-lead',
  },
  {
    key: 'president',
    name: 'Patricia Ejemplo Sol',
    email: 'patricia.ejemplo@ejemplo.invalid',
    unit: 'Dirección General',
    position: 'Dirección',
    role: 'president',
  },
] as const satisfies readonly {
  key: string;
  name: string;
  email: string;
  unit: string;
  position: string;
  role: RoleName | null;
}[];
