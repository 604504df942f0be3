import { cpuStopwatch, PROGRAMS } from './cpu-time.mjs';

/**
 * All clients of a service call one endpoint after the other.
 * @param {Record<string, (client) => Promise<void>>} endpoints
 * @returns by endpoint, in milliseconds: the time of each call, and the CPU time of all calls in the service and in its stores
 */
export async function callEndpoints(endpoints, clients) {
  const [{ service }] = clients;
  const results = {};
  for (const [name, call] of Object.entries(endpoints)) {
    const stop = cpuStopwatch();
    const ms = [];
    for (const client of clients) {
      const startedAt = performance.now();
      await call(client);
      ms.push(performance.now() - startedAt);
    }
    const cpu = stop();
    results[name] = { ms, service: cpu.ofProcess(service.pid), stores: cpu.of(PROGRAMS.stores) };
  }
  return results;
}
