/** No code logs a secret on purpose. If one is passed by mistake, the fields with these names are redacted (ASVS 16.2.5). */
const SECRET_FIELDS: ReadonlySet<string> = new Set([
  'password',
  'currentPassword',
  'newPassword',
  'authorization',
  'cookie',
  'accessToken',
  'refreshToken',
  'secret',
]);

const BLANK = '[redacted]';

/**
 * Redacts the secrets among the fields of a log line and one level below. pino's `redact` option does the same more slowly
 * (docs/performance.md).
 */
export function withoutSecrets(fields: object): Record<string, unknown> {
  const safe: Record<string, unknown> = { ...fields };
  for (const name in safe) {
    if (SECRET_FIELDS.has(name)) safe[name] = BLANK;
    // The serializer of pino needs the whole error: it also reads properties that are not own fields.
    else if (name !== 'err') safe[name] = withoutOwnSecrets(safe[name]);
  }
  return safe;
}

function withoutOwnSecrets(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const secrets = Object.keys(value).filter((name) => SECRET_FIELDS.has(name));
  return secrets.length === 0
    ? value
    : { ...value, ...Object.fromEntries(secrets.map((name) => [name, BLANK])) };
}
