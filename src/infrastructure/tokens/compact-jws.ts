import { InvalidAccessToken } from '../../domain/access-token/access-token.errors.js';

/** The three parts of a compact JWS (RFC 7515 §3.1), each in canonical base64url. None of them is verified yet. */
export interface CompactJws {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
}

const MAX_LENGTH = 4_096;
const SHAPE = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;

// `ignoreBOM` keeps a byte order mark in the text, where the JSON parser refuses it.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Splits a token. Refuses what lenient decoders accept: white space, padding, other alphabets, leftover bits.
 * @throws InvalidAccessToken
 */
export function parseCompactJws(token: string): CompactJws {
  const parts = token.length <= MAX_LENGTH ? SHAPE.exec(token)?.slice(1) : undefined;
  if (!parts?.every(isCanonical)) throw new InvalidAccessToken('malformed');
  const [header = '', payload = '', signature = ''] = parts;
  return { header, payload, signature };
}

/**
 * If a member occurs twice, the last one counts (RFC 7519 §4).
 * @throws InvalidAccessToken if the part is not JSON in valid UTF-8
 */
export function decodeJson(part: string): unknown {
  try {
    return JSON.parse(utf8.decode(Buffer.from(part, 'base64url')));
  } catch (cause) {
    throw new InvalidAccessToken('malformed', { cause });
  }
}

/** Each value has exactly one encoding: the unused bits of the last character must be zero (RFC 4648 §3.5). */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}
