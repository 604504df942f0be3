/** Who is calling, as far as the driving adapter can tell: written to sessions and audit events, trusted for nothing. */
export interface ClientContext {
  readonly ipAddress: string | undefined;
  readonly userAgent: string | undefined;
  readonly requestId: string | undefined;
}

/** For what the service does by itself. */
export const NO_CLIENT: ClientContext = { ipAddress: undefined, userAgent: undefined, requestId: undefined };
