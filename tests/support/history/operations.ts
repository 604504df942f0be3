/** A pair of tokens, as the client got it that holds it. */
export interface Tokens {
  readonly session: string;
  readonly generation: number;
  readonly refreshToken: string;
  readonly accessToken: string;
  /** The operation that gave them began and ended at these points. */
  readonly begin: number;
  readonly end: number;
}

/** `unknown`: there was no answer, or a 503 with `Retry-After`. It may have been carried out, or may still be. */
export type Outcome = 'done' | 'refused' | 'unknown';

interface Asked {
  readonly user: string;
  readonly outcome: Outcome;
  /** Counted, not measured: what ended before something else began has a lower number. */
  readonly begin: number;
  /** Infinite if the outcome is unknown. */
  readonly end: number;
}

export interface Registration extends Asked {
  readonly kind: 'registration';
  readonly password: string;
}

export interface LogIn extends Asked {
  readonly kind: 'log-in';
  readonly password: string;
  readonly given?: Tokens;
}

export interface Refresh extends Asked {
  readonly kind: 'refresh';
  readonly shown: Tokens;
  readonly given?: Tokens;
}

export interface Reading extends Asked {
  readonly kind: 'reading';
  readonly shown: Tokens;
  readonly found?: readonly string[];
}

export interface LogOut extends Asked {
  readonly kind: 'log-out';
  readonly shown: Tokens;
}

export interface PasswordChange extends Asked {
  readonly kind: 'password-change';
  readonly shown: Tokens;
  readonly from: string;
  readonly to: string;
}

/** By an administrator. */
export interface RoleChange extends Asked {
  readonly kind: 'role-change';
  readonly to: readonly string[];
}

export type Operation = Registration | LogIn | Refresh | Reading | LogOut | PasswordChange | RoleChange;
