import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { medianRatio } from './statistics.mjs';

const ROUNDS = 5;

/** A second of what services do: make objects and write them as JSON. Prints its CPU time in microseconds. */
const LOOP = `
  const counts = {};
  for (let index = 0; index < 2_500_000; index += 1) {
    const key = 'key ' + (index % 5_000);
    counts[key] = JSON.stringify({ index, key }).length;
  }
  console.log(process.cpuUsage().user);
`;

/** What two busy processes cost each other on this machine, whatever they do: the CPU time of one of two loops, beside that of a loop alone. */
export async function sharedCores() {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const alone = await cpuOfLoop();
    const [both] = await Promise.all([cpuOfLoop(), cpuOfLoop()]);
    rounds.push({ alone, both });
  }
  return {
    subject: 'CPU time of a loop, in two processes at once',
    baseline: 'in one',
    ratio: medianRatio(
      rounds.map(({ both }) => both),
      rounds.map(({ alone }) => alone),
    ),
  };
}

async function cpuOfLoop() {
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', LOOP]);
  return Number(stdout);
}
