import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { startService } from './service.mjs';

/** Writes the API description of the build to a file. What was generated before is deleted. */
const service = await startService();
const response = await fetch(`${service.url}/openapi.json`);
const description = await response.text();
await service.stop();
rmSync('generated', { recursive: true, force: true });
mkdirSync('generated');
writeFileSync('generated/openapi.json', description);
