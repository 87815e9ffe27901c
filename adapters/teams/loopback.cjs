// Loaded into Microsoft's Agents Playground, which would listen on all interfaces and outlive the bot that started it:
// pins it to this machine, and ends it with the bot, however that ends.
const { Server } = require('node:net');

const { listen } = Server.prototype;

Server.prototype.listen = function listenHere(port, ...rest) {
  if (typeof port !== 'number') return listen.call(this, port, ...rest);
  return listen.call(this, { port, host: '127.0.0.1' }, ...rest.filter((arg) => typeof arg === 'function'));
};

process.stdin.resume().on('end', () => process.exit());
