import { once } from 'node:events';
import { isStack, stackOf, stacks } from './stacks.js';
import { Topology } from './topology.js';

const [name = 'in-memory'] = process.argv.slice(2);
if (!isStack(name)) {
  process.stderr.write(`There is no stack ${name}. There is ${Object.keys(stacks).join(', ')}.\n`);
  process.exit(64);
}

// Without shared stores, each instance would have its own users.
const instances = stackOf(name).isInMemory ? 1 : 2;
const topology = await Topology.start({ stack: name, instances });
process.stdout.write(
  `${name}: ${topology.url}\nThe instances: ${topology.instances.join(', ')}\nCtrl-C ends it.\n`,
);

const heartbeat = setInterval(() => {}, 2 ** 30);
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await topology.stop();
clearInterval(heartbeat);
