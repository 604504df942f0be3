import type {
  DecodedRefreshToken,
  RefreshTokenCodec,
} from '../../../src/domain/session/refresh-token-codec.port.js';
import { toSessionId } from '../../../src/domain/session/session-id.js';

type Encodable = Parameters<RefreshTokenCodec['encode']>[0];

/** Makes tokens in the format of the real ones, but without cryptography. */
export class FakeRefreshTokenCodec implements RefreshTokenCodec {
  #nonces = 0;

  createNonce(): string {
    this.#nonces += 1;
    return `nonce-${this.#nonces}`;
  }

  encode({ id, generation, nonce }: Encodable): string {
    return `${id}.${generation}.${this.#mac(id, generation, nonce)}`;
  }

  decode(token: string): DecodedRefreshToken | undefined {
    const [, id, generation, mac] = token.match(/^([^.]+)\.(\d+)\.([^.]+)$/) ?? [];
    if (id === undefined || mac === undefined) return undefined;
    return { sessionId: toSessionId(id), generation: Number(generation), mac };
  }

  isGenuine({ sessionId, generation, mac }: DecodedRefreshToken, nonce: string): boolean {
    return mac === this.#mac(sessionId, generation, nonce);
  }

  #mac(id: string, generation: number, nonce: string): string {
    return `mac(${id},${generation},${nonce})`;
  }
}
