import type { Message } from '../message.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { fullDate, plural, shortDate } from './format.ts';

const days = (n: number): string => plural(n, 'día', 'días');

/** Links to the board, in chat. */
export const boardLinks = {
  personal: (url: string, secretary: boolean): Message =>
    message(
      'Tu enlace al tablero: sirve una sola vez, durante diez minutos.',
      { type: 'links', links: [{ label: 'Abrir el tablero', url }] },
      small('Es personal: no lo compartas. La sesión dura ocho horas en ese navegador.'),
      secretary ? small('Para dar acceso de solo lectura a auditoría: tablero auditoría 30 días') : null,
    ),
  nowhere: (): Message =>
    message(
      'El tablero todavía no tiene una dirección.',
      text('Quien administra el servidor debe configurar PAT_PUBLIC_URL; «doctor» dice cómo.'),
    ),
  auditOnly: 'tablero auditoría',
  granted: (audit: number, until: string, url: string): Message =>
    message(
      `Acceso de auditoría ${audit}, de solo lectura, hasta el ${fullDate(until)}.`,
      { type: 'links', links: [{ label: 'Enlace para auditoría', url }] },
      text(
        'Cópialo ahora: no se vuelve a mostrar. Quien lo tenga ve cifras, folios y títulos de evidencia, y puede descargar el libro para verificarlo; no ve nombres.',
      ),
      buttons({ label: 'Retirar este acceso', words: `tablero auditoria quitar ${audit}`, style: 'danger' }),
    ),
  audits: (
    all: readonly { readonly audit: string; readonly on: string; readonly until: string }[],
  ): Message =>
    message(
      all.length === 0
        ? 'No hay accesos de auditoría vigentes.'
        : `${all.length === 1 ? 'Hay un acceso' : `Hay ${all.length} accesos`} de auditoría vigente${all.length === 1 ? '' : 's'}.`,
      all.length === 0
        ? null
        : {
            type: 'list',
            items: all.map(
              (a) => `Acceso ${a.audit}: dado el ${shortDate(a.on)}, vence el ${fullDate(a.until)}`,
            ),
          },
      buttons(
        { label: 'Dar acceso 30 días', words: 'tablero auditoria 30 dias', style: 'primary' },
        ...all.slice(0, 4).map((a) => ({
          label: `Retirar el ${a.audit}`,
          words: `tablero auditoria quitar ${a.audit}`,
          style: 'danger' as const,
        })),
      ),
    ),
  revoked: (audit: string): Message =>
    message(`Retirado: el acceso de auditoría ${audit} ya no abre el tablero.`),
  noAudit: (said: string): Message =>
    problem(`No hay un acceso de auditoría «${said}».`, 'Para ver los vigentes: tablero auditoría'),
  auditHow: (most: number): Message =>
    problem(
      'No entendí qué acceso de auditoría quieres.',
      `Puede ser de 1 a ${days(most)}: tablero auditoría 30 días; o bien: tablero auditoría quitar 1`,
    ),
};
