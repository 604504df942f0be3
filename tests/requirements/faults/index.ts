import type { FaultsByRow } from '../fault.js';
import { accessTokenFaults } from './access-tokens.js';
import { configurationFaults } from './configuration.js';
import { cookieFaults } from './cookies.js';
import { denialOfServiceFaults } from './denial-of-service.js';
import { errorFaults, httpFaults } from './http.js';
import { loggingFaults } from './logging.js';
import { loginFaults } from './login.js';
import { passwordFaults } from './passwords.js';
import { authorizationFaults, revocationFaults } from './revocation-and-authorization.js';
import { sessionFaults } from './sessions.js';
import { supplyChainFaults } from './supply-chain.js';

/** At least one fault for each row of the catalogue; better one for each thing that the row promises. */
export const faults: FaultsByRow = {
  ...passwordFaults,
  ...loginFaults,
  ...accessTokenFaults,
  ...sessionFaults,
  ...cookieFaults,
  ...revocationFaults,
  ...authorizationFaults,
  ...httpFaults,
  ...errorFaults,
  ...loggingFaults,
  ...configurationFaults,
  ...denialOfServiceFaults,
  ...supplyChainFaults,
};
