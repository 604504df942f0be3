import { readFileSync } from 'node:fs';
import { consoleSteps, runInOneShell, withoutChance } from '../support/console-session.js';
import { freePort } from '../support/free-port.js';
import { describeWith } from '../support/needed-programs.js';
import { type Service, startService } from '../support/service/service.js';

const BASE = /^API=http:\/\/localhost:3000$/m;

describeWith('curl')('the tour of the README', () => {
  let service: Service;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    service = await startService({
      PORT: String(port),
      PUBLIC_URL: undefined,
      ALLOWED_ORIGINS: undefined,
      THROTTLING: undefined,
      BOOTSTRAP_ADMIN_EMAIL: undefined,
      BOOTSTRAP_ADMIN_PASSWORD: undefined,
    });
  });
  afterAll(() => service.stop());

  it('can be pasted, without the prompt of a terminal', () => {
    for (const { command } of consoleSteps(readFileSync('README.md', 'utf8'))) {
      expect(command).not.toMatch(/^[$>%#] /m);
    }
    expect(readFileSync('README.md', 'utf8')).not.toContain('```console');
  });

  it('prints what the README says, line by line', async () => {
    const steps = consoleSteps(readFileSync('README.md', 'utf8'));
    expect(steps.filter(({ command }) => BASE.test(command))).toHaveLength(1);
    expect(steps.flatMap(({ command }) => command.split('\n')).length).toBeGreaterThan(10);

    const commands = steps.map(({ command }) => command.replace(BASE, `API=http://localhost:${port}`));
    const printed = await runInOneShell(commands);

    const actual = steps.map(({ command }, index) => ({
      command,
      output: withoutChance(printed[index] ?? ''),
    }));
    const documented = steps.map(({ command, output }) => ({ command, output: withoutChance(output) }));
    expect(actual).toEqual(documented);
  });
});
