import { existsSync, readdirSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { testSettings } from '../support/service/service.js';
import { SERVICE_COMMAND, spawnService } from '../support/service/service-process.js';

it('keeps its compiled code beside itself for later starts, where Node can', async () => {
  const service = await spawnService(testSettings());
  service.child.kill('SIGTERM');
  await service.ended;
  const folder = join(dirname(String(SERVICE_COMMAND.at(-1))), '../.cache/compiled');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
  expect(files.length > 100).toBe('enableCompileCache' in module);
});
