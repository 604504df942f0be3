import type { ProtocolProblemCode } from './problem-types.js';

/** A request that is refused at the HTTP level, before any use case runs. The message is sent to the client. */
export class ProtocolProblem extends Error {
  constructor(
    readonly code: ProtocolProblemCode,
    detail: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = 'ProtocolProblem';
  }
}
