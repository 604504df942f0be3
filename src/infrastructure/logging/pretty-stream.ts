import { isatty } from 'node:tty';
import type { DestinationStream } from 'pino';

/** A stream that prints JSON lines in readable form, or `undefined` if the printer is not installed. */
export async function prettyStream(destination: number): Promise<DestinationStream | undefined> {
  try {
    const { default: pretty } = await import('pino-pretty');
    return pretty({
      destination,
      colorize: isatty(destination),
      translateTime: 'HH:MM:ss',
      singleLine: true,
      sync: true,
      customPrettifiers: { err: errorText },
    });
  } catch {
    return undefined;
  }
}

/**
 * The printer decodes the escapes of a JSON line and prints the result, for example a line feed, which would let a value forge
 * a log line. Escaping them once more makes the printer show the escapes of the original line.
 */
export function escapedTwice(line: string): string {
  return line.replace(/\\(?:\\|([bfnrtu]))/g, (sequence, name) => (name ? `\\${sequence}` : sequence));
}

/** An error on several lines: its fields, then its stack. Only stack frames and causes may start a new line. */
function errorText(error: string | object): string {
  const { stack, ...fields } = error as { readonly stack?: string };
  const lines = stack?.replaceAll(/\\n(?= {4}at |caused by: )/g, '\n') ?? '';
  return `${JSON.stringify(fields).replaceAll('\\\\', '\\')}\n${lines}`;
}
