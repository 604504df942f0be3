import { Container } from 'inversify';
import { ports } from '../../../src/wiring/port-identifiers.js';
import type { Slot } from '../../../src/wiring/technology.js';
import { accessTokenPolicy } from '../builders.js';
import { FakeClock } from '../fakes/fake-clock.js';
import { RecordingLogger } from '../fakes/recording-logger.js';

/** What a service takes from `PUBLIC_URL` and `SERVICE_NAME`, unless it is set. */
export const IDENTITY = {
  JWT_ISSUER: 'https://auth.example.com',
  JWT_AUDIENCE: 'https://auth.example.com',
  JWT_CLIENT_ID: 'accounts',
};

/** The token ports that a technology of the slot binds, configured by environment variables like in production. */
export async function createAccessTokenService(
  load: Slot[string],
  environment: Readonly<Record<string, string>>,
  clock = new FakeClock(),
) {
  const { technology } = await load();
  const logger = new RecordingLogger();
  const container = new Container();
  container.bind(ports.AccessTokenPolicy).toConstantValue(accessTokenPolicy);
  container.bind(ports.Clock).toConstantValue(clock);
  container.bind(ports.Logger).toConstantValue(logger);
  await container.load(technology.createModule(technology.variables.parse({ ...IDENTITY, ...environment })));
  return {
    clock,
    logger,
    issuer: await container.getAsync(ports.TokenIssuer),
    verifier: await container.getAsync(ports.TokenVerifier),
    publicKeys: await container.getAsync(ports.PublicKeySet),
  };
}
