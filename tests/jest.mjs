import { run } from 'jest';

// Found like any import, so that it does not matter whether npm installed Jest here or, in a workspace, in a folder above.
await run();
