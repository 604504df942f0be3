import { z } from 'zod';

/** Building blocks for schemas of environment variables. Their messages say what is allowed and never contain the value. */

declare module 'zod' {
  interface GlobalMeta {
    /** The value is never printed, and may also come from the file named by `<VARIABLE>_FILE`. */
    secret?: true;
    /**
     * Marks key material. The function returns the keys in the value. Each key must be random and differ from all others. Such
     * a variable is also a secret.
     */
    keysIn?: (value: string) => readonly string[];
    /** Outside production, a missing value is generated and stored for later starts. */
    generatedInDevelopment?: true;
    /** The core variable whose value is the default. */
    defaultsTo?: string;
    /** The default in development. The other environments have none. */
    developmentDefault?: string;
  }
}

/** Kubernetes and links of Docker set `<NAME>_PORT` for each service. */
const SERVICE_LINK = /^tcp:\/\//;
const FROM_A_LINK = 'rename that service, or set enableServiceLinks: false in the pod';

interface Range {
  readonly min: number;
  readonly max: number;
}

export function wholeNumber({ min, max }: Range) {
  const allowed = `must be a whole number from ${min} to ${max}`;
  const error = ({ input }: { readonly input?: unknown }) =>
    SERVICE_LINK.test(String(input)) ? `${allowed}, not the address of a service: ${FROM_A_LINK}` : allowed;
  return z
    .string()
    .regex(/^\d{1,10}$/, { error })
    .transform(Number)
    .refine((value) => value >= min && value <= max, allowed);
}

export function integer({ defaultValue, ...range }: Range & { readonly defaultValue: number }) {
  return wholeNumber(range).default(defaultValue);
}

export function flag() {
  return z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');
}

/** A comma-separated list that is empty when the variable is not set and has no default. Empty members are dropped. */
export function list(defaultValue = '') {
  return z.string().default(defaultValue).pipe(z.string().transform(membersOf));
}

export function membersOf(value: string): string[] {
  return value
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
}

/** For `keysIn`: the whole value is one key. An empty value is none. */
export function singleKey(value: string): string[] {
  return value === '' ? [] : [value];
}

/** Returns the host or the hosts in a URL, for messages, without the user name and the password. */
export function endpointOf(variable: string, url: string): { variable: string; host: string } {
  // A password may contain any character, and Node cannot parse a URL with several hosts. The hosts begin after the last @.
  const afterCredentials = url.replace(/^[^:]*:\/\//, '').replace(/^.*@/s, '');
  const [host = ''] = /^[\w.,:[\]-]*/.exec(afterCredentials) ?? [];
  return { variable, host };
}
