import { createServer } from 'node:http';
import { ActivityTypes, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';

// The baseline: CloudAdapter as its documentation shows it, which acknowledges and does nothing.
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const wrapped = Object.assign(response, {
      status: (code: number) => {
        response.statusCode = code;
        return wrapped;
      },
      header: (name: string, value: unknown) => response.setHeader(name, String(value)),
      send: (content?: unknown) =>
        response.write(typeof content === 'string' ? content : JSON.stringify(content)),
    });
    void adapter.process(Object.assign(request, { body }), wrapped as never, async (context) => {
      await context.sendActivity({
        type: ActivityTypes.InvokeResponse,
        value: {
          status: 200,
          body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Listo' },
        },
      });
    });
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number };
  process.send?.({ url: `http://127.0.0.1:${port}` });
});
