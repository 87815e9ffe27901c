import { App } from '@slack/bolt';
import { JSONFilePreset } from 'lowdb/node';

// The baseline: the usual bot on lowdb, one growing file and `db.update()` for each command.
const { signingSecret, file } = JSON.parse(process.env.TARGET ?? '{}');
const db = await JSONFilePreset<{ records: object[] }>(file, { records: [] });
const app = new App({ signingSecret, authorize: async () => ({ botToken: 'xoxb-1' }), ignoreSelf: false });
app.command('/pat', async ({ ack, body }) => {
  await db.update(({ records }) =>
    records.push({ folio: records.length + 1, user: body.user_id, text: body.text, at: new Date() }),
  );
  await ack({ response_type: 'ephemeral', text: `Registrado: ${db.data.records.length}` });
});
const server = await app.start({ port: 0, host: '127.0.0.1' });
const { port } = server.address() as { port: number };
process.send?.({ url: `http://127.0.0.1:${port}` });
