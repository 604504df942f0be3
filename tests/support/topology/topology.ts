import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { freePort } from '../free-port.js';
import { serverFolder } from '../servers/server-folder.js';
import type { ServerProcess, Signal } from '../servers/server-process.js';
import { TcpProxy } from '../servers/tcp-proxy.js';
import { type Stack, type StackName, stackOf } from './stacks.js';
import { runCommand, startInstance } from './start-instance.js';
import { startNginx } from './start-nginx.js';

export interface TopologyOptions {
  readonly stack: StackName;
  readonly instances?: number;
  /** Added to the settings of the stack. They override settings of the same name. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether each server has a proxy in front, which can slow it down or disconnect it. */
  readonly proxies?: boolean;
  /** How often the migration of the stores is started, at once. A deployment does it once, before its instances start. */
  readonly migrations?: number;
}

/**
 * Runs the services of compose.yaml as processes on this machine: nginx, instances of the build, and the servers of a stack. Their
 * names are `nginx`, `instance-1`, `instance-2` … and the names of the servers in the stack. All of them end with this process.
 */
export class Topology {
  readonly #processes = new Map<string, ServerProcess>();
  readonly #proxies = new Map<string, TcpProxy>();
  #environment: Readonly<Record<string, string>> = {};

  private constructor(
    /** The URL of nginx. */
    readonly url: string,
    /** The URLs of the instances. */
    readonly instances: readonly string[],
    /** The folder of a store that is a file. */
    private readonly folder: string,
  ) {}

  static async start({
    stack,
    instances = 2,
    settings,
    proxies = false,
    migrations = 1,
  }: TopologyOptions): Promise<Topology> {
    const port = await freePort();
    const ports = await Promise.all(Array.from({ length: instances }, freePort));
    const folder = await serverFolder('topology');
    const topology = new Topology(urlOf(port), ports.map(urlOf), folder);
    try {
      const chosen = stackOf(stack);
      const urls = await topology.#startServers(chosen, proxies);
      topology.#environment = { ...SETTINGS, ...secrets(), ...chosen.settings(urls, folder), ...settings };
      if (!chosen.isInMemory) await topology.#migrate(migrations);
      await topology.#startInstances(ports);
      topology.#processes.set('nginx', await startNginx({ port, instances: ports }));
      return topology;
    } catch (error) {
      await topology.stop();
      throw error;
    }
  }

  /** Sends a signal and resolves when the process has ended. That can take some time if the process handles the signal. */
  async kill(server: string, signal: Signal = 'KILL'): Promise<void> {
    this.#process(server).signal(signal);
    await this.#process(server).ended();
  }

  /** Stops the process. Its connections stay open, but it sends nothing. */
  freeze(server: string): void {
    this.#process(server).signal('STOP');
  }

  thaw(server: string): void {
    this.#process(server).signal('CONT');
  }

  /** Restarts a killed server on its old port with its old files. Resolves when it accepts connections. */
  restart(server: string): Promise<void> {
    return this.#process(server).restart();
  }

  /** Delays each answer of the server by this number of milliseconds. Requires a topology with proxies. */
  slow(server: string, ms: number): void {
    this.proxyOf(server).delay(ms);
  }

  proxyOf(server: string): TcpProxy {
    return found(this.#proxies, server);
  }

  /** Runs a command of the build with the settings of the instances. Resolves to what it prints. */
  command(...command: string[]): Promise<string> {
    return runCommand(this.#environment, ...command);
  }

  async stop(): Promise<void> {
    for (const process of this.#processes.values()) process.stop();
    await Promise.all([...this.#processes.values()].map((process) => process.ended()));
    await Promise.all([...this.#proxies.values()].map((proxy) => proxy.close()));
    await rm(this.folder, { recursive: true });
  }

  /** Resolves to the URLs that the instances use. */
  async #startServers({ servers }: Stack, proxies: boolean): Promise<Record<string, string>> {
    const entries = Object.entries(servers).map(async ([name, { service, start }]) => {
      const started = await start();
      if (!started) throw new Error(`There is no ${name}: ${service.hint}.`);
      this.#processes.set(name, started.process);
      if (!proxies) return [name, started.url] as const;
      const proxy = await TcpProxy.to(started.url);
      this.#proxies.set(name, proxy);
      return [name, proxy.url] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  async #migrate(times: number): Promise<void> {
    await Promise.all(Array.from({ length: times }, () => this.command('store', 'migrate')));
  }

  async #startInstances(ports: readonly number[]): Promise<void> {
    const starts = ports.map(async (port, index) => {
      const instance = await startInstance({ ...this.#environment, PORT: String(port) });
      this.#processes.set(`instance-${index + 1}`, instance);
    });
    await Promise.all(starts);
  }

  #process(server: string): ServerProcess {
    return found(this.#processes, server);
  }
}

/** The settings of compose.yaml, with ports that only this machine can reach. */
const SETTINGS = {
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  PUBLIC_URL: 'https://auth.example.com',
  TRUST_PROXY: '1',
  ALLOWED_ORIGINS: 'https://app.example.com',
};

function secrets(): Record<string, string> {
  const names = ['JWT_SECRET', 'REFRESH_TOKEN_KEYS', 'AUDIT_PSEUDONYM_KEY'];
  return Object.fromEntries(names.map((name) => [name, randomBytes(48).toString('base64url')]));
}

const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

function found<T>(all: ReadonlyMap<string, T>, name: string): T {
  const one = all.get(name);
  if (one === undefined) throw new Error(`There is no ${name}. There is ${[...all.keys()].join(', ')}.`);
  return one;
}
