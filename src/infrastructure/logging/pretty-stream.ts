import { isatty } from 'node:tty';
import type { DestinationStream } from 'pino';

/** A stream that prints JSON lines for people, or nothing where the printer is not installed. */
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
 * The printer takes the escapes out of a JSON line and prints what comes of them, such as a line feed that starts a line of its
 * own. Escaped once more, they come out as they were in the line.
 */
export function escapedTwice(line: string): string {
  return line.replace(/\\(?:\\|([bfnrtu]))/g, (sequence, name) => (name ? `\\${sequence}` : sequence));
}

/** An error over several lines: its fields, and its stack, in which only frames and causes begin a new line. */
function errorText(error: string | object): string {
  const { stack, ...fields } = error as { readonly stack?: string };
  const lines = stack?.replaceAll(/\\n(?= {4}at |caused by: )/g, '\n') ?? '';
  return `${JSON.stringify(fields).replaceAll('\\\\', '\\')}\n${lines}`;
}
