// The tab's page inside Teams: asks Teams who looks at it, tells the server, and goes on to the board.
(() => {
  const show = (state) => {
    for (const part of document.querySelectorAll('[data-state]')) part.hidden = part.dataset.state !== state;
  };

  async function enter() {
    const { app, authentication } = window.microsoftTeams;
    await app.initialize();
    const token = await authentication.getAuthToken();
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(window.location.pathname, { method: 'POST', headers });
    if (answer.ok) window.location.replace(document.querySelector('main').dataset.next);
    else show(answer.status === 403 ? 'denied' : 'failed');
  }

  if (window.parent === window) show('outside');
  else enter().catch(() => show('failed'));
})();
