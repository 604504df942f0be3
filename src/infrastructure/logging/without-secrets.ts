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

export const isSecretField = (name: string): boolean => SECRET_FIELDS.has(name);

/**
 * Redacts the secrets among the fields of a log line and one level below. pino's `redact` option does the same, but searches each
 * line once for each name.
 */
export function withoutSecrets(fields: object): Record<string, unknown> {
  const safe: Record<string, unknown> = { ...fields };
  for (const name in safe) safe[name] = shownAs(name, safe[name]);
  return safe;
}

function shownAs(name: string, value: unknown): unknown {
  if (isSecretField(name)) return BLANK;
  // The serializer of pino needs the whole error: it also reads properties that are not own fields.
  return name === 'err' ? value : withoutOwnSecrets(value);
}

function withoutOwnSecrets(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const secrets = Object.keys(value).filter(isSecretField);
  return secrets.length === 0
    ? value
    : { ...value, ...Object.fromEntries(secrets.map((name) => [name, BLANK])) };
}
