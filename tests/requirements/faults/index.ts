import type { FaultsByRow } from '../fault.js';
import { accessTokenFaults } from './access-tokens.js';
import { cookieFaults } from './cookies.js';
import { errorFaults, httpFaults } from './http.js';
import { loginFaults } from './login.js';
import {
  configurationFaults,
  denialOfServiceFaults,
  loggingFaults,
  supplyChainFaults,
} from './operations.js';
import { passwordFaults } from './passwords.js';
import { authorizationFaults, revocationFaults } from './revocation-and-authorization.js';
import { sessionFaults } from './sessions.js';

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
