import type { UserId } from '../user/user-id.js';
import type { SessionId } from './session-id.js';
import type { SessionPolicy } from './session-policy.js';

/** With no grace at all, concurrent requests with one token still are a race and no theft, for this long. */
const RACE_WINDOW_MS = 1_000;

export interface Device {
  readonly userAgent: string | undefined;
  readonly ipAddress: string | undefined;
}

export interface SessionState {
  readonly id: SessionId;
  readonly userId: UserId;
  /** 256 random bits, base64url: what makes this session's refresh tokens impossible to compute from a server key alone. */
  readonly nonce: string;
  /** Counts rotations. The refresh token of this generation is the current one. */
  readonly generation: number;
  readonly createdAt: Date;
  /** When the current generation was made: the login, or the last rotation. */
  readonly lastUsedAt: Date;
  /** The end of the idle time, never later than `absoluteExpiresAt`. */
  readonly expiresAt: Date;
  readonly absoluteExpiresAt: Date;
  readonly device: Device;
}

export type NewSession = Pick<SessionState, 'id' | 'userId' | 'nonce' | 'device'>;

/**
 * What a genuine refresh token turns out to be:
 * - `current`: the newest one, to be exchanged for its successor;
 * - `retry`: the predecessor of an unused successor, within the grace time: an honest client that lost the answer;
 * - `lost-race`: the same with no grace configured: refused, but nothing ends;
 * - `reuse`: consumed before. Two parties hold this session's tokens, and one of them is not its owner (RFC 9700 §4.14.2);
 * - `unknown`: newer than the session, as after a store was restored from a backup.
 */
export type Verdict = 'current' | 'retry' | 'lost-race' | 'reuse' | 'unknown';

/** One login on one device, which is one family of refresh tokens. Immutable: a rotation returns the rotated session. */
export class Session {
  private constructor(private readonly state: SessionState) {}

  static start(session: NewSession, policy: SessionPolicy, now: Date): Session {
    const absoluteExpiresAt = after(now, policy.absoluteTtlMs);
    return new Session({
      ...session,
      generation: 0,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: earlier(after(now, policy.idleTtlMs), absoluteExpiresAt),
      absoluteExpiresAt,
    });
  }

  /** For repositories: the session as it was stored, with no rule applied again. */
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

  judge(presentedGeneration: number, policy: SessionPolicy, now: Date): Verdict {
    const age = this.state.generation - presentedGeneration;
    if (age < 0) return 'unknown';
    if (age === 0) return 'current';
    const sinceRotation = now.getTime() - this.state.lastUsedAt.getTime();
    if (age === 1 && policy.graceMs > 0 && sinceRotation <= policy.graceMs) return 'retry';
    if (age === 1 && policy.graceMs === 0 && sinceRotation <= RACE_WINDOW_MS) return 'lost-race';
    return 'reuse';
  }

  rotate(device: Device, policy: SessionPolicy, now: Date): Session {
    return new Session({
      ...this.state,
      generation: this.state.generation + 1,
      lastUsedAt: now,
      expiresAt: earlier(after(now, policy.idleTtlMs), this.state.absoluteExpiresAt),
      device,
    });
  }
}

function after(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
