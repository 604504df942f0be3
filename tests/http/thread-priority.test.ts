import { readdirSync, readFileSync } from 'node:fs';
import supertest from 'supertest';
import { POOL_PRIORITY } from '../../src/infrastructure/system/thread-priority.js';
import { testSettings } from '../support/service/service.js';
import { type SpawnedService, spawnService } from '../support/service/service-process.js';

/** The nice values of all threads of a process, from field 19 of `stat` (proc(5)). */
function niceValues(processId: number | undefined): number[] {
  return readdirSync(`/proc/${processId}/task`).map((thread) => {
    const stat = readFileSync(`/proc/${processId}/task/${thread}/stat`, 'utf8');
    // The second field is a name in parentheses and may contain spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[19 - 3]);
  });
}

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('HASHING_THREAD_PRIORITY', () => {
  let service: SpawnedService | undefined;
  afterEach(() => service?.stop());

  const logIn = () =>
    supertest(service?.url ?? '')
      .post('/auth/login')
      .send({ email: 'nobody@example.com', password: 'wrong' });

  it('lowers the priority of the hashing threads by default', async () => {
    service = await spawnService(testSettings());
    while (!niceValues(service.child.pid).includes(POOL_PRIORITY)) await logIn().expect(401);
  });

  it('does not change the priority of any thread if the setting is normal', async () => {
    service = await spawnService(testSettings({ HASHING_THREAD_PRIORITY: 'normal' }));
    await logIn().expect(401);
    expect(new Set(niceValues(service.child.pid)).size).toBe(1);
  });
});
