import { describe, expect, it } from 'vitest';
import { BadConfig } from '../src/config/variables.ts';
import { parseConfig } from '../src/config.ts';

const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' };

describe('the environment', () => {
  it('is the demo on loopback where nothing is set, and empty is not set', () => {
    const config = parseConfig({ PORT: '', PAT_ADMINS: ' ', SLACK_BOT_TOKEN: '' });
    expect(config).toMatchObject({
      demo: true,
      host: '127.0.0.1',
      port: 3978,
      dataDir: './data-demo',
      admins: [],
    });
  });

  it('listens everywhere and keeps its data apart once a platform is configured', () => {
    expect(parseConfig(slack)).toMatchObject({ demo: false, host: '0.0.0.0', dataDir: './data' });
    expect(parseConfig({ ...slack, HOST: '127.0.0.1', PAT_DATA_DIR: '/d' })).toMatchObject({
      host: '127.0.0.1',
      dataDir: '/d',
    });
    expect(parseConfig(slack, { demo: true })).toMatchObject({ demo: true, slack: null });
  });

  it.each([
    [{ PORT: 'abc' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ PORT: '-1' }, 'PORT'],
    [{ PORT: '80.5' }, 'PORT'],
    [{ PORT: '0x50' }, 'PORT'],
    [{ PAT_ADMINS: 'ana@x.mx, beto' }, 'PAT_ADMINS'],
    [{ PAT_ALLOW_SIMULATED_TIME: 'yes' }, 'PAT_ALLOW_SIMULATED_TIME'],
    [{ HTTPS_PROXY: 'proxy:8080' }, 'HTTPS_PROXY'],
    [{ PAT_PUBLIC_URL: 'ftp://pat.example' }, 'PAT_PUBLIC_URL'],
    [{ PAT_NOW: 'mañana' }, 'PAT_NOW'],
    [{ PAT_NOW: '2024-05-09' }, 'PAT_NOW'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ ...slack, SLACK_API_URL: 'http://127.0.0.1:1/' }, 'SLACK_API_URL'],
    [{ PAT_PUBLIC_URL: 'pat.example' }, 'PAT_PUBLIC_URL'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET'],
    [{ SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN'],
    [{ MicrosoftAppId: 'a' }, 'MicrosoftAppPassword'],
    [{ MicrosoftAppPassword: 'p' }, 'MicrosoftAppId'],
    [
      { MicrosoftAppId: 'a', MicrosoftAppPassword: 'p', MicrosoftAppType: 'SingleTenant' },
      'MicrosoftAppTenantId',
    ],
    [{ MicrosoftAppId: 'a', MicrosoftAppPassword: 'p', MicrosoftAppType: 'Both' }, 'MicrosoftAppType'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://x/pat' }, 'PAT_FILES_DIR'],
  ])('a bad value %o is one line that names %s', (env, name) => {
    expect(() => parseConfig(env)).toThrow(BadConfig);
    try {
      parseConfig(env);
    } catch (error) {
      const lines = (error as Error).message.split('\n');
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(name);
      expect(lines[0]).not.toMatch(/^\w+ is (one of|1 or 0|SingleTenant)/);
    }
  });

  it('never shows a secret in what it refuses', () => {
    expect(() => parseConfig({ SLACK_BOT_TOKEN: 'xoxb-secret', PORT: 'x' })).toThrow(
      /^(?!.*xoxb-secret).*$/s,
    );
  });

  it('refuses a simulated clock on real platforms unless it is allowed', () => {
    const at = { PAT_NOW: '2024-05-09T08:59:00-07:00' };
    expect(() => parseConfig({ ...slack, ...at })).toThrow('PAT_NOW');
    expect(parseConfig({ ...slack, ...at, PAT_ALLOW_SIMULATED_TIME: '1' }).now).toEqual(
      new Date('2024-05-09T15:59:00Z'),
    );
    expect(parseConfig(at).now).not.toBeNull();
    const since = new Date('2024-06-09T15:59:00Z');
    expect(parseConfig(at, { since }).now).toBe(since);
    expect(() => parseConfig(slack, { since })).toThrow('--desde');
    expect(parseConfig(slack, { since, demo: true }).now).toBe(since);
  });

  it('reads several administrators', () => {
    expect(parseConfig({ PAT_ADMINS: 'a@x.mx, b@x.mx;c@x.mx' }).admins).toEqual([
      'a@x.mx',
      'b@x.mx',
      'c@x.mx',
    ]);
  });
});
