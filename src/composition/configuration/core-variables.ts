import { z } from 'zod';
import { PSEUDONYM_KEY_BYTES } from '../../infrastructure/audit/hmac-account-pseudonyms.js';
import {
  flag,
  integer,
  list,
  membersOf,
  singleKey,
  wholeNumber,
} from '../../infrastructure/variable-schemas.js';
import { host } from './listening-host.js';
import { isOrigin } from './origin.js';
import { isPublicUrl } from './public-url.js';
import { SENT_BY_TOOLS } from './sent-by-tools.js';
import { slots } from './slots.js';
import { throttlingVariables } from './throttling-variables.js';
import { isTrustedProxies, toTrustedProxies } from './trusted-proxies.js';

const REFRESH_KEY_BYTES = 32;

/**
 * The variables that do not belong to a technology. Defaults that differ between development and production are set in
 * `load-configuration.ts`.
 */
export const coreVariables = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'], 'must be development, production or test')
    .default('development'),
  HOST: host().optional(),
  PORT: integer({ min: 0, max: 65_535, defaultValue: 3_000 }),
  PUBLIC_URL: z
    .string()
    .refine(
      isPublicUrl,
      'must be a URL such as https://auth.example.com or https://example.com/auth, with no slash at its end',
    )
    .optional(),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
      'must be trace, debug, info, warn, error or silent',
    )
    .default('info'),
  API_DOCS: flag().optional(),
  METRICS_PORT: wholeNumber({ min: 0, max: 65_535 }).optional(),
  METRICS_HOST: host().default('127.0.0.1'),
  SERVICE_NAME: z.string().min(1, 'must not be empty').default('hexagonal-express-starter'),

  PERSISTENCE: technologyOf('PERSISTENCE'),
  REVOCATION: technologyOf('REVOCATION'),
  REVOCATION_CACHE: z.enum(['on', 'off'], 'must be on or off').default('off'),
  REVOCATION_MAX_STALENESS_MS: integer({ min: 100, max: 60_000, defaultValue: 1_000 }),
  TOKENS: technologyOf('TOKENS'),
  PASSWORDS: technologyOf('PASSWORDS'),
  BREACHED_PASSWORDS: technologyOf('BREACHED_PASSWORDS'),
  THROTTLING: technologyOf('THROTTLING'),
  AUDIT: technologyOf('AUDIT'),
  AUDIT_PSEUDONYM_KEY: z
    .string()
    .refine(
      (key) => Buffer.byteLength(key) >= PSEUDONYM_KEY_BYTES,
      `must have at least ${PSEUDONYM_KEY_BYTES} bytes`,
    )
    .optional()
    .meta({ keysIn: singleKey }),
  ALLOW_IN_MEMORY: flag().default(false),
  STORE_START_TIMEOUT_SECONDS: wholeNumber({ min: 0, max: 600 }).optional(),

  ACCESS_TOKEN_TTL_SECONDS: integer({ min: 1, max: 3_600, defaultValue: 900 }),
  CLOCK_TOLERANCE_SECONDS: integer({ min: 0, max: 60, defaultValue: 30 }),
  REVOCATION_FAIL_OPEN: flag().default(false),
  REFRESH_TOKEN_KEYS: list()
    .refine(
      (keys) => keys.length > 0 && keys.every((key) => Buffer.byteLength(key) >= REFRESH_KEY_BYTES),
      `must be a comma-separated list of keys of at least ${REFRESH_KEY_BYTES} bytes each`,
    )
    .meta({ keysIn: membersOf, generatedInDevelopment: true }),
  REFRESH_IDLE_TTL_SECONDS: integer({ min: 60, max: 90 * 86_400, defaultValue: 7 * 86_400 }),
  REFRESH_ABSOLUTE_TTL_SECONDS: integer({ min: 60, max: 365 * 86_400, defaultValue: 30 * 86_400 }),
  REFRESH_GRACE_SECONDS: integer({ min: 0, max: 30, defaultValue: 10 }),
  REUSE_DETECTION_SCOPE: z
    .enum(['user', 'session', 'graded'], 'must be graded, user or session')
    .default('user'),
  MAX_SESSIONS_PER_USER: integer({ min: 1, max: 1_000, defaultValue: 20 }),

  PASSWORD_MIN_LENGTH: integer({ min: 8, max: 64, defaultValue: 15 }),
  HASHING_THREAD_PRIORITY: z.enum(['low', 'normal'], 'must be low or normal').default('low'),

  ...throttlingVariables.shape,

  ALLOWED_ORIGINS: list().refine(
    (origins) => origins.every(isOrigin),
    'must be a comma-separated list of exact origins, without a path and without a slash at the end, such as https://app.example.com',
  ),
  CORS_ALLOWED_HEADERS: list(SENT_BY_TOOLS.join()).refine(
    (names) => names.every((name) => /^[\w-]+$/.test(name)),
    'must be a comma-separated list of names of header fields',
  ),
  TRUST_PROXY: z
    .string()
    .refine(
      isTrustedProxies,
      'must be false, a number of proxies, or a comma-separated list of addresses or networks',
    )
    .default('false')
    .transform(toTrustedProxies),
  KEEP_ALIVE_TIMEOUT_SECONDS: wholeNumber({ min: 1, max: 3_600 }).optional(),
  SHUTDOWN_DELAY_SECONDS: wholeNumber({ min: 0, max: 300 }).optional(),
  MAX_CONNECTIONS: wholeNumber({ min: 1, max: 1_000_000 }).optional(),
  MAX_CONNECTIONS_PER_ADDRESS: wholeNumber({ min: 1, max: 1_000_000 }).optional(),
  COOKIE_SECURE: flag().default(true),
  COOKIE_SAME_SITE: z.enum(['strict', 'lax', 'none'], 'must be strict, lax or none').default('strict'),

  BOOTSTRAP_ADMIN_EMAIL: z.string().optional(),
  BOOTSTRAP_ADMIN_PASSWORD: z.string().optional().meta({ secret: true }),
});

export type CoreVariables = z.output<typeof coreVariables>;

/** The default is the first of the slot, so that no technology is named outside its slot and each can be deleted. */
function technologyOf(variable: keyof typeof slots) {
  const names = Object.keys(slots[variable]);
  const [first = ''] = names;
  return z.enum(names, `must be one of: ${names.join(', ')}`).default(first);
}
