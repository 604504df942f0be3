import { createHash, type KeyObject } from 'node:crypto';
import type { PublicJwk } from '../../domain/access-token/public-key-set.port.js';
import type { VerificationKey } from './jwt-key.js';

/** The public members of each key type, in the order of RFC 7638 §3.2. An allow-list, so that no private member is published. */
const PUBLIC_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  RSA: ['e', 'kty', 'n'],
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
};

function publicMembers(key: KeyObject): { readonly kty: string; readonly [member: string]: string } {
  const jwk = key.export({ format: 'jwk' });
  const kty = String(jwk.kty);
  const members = PUBLIC_MEMBERS[kty] ?? [];
  return { ...Object.fromEntries(members.map((member) => [member, String(jwk[member])])), kty };
}

/** The SHA-256 thumbprint of a key (RFC 7638). It is the same on every instance and different for every key. */
export function thumbprint(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(JSON.stringify(publicMembers(publicKey)))
    .digest('base64url');
}

export function publicJwk({ kid, algorithm, verifyWith }: VerificationKey): PublicJwk {
  return Object.freeze({ ...publicMembers(verifyWith), kid, alg: algorithm, use: 'sig' });
}
