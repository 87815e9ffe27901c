// Loaded before the bot: an error that nobody catches when it is told SIGUSR2.
process.on('SIGUSR2', () => {
  void Promise.reject(new Error('nobody caught this'));
});
