import jsonwebtoken from 'jsonwebtoken';
import type { AccessTokenClaims } from '../../../domain/access-token/access-token-claims.js';
import type { TokenIssuer } from '../../../domain/access-token/token-issuer.port.js';
import { ACCESS_TOKEN_TYPE } from '../access-token-header.js';
import { toPayload } from '../access-token-payload.js';
import type { SigningKey } from '../jwt-key.js';
import type { TokenIdentity } from '../token-identity.js';
import type { JsonwebtokenAlgorithm } from './jsonwebtoken-algorithms.js';

export class JsonwebtokenTokenIssuer implements TokenIssuer {
  constructor(
    private readonly key: SigningKey<JsonwebtokenAlgorithm>,
    private readonly identity: TokenIdentity,
  ) {}

  async issue(claims: AccessTokenClaims): Promise<string> {
    const { algorithm: alg, kid, signWith } = this.key;
    const header = { alg, typ: ACCESS_TOKEN_TYPE, kid };
    return jsonwebtoken.sign(toPayload(claims, this.identity), signWith, { algorithm: alg, header });
  }
}
