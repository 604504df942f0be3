import type { ProtocolProblemCode } from './problem-types.js';

/** A request that HTTP itself refuses, before any use case is asked. The message is shown to the client. */
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
