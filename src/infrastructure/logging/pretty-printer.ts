import { isatty } from 'node:tty';

/** Turns JSON lines into readable ones, or is `undefined` if the printer is not installed. */
export async function prettyPrinter(descriptor: number): Promise<((line: string) => string) | undefined> {
  try {
    const { prettyFactory } = await import('pino-pretty');
    const print = prettyFactory({
      colorize: isatty(descriptor),
      translateTime: 'HH:MM:ss',
      // The line of an audit event begins with the same time.
      ignore: 'pid,hostname,occurredAt',
      singleLine: true,
      customPrettifiers: { err: errorText },
    });
    return (line) => print(escapedTwice(line));
  } catch {
    return undefined;
  }
}

/**
 * The printer decodes the escapes of a JSON line and prints the result, for example a line feed, which would let a value forge
 * a log line. Escaping them once more makes the printer show the escapes of the original line.
 */
function escapedTwice(line: string): string {
  return line.replace(/\\(?:\\|([bfnrtu]))/g, (sequence, name) => (name ? `\\${sequence}` : sequence));
}

/** An error on several lines: its fields, then its stack. Only stack frames and causes may start a new line. */
function errorText(error: string | object): string {
  const { stack, ...fields } = error as { readonly stack?: string };
  const lines = stack?.replaceAll(/\\n(?= {4}at |caused by: )/g, '\n') ?? '';
  return `${JSON.stringify(fields).replaceAll('\\\\', '\\')}\n${lines}`;
}
