import type { Request, Response } from 'express';
import type { PublicKeySet } from '../../../../domain/access-token/public-key-set.port.js';
import type { PublicController, PublicRoute } from '../../route.js';
import { JwkSetResponse } from '../../schemas/responses.js';
import { tag } from './tag.js';

/** Clients must know a new key before it signs, which limits this time. A longer time means fewer requests. */
const MAX_AGE_SECONDS = 600;

/** RFC 7517 §8.5.2. */
const MEDIA_TYPE = 'application/jwk-set+json';

export class JwksController implements PublicController {
  readonly route: PublicRoute = {
    method: 'get',
    path: '/.well-known/jwks.json',
    access: 'public',
    operationId: 'getPublicKeys',
    tag,
    summary: 'Get the public keys that verify access tokens (RFC 7517)',
    description:
      'For services that accept these access tokens. A new key is published before it signs tokens.',
    responses: {
      200: {
        description: 'The JWK Set. It is empty if the algorithm is symmetric',
        schema: JwkSetResponse,
        mediaType: MEDIA_TYPE,
        headers: ['Cache-Control'],
      },
    },
  };

  constructor(private readonly publicKeys: PublicKeySet) {}

  async handle(_request: Request, response: Response): Promise<void> {
    const keys = await this.publicKeys.keys();
    response
      .set('Cache-Control', `public, max-age=${MAX_AGE_SECONDS}`)
      .type(MEDIA_TYPE)
      .send(`${JSON.stringify({ keys })}\n`);
  }
}
