import module, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Beside the code, because Node runs what it finds there: whoever can write to it can write to the code as well. */
const FOLDER = fileURLToPath(new URL('../../.cache/compiled', import.meta.url));

/** Node 20 has no such function, and the types are those of Node 20. */
const { enableCompileCache } = module as { enableCompileCache?: (folder: string) => unknown };

// tsx would load what is required a second time when it is imported.
const isBuilt = import.meta.url.endsWith('.js');

// Both ways are explained in docs/performance.md.
if (enableCompileCache) enableCompileCache(FOLDER);
else if (isBuilt && process.features.require_module) createRequire(import.meta.url)('inversify');
