/**
 * Settles as the call does, or rejects once the limit has passed. The call itself goes on, and its outcome is ignored.
 * An answer that arrived while this process was too busy to read it still counts.
 */
export async function withTimeLimit<Result>(limitMs: number, call: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    const expire = () => reject(new Error(`no answer within ${limitMs} ms`));
    // Timers run before sockets are read.
    timer = setTimeout(() => setImmediate(expire), limitMs);
  });
  try {
    return await Promise.race([call, expiry]);
  } finally {
    clearTimeout(timer);
  }
}
