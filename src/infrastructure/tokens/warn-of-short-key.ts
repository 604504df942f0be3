import type { Logger } from '../../domain/shared/logger.port.js';
import type { SigningKey } from './jwt-key.js';

/** What ASVS 11.2.3 asks for; the 2048 bits that RFC 7518 asks for are fit to sign, but not for long. */
const RECOMMENDED_RSA_BITS = 3_072;

export function warnOfShortKey({ kid, verifyWith }: SigningKey, logger: Logger): void {
  const bits = verifyWith.asymmetricKeyDetails?.modulusLength;
  if (bits === undefined || bits >= RECOMMENDED_RSA_BITS) return;
  logger.warn({ kid, bits, recommendedBits: RECOMMENDED_RSA_BITS }, 'JWT_PRIVATE_KEY is a short RSA key');
}
