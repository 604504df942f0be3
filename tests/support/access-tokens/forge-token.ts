import { constants, createHmac, type KeyObject, sign } from 'node:crypto';

/** An object is serialised as JSON. Text and bytes are used unchanged, even if they are invalid. */
export type Part = object | string | Buffer;

export interface Forgery {
  readonly header: Part;
  readonly payload: Part;
  /** How to sign, whatever the header says. */
  readonly algorithm: string;
  readonly key: KeyObject;
}

/** Makes a JWT with node:crypto, because libraries refuse to make the tokens that an attacker sends. */
export function forgeToken({ header, payload, algorithm, key }: Forgery): string {
  const input = `${encodePart(header)}.${encodePart(payload)}`;
  return `${input}.${signature(algorithm, key, input).toString('base64url')}`;
}

export function encodePart(part: Part): string {
  const bytes = Buffer.isBuffer(part) || typeof part === 'string' ? part : JSON.stringify(part);
  return Buffer.from(bytes as string).toString('base64url');
}

/** @returns the parsed JSON of one part of a token */
export function decodePart(token: string, index: 0 | 1): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString());
}

function signature(algorithm: string, key: KeyObject, input: string): Buffer {
  const digest = `sha${algorithm.slice(2)}`;
  switch (algorithm.slice(0, 2)) {
    case 'HS':
      return createHmac(digest, key).update(input).digest();
    case 'RS':
      return sign(digest, Buffer.from(input), key);
    case 'PS':
      return sign(digest, Buffer.from(input), {
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      });
    case 'ES':
      return sign(digest, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
    default:
      throw new RangeError(`cannot sign with ${algorithm}`);
  }
}
