import { once } from 'node:events';
import { type Logger, type LoggerOptions, pino, stdSerializers } from 'pino';
import { escapeHiddenInLines } from '../../domain/shared/hidden-characters.js';
import { escapedTwice, prettyStream } from './pretty-stream.js';
import { withoutSecrets } from './without-secrets.js';

export interface LoggerSettings {
  readonly level: string;
  /** Readable output for a terminal. The output is JSON if the pretty printer is not installed, as in production. */
  readonly pretty: boolean;
  /** Defaults to standard output. */
  readonly fileDescriptor?: number;
}

export interface ProcessLogger {
  readonly logger: Logger;
  /** Resolves when every line is written. To be called before the process ends; nothing may be logged afterwards. */
  end(): Promise<void>;
}

/** Logs JSON lines to standard output. Writing is asynchronous, so no request waits for it. */
export async function createPinoLogger(settings: LoggerSettings): Promise<ProcessLogger> {
  const { fileDescriptor = 1 } = settings;
  const options: LoggerOptions = {
    level: settings.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: withoutSecrets },
    serializers: { err: (error) => withoutSecrets(stdSerializers.err(error)) },
    // JSON does not escape every control character that a terminal obeys. One pass over the line escapes those of all fields.
    hooks: { streamWrite: escapeHiddenInLines },
  };
  const pretty = settings.pretty ? await prettyStream(fileDescriptor) : undefined;
  if (pretty) {
    const hooks = { streamWrite: (line: string) => escapedTwice(escapeHiddenInLines(line)) };
    return { logger: pino({ ...options, hooks }, pretty), end: async () => {} };
  }
  const output = pino.destination({ dest: fileDescriptor, sync: false });
  const end = async (): Promise<void> => {
    // `flushSync` would lose the lines of a write that is in progress.
    output.end();
    await once(output, 'close');
  };
  return { logger: pino(options, output), end };
}
