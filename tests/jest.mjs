import { run } from 'jest';

// Each test file loads all its modules anew, so the workers, which inherit this flag, allocate much that soon is garbage. With 16 MiB
// for young objects, the default of V8, they spend a tenth of their time collecting it.
process.execArgv.push('--max-semi-space-size=64');

// Found like any import, so that it does not matter whether npm installed Jest here or, in a workspace, in a folder above.
await run();
