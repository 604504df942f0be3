/** What the driving adapter knows about the client. It is stored in sessions and audit events, but never trusted. */
export interface ClientContext {
  readonly ipAddress: string | undefined;
  readonly userAgent: string | undefined;
  readonly requestId: string | undefined;
}

/** For actions of the service itself. */
export const NO_CLIENT: ClientContext = { ipAddress: undefined, userAgent: undefined, requestId: undefined };
