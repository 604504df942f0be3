import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import supertest from 'supertest';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { RawConnection } from '../support/http/raw-http.js';
import { describeOn } from '../support/needed-services.js';
import { testSettings } from '../support/service/service.js';
import { SERVICE_COMMAND } from '../support/service/service-process.js';

const START_MS = 30_000;

/** The time that the process grants its log at the end, and the time that a busy machine needs. */
const END_MS = 10_000;

/** More log lines than the pipe, the terminal and the buffer can hold. The longest path that is logged has 256 characters. */
const REQUESTS = 5_000;
const FLOOD = `GET /${'p'.repeat(255)} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

interface Service {
  readonly url: string;
  readonly metricsUrl: string;
  readonly child: ChildProcess;
  /** Resolves to the exit code. */
  readonly ended: Promise<number | null>;
}

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** Starts the service with a standard output that nobody reads, or that this file descriptor is. */
async function start(
  stdout: number | 'pipe',
  environment: Record<string, string> = {},
  command: readonly string[] = SERVICE_COMMAND,
): Promise<Service> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const env = testSettings({ PORT: String(port), METRICS_PORT: String(metricsPort), ...environment });
  const [file = '', ...args] = command;
  const child = spawn(file, args, { env, stdio: ['ignore', stdout, 'ignore'] });
  running.push(child);
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const url = `http://127.0.0.1:${port}`;
  await eventually(() => supertest(url).get('/health/live').expect(200).then(), START_MS);
  return { url, metricsUrl: `http://127.0.0.1:${metricsPort}`, child, ended };
}

async function flood({ url }: Service): Promise<void> {
  const connection = await RawConnection.open(url);
  connection.send(FLOOD.repeat(REQUESTS - 1), FLOOD.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
  const answers = await connection.untilClosed();
  expect(answers).toHaveLength(REQUESTS);
}

async function droppedLines({ metricsUrl }: Service): Promise<number> {
  const { text } = await supertest(metricsUrl).get('/metrics').expect(200);
  return Number(/^log_lines_dropped_total (\d+)$/m.exec(text)?.[1]);
}

async function expectAnswers(service: Service): Promise<void> {
  await flood(service);
  await supertest(service.url).get('/health/ready').expect(200);
  expect(await droppedLines(service)).toBeGreaterThan(0);
}

/** Expects that a service whose log cannot be written drops lines, answers, and stops as always. */
async function expectUnimpressed(service: Service): Promise<void> {
  await expectAnswers(service);
  service.child.kill('SIGTERM');
  expect(await Promise.race([service.ended, wait(END_MS, 'still runs')])).toBe(0);
}

describe('A service whose log cannot be written', () => {
  it('LOG-06 answers and stops while the disk is full', async () => {
    await expectUnimpressed(await start(openSync('/dev/full', 'w')));
  });

  it('LOG-06 answers and stops while the reader of the pipe does not read', async () => {
    await expectUnimpressed(await start('pipe'));
  });

  it('LOG-06 answers and stops after the reader of the pipe has ended', async () => {
    const service = await start('pipe');
    service.child.stdout?.destroy();
    await expectUnimpressed(service);
  });

  it('LOG-06 logs how many lines were dropped when the reader reads again', async () => {
    const service = await start('pipe');
    await flood(service);
    const dropped = await droppedLines(service);
    let text = '';
    service.child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    await eventually(async () => expect(text).toContain('Log lines were dropped'), START_MS);
    const lines = text.trimEnd().split('\n');
    const report = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg.startsWith('Log lines were'));
    expect(report).toMatchObject({ level: 'warn', count: dropped });
  });
});

const SCRIPT = '/usr/bin/script';
const terminal = { name: 'script', hint: 'the command script of util-linux, on Linux' };

describeOn(terminal, process.platform === 'linux' && existsSync(SCRIPT))('In a terminal', () => {
  /** The program in the terminal, which `script` reads and passes on. */
  const programIn = ({ child }: Service): number =>
    Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8'));

  /** A process that has ended has no command line, even while its parent has not noticed. */
  const isRunning = (pid: number): boolean =>
    existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';

  it('LOG-06 a service answers and stops while the terminal shows nothing', async () => {
    const command = `exec ${SERVICE_COMMAND.join(' ')}`;
    const environment = { NODE_ENV: 'development', SHELL: '/bin/sh' };
    const service = await start('pipe', environment, [SCRIPT, '-qfc', command, '/dev/null']);
    await expectAnswers(service);
    const pid = programIn(service);
    process.kill(pid, 'SIGTERM');
    await eventually(async () => expect(isRunning(pid)).toBe(false), END_MS);
  });
});
