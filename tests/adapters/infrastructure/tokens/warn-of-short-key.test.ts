import { createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { tokens } from '../../../../src/infrastructure/tokens/index.js';
import { warnOfShortKey } from '../../../../src/infrastructure/tokens/warn-of-short-key.js';
import { createAccessTokenService } from '../../../support/access-tokens/access-token-service.js';
import { RecordingLogger } from '../../../support/fakes/recording-logger.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

function warningsOf(verifyWith: KeyObject): object[] {
  const logger = new RecordingLogger();
  warnOfShortKey({ kid: 'a', algorithm: 'RS256', verifyWith, signWith: verifyWith }, logger);
  expect(logger.entries.every(({ level }) => level === 'warn')).toBe(true);
  return logger.entries.map(({ fields }) => fields);
}

describe('warnOfShortKey', () => {
  it('AT-16 warns of an RSA key under 3072 bits', () => {
    expect(warningsOf(rsa.publicKey)).toEqual([{ kid: 'a', bits: 2048, recommendedBits: 3072 }]);
  });

  it.each(Object.entries(tokens))('AT-16 is logged when %s starts', async (_technology, load) => {
    const pem = rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const { logger } = await createAccessTokenService(load, { JWT_ALGORITHM: 'RS256', JWT_PRIVATE_KEY: pem });
    expect(logger.entries).toEqual([expect.objectContaining({ level: 'warn' })]);
    expect(JSON.stringify(logger.entries)).not.toContain('PRIVATE KEY');
  });

  it('does not warn about other keys', () => {
    expect(warningsOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)).toEqual([]);
    expect(warningsOf(createSecretKey(Buffer.alloc(32)))).toEqual([]);
  });
});
