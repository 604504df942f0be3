import { after, earlier, later } from '../shared/instant.js';
import type { UserId } from '../user/user-id.js';
import { forgivenMs, type RefreshTokenState, refreshTokenState } from './refresh-token-state.js';
import { type Rotation, recordRotation } from './rotation.js';
import type { SessionId } from './session-id.js';
import type { SessionPolicy } from './session-policy.js';

export interface Device {
  readonly userAgent: string | undefined;
  readonly ipAddress: string | undefined;
}

export interface SessionState {
  readonly id: SessionId;
  readonly userId: UserId;
  /** 256 random bits, base64url. Without it, a server key is not enough to compute the refresh tokens of this session. */
  readonly nonce: string;
  /** Counts rotations. The refresh token of this generation is the current one. */
  readonly generation: number;
  /** The recent rotations, in a small number of records. */
  readonly rotations: readonly Rotation[];
  readonly createdAt: Date;
  /** The login or the latest use. It never decreases, even if the clock is set back. */
  readonly lastUsedAt: Date;
  /** The end of the idle time. Never later than `absoluteExpiresAt`. */
  readonly expiresAt: Date;
  readonly absoluteExpiresAt: Date;
  readonly device: Device;
}

export type NewSession = Pick<SessionState, 'id' | 'userId' | 'nonce' | 'device'>;

/** One login on one device, with one family of refresh tokens. Immutable: a rotation returns a new session. */
export class Session {
  private constructor(private readonly state: SessionState) {}

  static start(session: NewSession, policy: SessionPolicy, now: Date): Session {
    const absoluteExpiresAt = after(now, policy.absoluteTtlMs);
    return new Session({
      ...session,
      generation: 0,
      rotations: [],
      createdAt: now,
      lastUsedAt: now,
      expiresAt: earlier(after(now, policy.idleTtlMs), absoluteExpiresAt),
      absoluteExpiresAt,
    });
  }

  /** For repositories: restores a stored session without applying any rule again. */
  static rehydrate(state: SessionState): Session {
    return new Session(state);
  }

  get id(): SessionId {
    return this.state.id;
  }

  get userId(): UserId {
    return this.state.userId;
  }

  get nonce(): string {
    return this.state.nonce;
  }

  get generation(): number {
    return this.state.generation;
  }

  get createdAt(): Date {
    return this.state.createdAt;
  }

  get lastUsedAt(): Date {
    return this.state.lastUsedAt;
  }

  get expiresAt(): Date {
    return this.state.expiresAt;
  }

  /** For repositories and read models: the whole state. */
  snapshot(): SessionState {
    return this.state;
  }

  isLive(now: Date): boolean {
    return now < this.state.expiresAt;
  }

  /** The state of the refresh token of a generation. */
  tokenState(presentedGeneration: number, policy: SessionPolicy, now: Date): RefreshTokenState {
    return refreshTokenState(presentedGeneration, this.state, policy, now);
  }

  /** The latest time at which an access token of this session can have been issued. Retries within the grace time get one too. */
  lastIssuedAt({ graceMs }: SessionPolicy): Date {
    return after(this.state.lastUsedAt, graceMs);
  }

  /** A rotation never moves the last use or the end of the session back, even if the clock was set back. */
  rotate(device: Device, policy: SessionPolicy, now: Date): Session {
    const { generation, rotations, absoluteExpiresAt } = this.state;
    const lastUsedAt = later(now, this.state.lastUsedAt);
    return new Session({
      ...this.state,
      generation: generation + 1,
      rotations: recordRotation(rotations, generation, now, forgivenMs(policy)),
      lastUsedAt,
      expiresAt: earlier(after(lastUsedAt, policy.idleTtlMs), absoluteExpiresAt),
      device,
    });
  }
}
