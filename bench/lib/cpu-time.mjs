import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second. */
const TICK_MS = 10;

/**
 * The CPU time of every process that this one has started, directly or not, in milliseconds. A process that has ended counts as
 * time of its parent. A busy machine makes everything slower, but it hardly changes this time.
 * @returns {{ pid: number, program: string, ms: number }[]}
 */
function cpuTimes() {
  const processes = readdirSync('/proc').filter(isNumber).flatMap(readProcess);
  const parents = new Map(processes.map(({ pid, parent }) => [pid, parent]));
  const isOurs = (pid) => pid === process.pid || (parents.has(pid) && isOurs(parents.get(pid)));
  return processes.filter(({ parent }) => isOurs(parent));
}

/**
 * Starts to count.
 * @returns {() => { of: (programs: RegExp) => number, ofProcess: (pid: number) => number }} the milliseconds since then
 */
export function cpuStopwatch() {
  const before = new Map(cpuTimes().map(({ pid, ms }) => [pid, ms]));
  return () => {
    const used = cpuTimes().map(({ ms, ...each }) => ({ ...each, ms: ms - (before.get(each.pid) ?? 0) }));
    const sum = (wanted) => used.filter(wanted).reduce((total, { ms }) => total + ms, 0);
    return {
      of: (programs) => sum(({ program }) => programs.test(program)),
      ofProcess: (wanted) => sum(({ pid }) => pid === wanted),
    };
  };
}

/** The names that Linux gives them. Later releases of Node name their main thread. */
export const PROGRAMS = {
  node: /^(node|.*MainThread)$/,
  nginx: /^nginx/,
  stores: /^(redis|postgres|mongod)/,
};

const isNumber = (name) => /^\d+$/.test(name);

/** Nothing for a process that has just ended. See proc(5) for the fields. */
function readProcess(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, program, rest] = /\((.*)\) (.*)/s.exec(stat);
    const fields = rest.split(' ');
    const ticks = fields.slice(11, 15).map(Number);
    return {
      pid: Number(pid),
      parent: Number(fields[1]),
      program,
      ms: ticks.reduce((sum, tick) => sum + tick, 0) * TICK_MS,
    };
  } catch {
    return [];
  }
}
