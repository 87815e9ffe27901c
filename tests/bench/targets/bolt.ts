import { App } from '@slack/bolt';

// The baseline: Bolt as its documentation shows it, which acknowledges and does nothing.
const { signingSecret } = JSON.parse(process.env.TARGET ?? '{}');
const app = new App({ signingSecret, authorize: async () => ({ botToken: 'xoxb-1' }), ignoreSelf: false });
app.command('/pat', async ({ ack }) => {
  await ack({ response_type: 'ephemeral', text: 'Listo' });
});
app.action({ type: 'block_actions' }, async ({ ack }) => {
  await ack();
});
const server = await app.start({ port: 0, host: '127.0.0.1' });
const { port } = server.address() as { port: number };
process.send?.({ url: `http://127.0.0.1:${port}` });
