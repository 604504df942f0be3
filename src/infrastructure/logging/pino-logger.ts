import { type Logger, type LoggerOptions, pino, stdSerializers } from 'pino';
import { escapeHiddenInLines } from '../../domain/shared/hidden-characters.js';
import { BoundedLogStream } from './bounded-log-stream.js';
import { flatLines } from './flat-lines.js';
import { logSink } from './log-sink.js';
import { prettyPrinter } from './pretty-printer.js';
import { timeField } from './time-field.js';
import { withoutSecrets } from './without-secrets.js';

/** The reader of the log may have stopped reading. The end of the process does not wait longer for it. */
export const LOG_TIMEOUT_MS = 1_000;

export interface LoggerSettings {
  readonly level: string;
  /** Readable output for a terminal. The output is JSON if the pretty printer is not installed, as in production. */
  readonly pretty: boolean;
  /** Defaults to standard output. */
  readonly fileDescriptor?: number;
}

export interface ProcessLogger {
  readonly logger: Logger;
  /** The number of lines that were dropped because the log could not be written. */
  droppedLines(): number;
  /**
   * Resolves when every line is written, or after `LOG_TIMEOUT_MS`. To be called before the process ends; nothing may be logged
   * afterwards.
   */
  end(): Promise<void>;
}

/** Logs JSON lines to standard output. No request waits for the log, even if it cannot be written. */
export async function createPinoLogger(settings: LoggerSettings): Promise<ProcessLogger> {
  const { fileDescriptor = 1 } = settings;
  const time = timeField();
  const options: LoggerOptions = {
    level: settings.level,
    base: null,
    timestamp: time,
    formatters: { level: (label) => ({ level: label }), log: withoutSecrets },
    serializers: { err: (error) => withoutSecrets(stdSerializers.err(error)) },
    // JSON does not escape every control character that a terminal obeys. One pass over the line escapes those of all fields.
    hooks: {
      streamWrite: escapeHiddenInLines,
      logMethod: flatLines(time, (line, level, fields) =>
        output.append(escapeHiddenInLines(line), level, fields),
      ),
    },
  };
  const output = new BoundedLogStream(logSink(fileDescriptor), {
    format: settings.pretty ? await prettyPrinter(fileDescriptor) : undefined,
    onDropped: (count) => logger.warn({ count }, 'Log lines were dropped: the log could not be written.'),
  });
  const logger = pino(options, output);
  return { logger, droppedLines: () => output.dropped, end: () => output.end(LOG_TIMEOUT_MS) };
}
