import { setFlagsFromString } from 'node:v8';

/**
 * Jest runs this file before each test file, in the process of its worker.
 *
 * Each test file loads its modules anew, and V8 optimises their functions anew. Node 20 does that so early that it takes more time
 * than it saves. Later versions first use a faster compiler, and do not have this flag.
 */
const [major = 0] = process.versions.node.split('.').map(Number);

if (major < 22) setFlagsFromString('--interrupt-budget=1000000');
