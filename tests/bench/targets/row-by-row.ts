import { App } from '@slack/bolt';
import { openRowByRow } from '../row-by-row.ts';

// The baseline: Bolt, and a transaction on PostgreSQL for each command.
const { signingSecret, database } = JSON.parse(process.env.TARGET ?? '{}');
const ledger = await openRowByRow(database);
const app = new App({ signingSecret, authorize: async () => ({ botToken: 'xoxb-1' }), ignoreSelf: false });
app.command('/pat', async ({ ack, body }) => {
  const folio = await ledger.confirm(body.user_id, body.text);
  await ack({ response_type: 'ephemeral', text: `Registrado: ${folio}` });
});
const server = await app.start({ port: 0, host: '127.0.0.1' });
const { port } = server.address() as { port: number };
process.send?.({ url: `http://127.0.0.1:${port}` });
