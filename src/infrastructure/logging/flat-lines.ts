import { type LoggerOptions, pino } from 'pino';
import { isSecretField } from './without-secrets.js';

type LogMethod = NonNullable<NonNullable<LoggerOptions['hooks']>['logMethod']>;

const PLAIN: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'undefined']);

/**
 * A hook of pino. It writes a line whose fields are all plain, such as that of a request, by one call of `JSON.stringify`. pino
 * writes the same line field by field, which takes twice as long (docs/performance.md). All other lines are left to pino.
 * @param time the field of the time, as pino takes it
 */
export function flatLines(
  time: () => string,
  append: (line: string, level: number, fields: object) => void,
): LogMethod {
  return function writeFlatLine(parameters, log, level) {
    const [fields, message]: readonly unknown[] = parameters;
    if (typeof message !== 'string' || !isFlat(fields)) return log.apply(this, parameters);
    const inner = JSON.stringify(fields).slice(1, -1);
    const start = `{"level":"${pino.levels.labels[level]}"${time()}`;
    append(`${start}${inner && `,${inner}`},"msg":${JSON.stringify(message)}}\n`, level, fields);
  };
}

function isFlat(fields: unknown): fields is Record<string, unknown> {
  return (
    isObject(fields) && Object.keys(fields).every((name) => isPlain(fields[name]) && !isSecretField(name))
  );
}

/** Neither an error nor a list. */
function isObject(fields: unknown): fields is Record<string, unknown> {
  return typeof fields === 'object' && fields !== null && fields.constructor === Object;
}

function isPlain(value: unknown): boolean {
  return value === null || PLAIN.has(typeof value);
}
