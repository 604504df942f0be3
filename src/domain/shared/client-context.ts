/** Who is calling, as far as the driving adapter can tell: written to sessions and audit events, trusted for nothing. */
export interface ClientContext {
  readonly ipAddress: string | undefined;
  readonly userAgent: string | undefined;
  readonly requestId: string | undefined;
}
