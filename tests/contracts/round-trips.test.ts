import { readFileSync } from 'node:fs';
import { logInAsAdministrator } from '../support/http/http-client.js';
import { describeOn } from '../support/needed-services.js';
import { STACKS, type Stack, settingsOf } from '../support/round-trips/stacks.js';
import { Visitor } from '../support/round-trips/visitor.js';
import { VISITS } from '../support/round-trips/visits.js';
import { ROUTES } from '../support/routes.js';
import { TcpProxy } from '../support/servers/tcp-proxy.js';
import { type Service, startService } from '../support/service/service.js';

const [titles = [], , ...rows] = readFileSync('docs/scaling.md', 'utf8')
  .split('\n## ')
  .filter((section) => section.startsWith('Round trips'))
  .flatMap((section) => section.match(/^\|.*$/gm) ?? [])
  .map((line) =>
    line
      .replaceAll('`', '')
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** A cell of the table, such as `3 + 1`. */
const documented = (row: string, { name }: Stack): string | undefined =>
  rows.find(([first]) => first === row)?.[titles.indexOf(name)];

describe('The table of round trips', () => {
  it('has a row for each visit, and a column for each stack', () => {
    expect(rows.map(([row]) => row)).toEqual(Object.keys(VISITS));
    expect(titles.slice(1)).toEqual(STACKS.map(({ name }) => name));
  });

  it('has every endpoint', () => {
    const endpoints = ROUTES.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect([...new Set(rows.map(([row = '']) => row.split(',', 1)[0]))]).toEqual(endpoints);
  });

  it.each(STACKS.filter(({ servers }) => servers.length > 1))('keeps within bounds on $name', (stack) => {
    const toDatabase = (row: string) => Number.parseInt(documented(row, stack) ?? '', 10);
    expect(documented('GET /me', stack)).toBe('1 + 1');
    expect(toDatabase('POST /auth/login')).toBeLessThanOrEqual(3);
    expect(toDatabase('POST /auth/refresh')).toBeLessThanOrEqual(2);
    const [one, ten] = ['one session', 'ten sessions'].map((sessions) =>
      documented(`PATCH /users/{id}, disables a user with ${sessions}`, stack),
    );
    expect(ten).toBe(one);
  });
});

describe.each(STACKS)('On $name', (stack) => {
  const missing = stack.servers.find(({ server }) => server.url() === undefined);
  const suite = missing ? describeOn(missing.server.service, false) : describe;

  suite('the round trips to each server, one after the other, of', () => {
    let proxies: TcpProxy[];
    let service: Service;
    let admin: string;

    beforeAll(async () => {
      const settings = settingsOf(stack);
      proxies = [];
      for (const { urlVariable } of stack.servers) {
        const proxy = await TcpProxy.to(settings[urlVariable] ?? '');
        settings[urlVariable] = proxy.url;
        proxies.push(proxy);
      }
      service = await startService({ ...settings, TRUST_PROXY: '1' });
      admin = await logInAsAdministrator(service);
    });

    afterAll(async () => {
      await service.stop();
      await Promise.all(proxies.map((proxy) => proxy.close()));
    });

    it.each(Object.entries(VISITS))('%s', async (row, visit) => {
      const rounds: number[][] = [];
      for (let round = 0; round < 3; round += 1) {
        const request = await visit({ visitor: new Visitor(service), admin });
        const before = proxies.map((proxy) => proxy.sequentialRoundTrips);
        await request();
        rounds.push(proxies.map((proxy, index) => proxy.sequentialRoundTrips - (before[index] ?? 0)));
      }
      // Sometimes a client also opens a connection, or checks the server.
      const counts = proxies.map((_, index) => Math.min(...rounds.map((round) => round[index] ?? 0)));
      expect(counts.join(' + ')).toBe(documented(row, stack));
    });
  });
});
