import { createHmac, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import type {
  DecodedRefreshToken,
  RefreshTokenCodec,
} from '../../domain/session/refresh-token-codec.port.js';
import { type SessionId, toSessionId } from '../../domain/session/session-id.js';

const MIN_KEY_BYTES = 32;
const NONCE_BYTES = 32;

/** More than the longest token. A longer text is refused before the pattern is tried. */
const MAX_LENGTH = 128;
/**
 * A UUID in lower case, a decimal number without leading zeros, and 32 bytes in base64url. The last character has two unused
 * bits, which must be zero, so that each token has exactly one spelling.
 */
const TOKEN =
  /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(0|[1-9][0-9]{0,9})\.([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])$/;

/** Refresh tokens with an HMAC-SHA-256. */
export class HmacRefreshTokenCodec implements RefreshTokenCodec {
  private readonly keys: readonly KeyObject[];
  private readonly signingKey: KeyObject;

  /** @param secrets the UTF-8 bytes of each are a key of at least 32 bytes. The first issues tokens, all of them verify */
  constructor(secrets: readonly string[]) {
    this.keys = secrets.map(toKey);
    const [first] = this.keys;
    if (!first) throw new RangeError('A refresh token codec needs a key.');
    this.signingKey = first;
  }

  createNonce(): string {
    return randomBytes(NONCE_BYTES).toString('base64url');
  }

  encode({ id, generation, nonce }: Parameters<RefreshTokenCodec['encode']>[0]): string {
    const mac = macOf(id, generation, nonce, this.signingKey);
    return `${id}.${generation}.${mac.toString('base64url')}`;
  }

  decode(token: string): DecodedRefreshToken | undefined {
    const [, sessionId, generation, mac] = (token.length <= MAX_LENGTH && TOKEN.exec(token)) || [];
    if (!sessionId || !generation || !mac) return undefined;
    return { sessionId: toSessionId(sessionId), generation: Number(generation), mac };
  }

  isGenuine({ sessionId, generation, mac }: DecodedRefreshToken, nonce: string): boolean {
    const presented = Buffer.from(mac, 'base64url');
    // Every key is tried, so that the time does not reveal which key matched.
    const matches = this.keys.filter((key) => isEqual(presented, macOf(sessionId, generation, nonce, key)));
    return matches.length > 0;
  }
}

function toKey(secret: string): KeyObject {
  const bytes = Buffer.from(secret, 'utf8');
  if (bytes.length < MIN_KEY_BYTES)
    throw new RangeError(`A refresh token key has at least ${MIN_KEY_BYTES} bytes.`);
  return createSecretKey(bytes);
}

/** No part can contain a full stop, so two different inputs never produce the same text. */
function macOf(id: SessionId, generation: number, nonce: string, key: KeyObject): Buffer {
  return createHmac('sha256', key).update(`${id}.${generation}.${nonce}`).digest();
}

function isEqual(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
