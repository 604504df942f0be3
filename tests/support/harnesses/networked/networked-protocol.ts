import type { Socket } from 'node:net';

export interface Request {
  readonly id: number;
  readonly operation: string;
  readonly parameters: readonly unknown[];
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export interface Reply {
  readonly id: number;
  readonly value?: unknown;
  readonly refusal?: Refusal;
}

/** The server answered, but rejected the request. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

const DATE = '$date';

/** JSON that preserves dates. */
export function encode(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, text) {
    const original = this[key];
    return original instanceof Date ? { [DATE]: original.getTime() } : text;
  });
}

export function decode(line: string): unknown {
  return JSON.parse(line, (_key, value) => {
    const ms: unknown = value?.[DATE];
    return typeof ms === 'number' ? new Date(ms) : value;
  });
}

export function onLines(socket: Socket, take: (line: string) => unknown): void {
  let rest = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
}
