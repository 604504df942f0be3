import module from 'node:module';
import { fileURLToPath } from 'node:url';

/** Beside the code, because Node runs what it finds there: whoever can write to it can write to the code as well. */
const FOLDER = fileURLToPath(new URL('../../.cache/compiled', import.meta.url));

/** Node 20 has no such function, and the types are those of Node 20. */
type CompileCache = { enableCompileCache?: (folder: string) => unknown };

// Later starts need not compile the code again (docs/performance.md).
(module as CompileCache).enableCompileCache?.(FOLDER);
