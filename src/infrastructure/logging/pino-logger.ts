import { once } from 'node:events';
import { type Logger, type LoggerOptions, pino, stdSerializers } from 'pino';
import { escapeHiddenInLines } from '../../domain/shared/hidden-characters.js';
import { escapedTwice, prettyStream } from './pretty-stream.js';
import { withoutSecrets } from './without-secrets.js';

export interface LoggerSettings {
  readonly level: string;
  /** For people at a terminal. Falls back to JSON where the pretty printer is not installed, as in production. */
  readonly pretty: boolean;
  /** Standard output unless said otherwise. */
  readonly fileDescriptor?: number;
}

export interface ProcessLogger {
  readonly logger: Logger;
  /** Resolves once every line is written, for the end of the process. Nothing may be logged after it. */
  end(): Promise<void>;
}

/** Logs JSON lines to standard output without making a request wait for it. */
export async function createPinoLogger(settings: LoggerSettings): Promise<ProcessLogger> {
  const { fileDescriptor = 1 } = settings;
  const options: LoggerOptions = {
    level: settings.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: withoutSecrets },
    serializers: { err: (error) => withoutSecrets(stdSerializers.err(error)) },
    // JSON leaves characters that a terminal obeys as they are. One pass over the line finds those of every field.
    hooks: { streamWrite: escapeHiddenInLines },
  };
  const pretty = settings.pretty ? await prettyStream(fileDescriptor) : undefined;
  if (pretty) {
    const hooks = { streamWrite: (line: string) => escapedTwice(escapeHiddenInLines(line)) };
    return { logger: pino({ ...options, hooks }, pretty), end: async () => {} };
  }
  const output = pino.destination({ dest: fileDescriptor, sync: false });
  const end = async (): Promise<void> => {
    // `flushSync` leaves out the lines that are being written at that moment.
    output.end();
    await once(output, 'close');
  };
  return { logger: pino(options, output), end };
}
