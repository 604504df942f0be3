import type { Logger } from '../../domain/shared/logger.port.js';
import type { SigningKey } from './jwt-key.js';

/** The size that ASVS 11.2.3 requires. The 2048 bits that RFC 7518 requires are secure today, but not in the long term. */
const RECOMMENDED_RSA_BITS = 3_072;

export function warnOfShortKey({ kid, verifyWith }: SigningKey, logger: Logger): void {
  const bits = verifyWith.asymmetricKeyDetails?.modulusLength;
  if (bits === undefined || bits >= RECOMMENDED_RSA_BITS) return;
  logger.warn({ kid, bits, recommendedBits: RECOMMENDED_RSA_BITS }, 'JWT_PRIVATE_KEY is a short RSA key');
}
