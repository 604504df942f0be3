import { Container } from 'inversify';
import type { Slot } from '../../src/composition/technology.js';
import { tokens } from '../../src/composition/tokens.js';
import { accessTokenPolicy } from './builders.js';
import { FakeClock } from './fake-clock.js';
import { RecordingLogger } from './recording-logger.js';

/** The token ports as a technology of the slot binds them, configured by environment variables as in real life. */
export async function createAccessTokenService(
  load: Slot[string],
  environment: Readonly<Record<string, string>>,
  clock = new FakeClock(),
) {
  const { technology } = await load();
  const logger = new RecordingLogger();
  const container = new Container();
  container.bind(tokens.AccessTokenPolicy).toConstantValue(accessTokenPolicy);
  container.bind(tokens.Clock).toConstantValue(clock);
  container.bind(tokens.Logger).toConstantValue(logger);
  await container.load(technology.createModule(technology.variables.parse(environment)));
  return {
    clock,
    logger,
    issuer: container.get(tokens.TokenIssuer),
    verifier: container.get(tokens.TokenVerifier),
    publicKeys: container.get(tokens.PublicKeySet),
  };
}
