import { ContainerModule } from 'inversify';
import { PasswordPolicy } from '../domain/user/password-policy.js';
import { HmacAccountPseudonyms } from '../infrastructure/audit/hmac-account-pseudonyms.js';
import { HmacRefreshTokenCodec } from '../infrastructure/refresh-tokens/hmac-refresh-token.codec.js';
import { SystemClock } from '../infrastructure/system/system-clock.js';
import { UuidIdGenerator } from '../infrastructure/system/uuid-id-generator.js';
import { ports } from '../wiring/port-identifiers.js';
import type { Configuration } from './configuration/load-configuration.js';
import { toThrottlingPolicy } from './configuration/throttling-variables.js';

/** Bindings that every technology may need: policies from the settings, time and identifiers. */
export function foundationModule(configuration: Configuration): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(ports.Clock).toConstantValue(new SystemClock());
    bind(ports.IdGenerator).toConstantValue(new UuidIdGenerator());
    bind(ports.RefreshTokenCodec).toConstantValue(
      new HmacRefreshTokenCodec(configuration.REFRESH_TOKEN_KEYS),
    );
    bind(ports.AccountPseudonyms).toConstantValue(
      new HmacAccountPseudonyms(configuration.AUDIT_PSEUDONYM_KEY),
    );
    bind(ports.AccessTokenPolicy).toConstantValue({
      ttlMs: configuration.ACCESS_TOKEN_TTL_SECONDS * 1_000,
      clockToleranceMs: configuration.CLOCK_TOLERANCE_SECONDS * 1_000,
    });
    bind(ports.RevocationPolicy).toConstantValue({ failOpen: configuration.REVOCATION_FAIL_OPEN });
    bind(ports.SessionPolicy).toConstantValue({
      idleTtlMs: configuration.REFRESH_IDLE_TTL_SECONDS * 1_000,
      absoluteTtlMs: configuration.REFRESH_ABSOLUTE_TTL_SECONDS * 1_000,
      graceMs: configuration.REFRESH_GRACE_SECONDS * 1_000,
      reuseScope: configuration.REUSE_DETECTION_SCOPE,
      maxSessionsPerUser: configuration.MAX_SESSIONS_PER_USER,
    });
    bind(ports.ThrottlingPolicy).toConstantValue(toThrottlingPolicy(configuration));
    bind(ports.PasswordPolicy).toConstantValue(
      new PasswordPolicy({
        minLength: configuration.PASSWORD_MIN_LENGTH,
        serviceName: configuration.SERVICE_NAME,
      }),
    );
  });
}
