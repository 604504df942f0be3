import module, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * The folder is beside the code, because Node runs what it finds there. So only someone who can change the code can change the
 * cache.
 */
const FOLDER = fileURLToPath(new URL('../../.cache/compiled', import.meta.url));

/** Node 20 does not have this function, and neither do its types, which are used here. */
const { enableCompileCache } = module as { enableCompileCache?: (folder: string) => unknown };

// tsx would load what is required a second time when it is imported.
const isBuilt = import.meta.url.endsWith('.js');

// Both ways are explained in docs/performance.md.
if (enableCompileCache) enableCompileCache(FOLDER);
else if (isBuilt && process.features.require_module) createRequire(import.meta.url)('inversify');
