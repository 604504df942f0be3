import mongoose from 'mongoose';

/** An error with a text as its code, such as `ECONNREFUSED` or `AuthenticationFailed`. The log of the start shows only codes. */
export class UnreachableMongo extends Error {
  readonly code: string | undefined;

  constructor(cause: unknown) {
    super('The connection to MongoDB cannot be opened.', { cause });
    this.name = 'UnreachableMongo';
    this.code = codeOf(cause);
  }
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof mongoose.mongo.MongoServerError) return error.codeName;
  if (!(error instanceof mongoose.Error.MongooseServerSelectionError)) return undefined;
  // Mongoose has one error for all reasons. The driver keeps the error of each server.
  const { reason } = error as unknown as { readonly reason: mongoose.mongo.TopologyDescription };
  for (const { error: failure } of reason.servers.values()) {
    const { code } = (failure?.cause ?? {}) as { readonly code?: unknown };
    if (typeof code === 'string') return code;
  }
  return undefined;
}
