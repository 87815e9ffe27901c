import { expect, it } from 'vitest';
import { folioLines } from '../../src/board/exports.ts';
import { world } from '../support/bot.ts';

it('every folio has a line in the order recorded, with the folio that voided it, and nobody’s name', async () => {
  const w = await world({ roster: [{ number: '1' }] });
  for (const words of ['tapitas 2 kg', 'capacitacion "Ética" 2024-05-07 2h', 'anular 2024-DON-000001'])
    await w.ask('1', words);
  const text = [...folioLines({ view: w.bot.journal.view(), programme: w.programme })].join('');
  expect(text).toBe(
    [
      '\ufeff"Folio","Registro","Sucedió el","Registrado el","Anulado por"',
      '"2024-DON-000001","Donativo","2024-05-09","2024-05-09","2024-ANU-000001"',
      '"2024-CAP-000001","Capacitación","2024-05-07","2024-05-09",""',
      '"2024-ANU-000001","Anulación","2024-05-09","2024-05-09",""',
      '',
    ].join('\r\n'),
  );
});
