import { isatty } from 'node:tty';
import { type DestinationStream, type Logger, type LoggerOptions, pino, stdSerializers } from 'pino';
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
  /** Writes out what is still buffered, before the process ends. */
  flush(): void;
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
  };
  const pretty = settings.pretty ? await prettyStream(fileDescriptor) : undefined;
  if (pretty) return { logger: pino(options, pretty), flush: () => {} };
  const output = pino.destination({ dest: fileDescriptor, sync: false });
  return { logger: pino(options, output), flush: () => output.flushSync() };
}

async function prettyStream(destination: number): Promise<DestinationStream | undefined> {
  try {
    const { default: pretty } = await import('pino-pretty');
    const colorize = isatty(destination);
    return pretty({ destination, colorize, translateTime: 'HH:MM:ss', singleLine: true, sync: true });
  } catch {
    return undefined;
  }
}
