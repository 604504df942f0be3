import { randomBytes } from 'node:crypto';
import { isPlaceholder } from '../../../src/infrastructure/placeholder-secret.js';

describe('isPlaceholder', () => {
  it.each([
    'changeme-changeme-changeme-changeme',
    'Please CHANGE ME before going live!!',
    'replace_me_with_a_random_value_of_32_bytes',
    '<placeholder for the signing key of prod>',
    'your-secret-here-your-secret-here',
    'your-256-bit-secret-your-256-bit-secret',
  ])('AT-15 knows %j everywhere', (secret) => {
    expect(isPlaceholder(secret, { strict: false })).toBe(true);
    expect(isPlaceholder(secret, { strict: true })).toBe(true);
  });

  it.each([
    'super-secret-key-for-the-test-bench',
    'PassWord-PassWord-PassWord-PassWord',
    'an-example-value-that-was-never-set',
    'the default key of this application',
    'qwertzuiop-qwerty-uiop-asdf-ghjk-yx',
    'let-me-in-let-me-in-let-me-in-please',
    '0123456789-9876543210-0011223344556',
    '12345678-abdnvozu-wlkxnb-dkwppqozmn',
    'abcdefghijklmnopqrstuvwxyz-zyxwvuts',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'abcabdabeabfabgabhabiabaabaabbabcab',
  ])('CF-01 knows %j where the rule is strict', (secret) => {
    expect(isPlaceholder(secret, { strict: true })).toBe(true);
    expect(isPlaceholder(secret, { strict: false })).toBe(false);
  });

  it('accepts random secrets', () => {
    for (let round = 0; round < 500; round += 1) {
      for (const encoding of ['hex', 'base64', 'base64url'] as const) {
        const secret = randomBytes(32).toString(encoding);
        expect([secret, isPlaceholder(secret, { strict: true })]).toEqual([secret, false]);
      }
    }
  });

  it('accepts ten distinct characters', () => {
    expect(isPlaceholder('zyxwvutsr'.repeat(4), { strict: true })).toBe(true);
    expect(isPlaceholder('zyxwvutsrq'.repeat(4), { strict: true })).toBe(false);
  });
});
