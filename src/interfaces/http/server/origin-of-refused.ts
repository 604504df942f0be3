import type { IncomingMessage } from 'node:http';

/** Finds the origin in bytes that are not a valid request. */
const ORIGIN = /\r\nOrigin:[ \t]*(\S+)[ \t]*\r\n/i;

export interface RefusedOrigin {
  readonly origin: string | undefined;
  readonly isCertain: boolean;
}

/**
 * The origin of a request that the parser has refused. If the head began in an earlier packet than the refused one, as a large one does,
 * the parser has discarded that packet, and a copy of all packets would cost too much. Then the origin is probably that of the
 * request before, because browsers reuse connections for the requests of a page.
 *
 * @param bytesRead from the connection in all, the refused packet included
 * @param latest the latest request of the connection whose head could be read
 */
export function originOfRefused(
  refusedPacket: Buffer | undefined,
  bytesRead: number,
  latest: Pick<IncomingMessage, 'complete' | 'headers'> | undefined,
): RefusedOrigin {
  const ofLatest = latest?.headers.origin;
  // Its head could be read, but its body could not.
  if (latest?.complete === false) return { origin: ofLatest, isCertain: true };
  const [, sent] = ORIGIN.exec(refusedPacket?.toString('latin1') ?? '') ?? [];
  const isCertain = sent !== undefined || bytesRead === (refusedPacket?.length ?? 0);
  return { origin: isCertain ? sent : ofLatest, isCertain };
}
