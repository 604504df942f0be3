/** The kind of a refusal. Each driving adapter maps every kind to its own form, which the compiler checks. */
export type DomainErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'throttled'
  | 'unavailable';

/** The properties that all errors of one class share. */
export interface DomainErrorType {
  readonly kind: DomainErrorKind;
  /** For programs. Stable, in kebab case, and with one meaning in the whole service. */
  readonly code: string;
  /** For people, in a few words. */
  readonly title: string;
}

/** A refusal that the caller can understand. Clients see the message, so it contains no secret and no text of a vendor. */
export abstract class DomainError extends Error implements DomainErrorType {
  abstract readonly kind: DomainErrorKind;
  abstract readonly code: string;
  abstract readonly title: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/**
 * The base class of an error. Each aggregate declares its own errors with it, and routes list these classes:
 * `class EmailAlreadyRegistered extends domainError({ kind: 'conflict', code: …, title: … })`.
 */
export function domainError<const Type extends DomainErrorType>(type: Type) {
  return class extends DomainError {
    static readonly type: DomainErrorType = type;

    readonly code: Type['code'] = type.code;

    get kind(): Type['kind'] {
      return type.kind;
    }

    get title(): Type['title'] {
      return type.title;
    }
  };
}
