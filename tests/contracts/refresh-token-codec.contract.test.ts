import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { RefreshTokenCodec } from '../../src/domain/session/refresh-token-codec.port.js';
import { toSessionId } from '../../src/domain/session/session-id.js';
import { HmacRefreshTokenCodec } from '../../src/infrastructure/refresh-tokens/hmac-refresh-token.codec.js';

const key = () => randomBytes(32).toString('base64url');
const sessionOf = (codec: RefreshTokenCodec, generation = 0) => ({
  id: toSessionId(randomUUID()),
  generation,
  nonce: codec.createNonce(),
});

function isGenuine(codec: RefreshTokenCodec, token: string, nonce: string): boolean {
  const presented = codec.decode(token);
  return presented !== undefined && codec.isGenuine(presented, nonce);
}

describe.each([
  { name: 'hmac', create: (...keys: string[]): RefreshTokenCodec => new HmacRefreshTokenCodec(keys) },
])('refresh tokens of $name', ({ create }) => {
  it.each([0, 1, 9, 10, 4_294_967_295])(
    'decodes the token that it issued, at generation %i',
    (generation) => {
      const codec = create(key());
      const session = sessionOf(codec, generation);
      const token = codec.encode(session);
      expect(codec.decode(token)).toEqual({
        sessionId: session.id,
        generation,
        mac: token.split('.')[2],
      });
      expect(isGenuine(codec, token, session.nonce)).toBe(true);
    },
  );

  it('RT-01 makes nonces of 256 bits', () => {
    const codec = create(key());
    const nonce = codec.createNonce();
    expect(nonce).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(nonce, 'base64url')).toHaveLength(32);
  });

  it('RT-01 makes tokens with a MAC of 256 bits, and no duplicates in 100,000 sessions', () => {
    const codec = create(key());
    const id = toSessionId(randomUUID());
    const macs = Array.from({ length: 100_000 }, () => {
      const token = codec.encode({ id, generation: 0, nonce: codec.createNonce() });
      return token.slice(token.lastIndexOf('.') + 1);
    });
    expect(new Set(macs).size).toBe(macs.length);
    expect(macs.every((mac) => /^[A-Za-z0-9_-]{43}$/.test(mac))).toBe(true);
  });

  it('RT-02 cannot compute a token from stored data without the key', () => {
    const codec = create(key());
    const session = sessionOf(codec);
    const token = codec.encode(session);
    expect(token).not.toContain(session.nonce);
    const stranger = create(key());
    expect(stranger.encode(session)).not.toBe(token);
    expect(isGenuine(stranger, token, session.nonce)).toBe(false);

    const text = `${session.id}.0.${session.nonce}`;
    const macs = [
      session.nonce,
      createHash('sha256').update(session.nonce).digest('base64url'),
      createHash('sha256').update(text).digest('base64url'),
      createHmac('sha256', session.nonce).update(`${session.id}.0`).digest('base64url'),
      createHmac('sha256', key()).update(text).digest('base64url'),
    ];
    for (const mac of macs) {
      const forged = `${session.id}.0.${mac}`;
      expect(codec.decode(forged)).toBeDefined();
      expect(isGenuine(codec, forged, session.nonce)).toBe(false);
    }
    for (const stored of [session.id, session.nonce]) expect(codec.decode(stored)).toBeUndefined();
  });

  it('RT-02 binds a token to its session, its generation and its nonce', () => {
    const codec = create(key());
    const session = sessionOf(codec, 1);
    const [id, , mac] = codec.encode(session).split('.');
    expect(isGenuine(codec, `${id}.1.${mac}`, session.nonce)).toBe(true);
    expect(isGenuine(codec, `${id}.2.${mac}`, session.nonce)).toBe(false);
    expect(isGenuine(codec, `${randomUUID()}.1.${mac}`, session.nonce)).toBe(false);
    expect(isGenuine(codec, `${id}.1.${mac}`, codec.createNonce())).toBe(false);
  });

  it('RT-06 makes the same token again for the same generation', () => {
    const codec = create(key());
    const session = sessionOf(codec);
    expect(codec.encode(session)).toBe(codec.encode({ ...session }));
    expect(codec.encode(session)).not.toBe(codec.encode({ ...session, generation: 1 }));
  });

  it('makes tokens with the first key and verifies with all', () => {
    const [first, second] = [key(), key()];
    const [before, during, after] = [create(first), create(second, first), create(second)];
    const session = sessionOf(before);
    const old = before.encode(session);
    const fresh = during.encode(session);

    expect(isGenuine(during, old, session.nonce)).toBe(true);
    expect(isGenuine(during, fresh, session.nonce)).toBe(true);
    expect(isGenuine(after, fresh, session.nonce)).toBe(true);
    expect(isGenuine(after, old, session.nonce)).toBe(false);
    expect(isGenuine(before, fresh, session.nonce)).toBe(false);
  });

  it('decodes no token that it cannot have issued', () => {
    const codec = create(key());
    const token = codec.encode(sessionOf(codec, 7));
    const [id = '', generation = '', mac = ''] = token.split('.');
    const last = mac.slice(-1);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const looseBits = alphabet[alphabet.indexOf(last) + 1];
    const impossible = [
      '',
      '..',
      ` ${token}`,
      `${token} `,
      `${token}\n`,
      `${token}=`,
      `${token}.`,
      `.${token}`,
      `x${token}`,
      `${id}.${generation}`,
      `${id}.${mac}`,
      `${id}..${mac}`,
      `${id}.07.${mac}`,
      `${id}.+7.${mac}`,
      `${id}.-7.${mac}`,
      `${id}.7.0.${mac}`,
      `${id}.7e0.${mac}`,
      `${id}.0x7.${mac}`,
      `${id}.٧.${mac}`,
      `${id}.${'9'.repeat(11)}.${mac}`,
      `${id.slice(1)}.7.${mac}`,
      `${id.replaceAll('-', '')}.7.${mac}`,
      `${id.slice(0, -1)}A.7.${mac}`,
      `${id.slice(0, -1)}g.7.${mac}`,
      `__proto__.7.${mac}`,
      `${id}.7.${mac.slice(1)}`,
      `${id}.7.${mac}A`,
      `${id}.7.${mac.slice(1)}+`,
      `${id}.7.${mac.slice(0, -1)}${looseBits}`,
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA',
      'a'.repeat(5_000_000),
    ];
    expect(codec.decode(token)).toBeDefined();
    for (const text of impossible)
      expect([text.slice(0, 120), codec.decode(text)]).toEqual([text.slice(0, 120), undefined]);
  });

  it('treats a MAC of another length as forged', () => {
    const codec = create(key());
    const session = sessionOf(codec);
    for (const mac of ['', 'AAAA', 'A'.repeat(100)]) {
      expect(codec.isGenuine({ sessionId: session.id, generation: 0, mac }, session.nonce)).toBe(false);
    }
  });

  it('requires at least one key, and at least 32 bytes for each', () => {
    expect(() => create()).toThrow(RangeError);
    expect(() => create('x'.repeat(31))).toThrow(RangeError);
    expect(() => create(key(), 'x'.repeat(31))).toThrow(RangeError);
    expect(() => create('é'.repeat(16))).not.toThrow();
  });
});
