import type { FaultsByRow } from '../fault.js';

const CODEC = 'src/infrastructure/refresh-tokens/hmac-refresh-token.codec.ts';
const READER = 'src/application/session/refresh-token-resolver.ts';
const REFRESH = 'src/application/session/refresh-session.use-case.ts';
const REFRESH_CONTROLLER = 'src/interfaces/http/controllers/session/refresh.controller.ts';
const LOG_OUT = 'src/application/session/log-out.use-case.ts';
const TERMINATOR = 'src/application/session/access-terminator.ts';
const SESSION = 'src/domain/session/session.ts';
const TOKEN_STATE = 'src/domain/session/refresh-token-state.ts';
const USER = 'src/domain/user/user.ts';
const SESSIONS = 'src/infrastructure/persistence/in-memory/in-memory-session.repository.ts';
const VARIABLES = 'src/composition/configuration/core-variables.ts';
const SESSION_POLICY = 'src/domain/session/session-policy.ts';
const CONTROLLERS = 'src/interfaces/http/controllers';

export const sessionFaults: FaultsByRow = {
  'RT-01': [
    { why: 'A nonce has 128 bits.', file: CODEC, find: 'NONCE_BYTES = 32', replace: 'NONCE_BYTES = 16' },
    {
      why: 'Every session has the same nonce.',
      file: CODEC,
      find: 'randomBytes(NONCE_BYTES).toString',
      replace: 'Buffer.alloc(NONCE_BYTES).toString',
    },
    {
      why: 'Keys but the first verify nothing.',
      file: CODEC,
      find: 'this.keys.filter(',
      replace: 'this.keys.slice(0, 1).filter(',
    },
    {
      why: 'A token has another form from one generation to the next.',
      file: CODEC,
      find: 'return `${id}.${generation}.${mac',
      replace: "return `${id}.${'0'.repeat(generation)}${generation}.${mac",
    },
  ],
  'RT-02': [
    {
      why: 'What is stored is enough to make a token.',
      file: CODEC,
      find: "createHmac('sha256', key)",
      replace: "createHmac('sha256', key && nonce)",
    },
    {
      why: 'The stored nonce is taken for the MAC.',
      file: CODEC,
      find: 'return matches.length > 0;',
      replace: 'return matches.length > 0 || mac === nonce;',
    },
    {
      why: 'A token is good for every session with its id.',
      file: CODEC,
      find: '`${id}.${generation}.${nonce}`',
      replace: '`${id}.${generation}`',
    },
  ],
  'RT-03': [
    {
      why: 'An access token is taken for a refresh token of its session.',
      file: READER,
      find: 'if (!decoded) return undefined;',
      replace: `if (!decoded) {
      const said = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
      const [, sid = ''] = /"sid":"([^"]+)"/.exec(said) ?? [];
      const named = await this.sessions.findWithOwner(sid as GenuineRefreshToken['session']['id']);
      return named && { ...named, generation: named.session.generation };
    }`,
    },
    {
      why: 'A refresh needs no more than the access token.',
      file: REFRESH_CONTROLLER,
      find: 'inBody ?? this.cookie.read(request)',
      replace:
        "inBody ?? this.cookie.read(request) ?? request.headers.authorization?.slice('Bearer '.length)",
    },
  ],
  'RT-04': [
    {
      why: 'A rotation swaps without a comparison.',
      file: SESSIONS,
      find: 'if (this.#sessions.get(rotated.id)?.generation !== expectedGeneration) return false;',
      replace: '',
    },
    {
      why: 'A use does not rotate.',
      file: REFRESH,
      find: 'return this.rotate(presented, command, now);',
      replace: 'return this.issuer.issue(await this.activeOwner(presented), session, now);',
    },
    {
      why: 'A rotation that lost is answered as if it had won.',
      file: REFRESH,
      find: 'if (!won)',
      replace: 'if (!won && !rotated)',
    },
  ],
  'RT-05': [
    {
      why: 'A consumed token ends nothing.',
      file: REFRESH,
      find: 'await this.endAfterReuse(session, state, command.client, now);',
      replace: '',
    },
    {
      why: 'A consumed token ends its own session alone.',
      file: REFRESH,
      find: 'if (endsAllSessions(',
      replace: 'if (!reason && endsAllSessions(',
    },
    {
      why: 'The access tokens stay good.',
      file: REFRESH,
      find: 'return this.terminator.endSessionsOf(owner);',
      replace: 'return void (await this.sessions.deleteByUser(owner.id));',
    },
    {
      why: 'The reuse is not reported.',
      file: REFRESH,
      find: "this.audit.record('refresh_reuse',",
      replace: "undefined && this.audit.record('refresh_reuse',",
    },
    {
      why: 'A forged token counts as reuse.',
      file: READER,
      find: 'if (!found || !this.codec.isGenuine(decoded, found.session.nonce)) return undefined;',
      replace:
        'if (!found) return undefined;\n    if (!this.codec.isGenuine(decoded, found.session.nonce)) return { ...found, generation: -1 };',
    },
    {
      why: 'The kind of reuse is not reported.',
      file: REFRESH,
      find: 'client, reason }',
      replace: 'client }',
    },
    {
      why: 'Two generations old counts as a successor that nobody has used.',
      file: TOKEN_STATE,
      find: 'presentedGeneration === generation - 1 ?',
      replace: 'presentedGeneration < generation ?',
    },
    {
      why: 'With the scope session all sessions of the user end.',
      file: SESSION_POLICY,
      find: "scope === 'user' ||",
      replace: "scope !== 'graded' ||",
    },
    {
      why: 'With the scope graded the session ends alone in any case.',
      file: SESSION_POLICY,
      find: "(scope === 'graded' && reuse === 'used-successor')",
      replace: 'false',
    },
    {
      why: 'With the scope graded all sessions end in any case.',
      file: SESSION_POLICY,
      find: "scope === 'graded' && reuse === 'used-successor'",
      replace: "scope === 'graded'",
    },
  ],
  'RT-06': [
    {
      why: 'Only the immediate predecessor is answered.',
      file: TOKEN_STATE,
      find: 'if (consumed && ',
      replace: 'if (presentedGeneration === generation - 1 && consumed && ',
    },
    {
      why: 'The predecessor is never answered.',
      file: TOKEN_STATE,
      find: "policy.graceMs > 0 ? 'retry' : 'lost-race'",
      replace: "'lost-race'",
    },
    {
      why: 'The predecessor is answered for longer than the grace time.',
      file: TOKEN_STATE,
      find: 'distanceMs(consumed, now) <=',
      replace: 'distanceMs(consumed, now) / 2 <=',
    },
    {
      why: 'A retry gets another successor.',
      file: REFRESH,
      find: "case 'retry':",
      replace: "case 'retry':\n        return this.rotate(presented, command, now);\n      case 'lost-race':",
    },
    {
      why: 'The grace time can be set to an hour.',
      file: VARIABLES,
      find: 'REFRESH_GRACE_SECONDS: integer({ min: 0, max: 30,',
      replace: 'REFRESH_GRACE_SECONDS: integer({ min: 0, max: 3_600,',
    },
    {
      why: 'The token of a generation is another one each time.',
      file: CODEC,
      find: 'macOf(id, generation, nonce, this.signingKey)',
      replace: "Buffer.from(this.createNonce(), 'base64url')",
    },
    {
      why: 'What was consumed further in the future is a retry.',
      file: TOKEN_STATE,
      find: 'distanceMs(consumed, now)',
      replace: 'now.getTime() - consumed.getTime()',
    },
    {
      why: 'The latest rotation only is remembered.',
      file: 'src/domain/session/rotation.ts',
      find: '[...before, latest]',
      replace: '[latest]',
    },
    {
      why: 'Rotations are remembered without end.',
      file: 'src/domain/session/rotation.ts',
      find: '.slice(-MAX_RECORDS)',
      replace: '',
      and: [
        {
          file: 'src/domain/session/rotation.ts',
          find: 'const isCrowded = lastButOne &&',
          replace: 'const isCrowded = !generation && lastButOne &&',
        },
      ],
    },
    {
      why: 'A retry gets the token that it came with.',
      file: REFRESH,
      find: "case 'retry':\n        return this.issuer.issue(await this.activeOwner(presented), session, now);",
      replace:
        "case 'retry':\n        return { ...(await this.issuer.issue(await this.activeOwner(presented), session, now)), refreshToken: command.refreshToken };",
    },
  ],
  'RT-07': [
    {
      why: 'With no grace the loser of a race ends the winner.',
      file: TOKEN_STATE,
      find: 'RACE_WINDOW_MS = 1_000',
      replace: 'RACE_WINDOW_MS = -1',
    },
    {
      why: 'With no grace a loser is never an attacker.',
      file: TOKEN_STATE,
      find: 'RACE_WINDOW_MS = 1_000',
      replace: 'RACE_WINDOW_MS = 3_600_000',
    },
    {
      why: 'Each of several concurrent refreshes wins.',
      file: SESSIONS,
      find: 'if (this.#sessions.get(rotated.id)?.generation !== expectedGeneration) return false;',
      replace: '',
    },
    {
      why: 'The loser of a race is refused.',
      file: REFRESH,
      find: 'if (!won) return',
      replace: 'if (!won) throw new InvalidRefreshToken();\n    if (!won) return',
    },
    {
      why: 'A refused refresh clears the cookie in any case.',
      file: REFRESH_CONTROLLER,
      find: 'if (hasEndedSession && ',
      replace: 'if (',
    },
    {
      why: 'A refused refresh leaves the cookie of the session that it has ended.',
      file: REFRESH_CONTROLLER,
      find: 'if (hasEndedSession && ',
      replace: 'if (!hasEndedSession && ',
    },
    {
      why: 'The loser of a race ends the session.',
      file: REFRESH,
      find: '      default:',
      replace: "      case 'lost-race':\n        await this.terminator.endSession(session);\n      default:",
    },
  ],
  'RT-08': [
    {
      why: 'A session never ends.',
      file: SESSION,
      find: 'return now < this.state.expiresAt;',
      replace: 'return now.getTime() > 0;',
    },
    {
      why: 'A session that is refreshed lives for ever.',
      file: SESSION,
      find: 'earlier(after(lastUsedAt, policy.idleTtlMs), absoluteExpiresAt)',
      replace: 'after(lastUsedAt, policy.idleTtlMs)',
    },
    {
      why: 'A refresh gives no new idle time.',
      file: SESSION,
      find: 'earlier(after(lastUsedAt, policy.idleTtlMs), absoluteExpiresAt)',
      replace: 'this.state.expiresAt',
    },
    {
      why: 'A session can be set to have no idle time.',
      file: VARIABLES,
      find: 'REFRESH_IDLE_TTL_SECONDS: integer({ min: 60,',
      replace: 'REFRESH_IDLE_TTL_SECONDS: integer({ min: 0,',
    },
  ],
  'RT-09': [
    {
      why: 'A disabled user refreshes.',
      file: REFRESH,
      find: 'if (!owner?.isActive)',
      replace: 'if (!owner)',
    },
    {
      why: 'The owner of a session is cached.',
      file: SESSIONS,
      find: 'owner: await this.users.findById(session.userId)',
      replace: 'owner: OWNERS.get(id) ?? OWNERS.set(id, await this.users.findById(session.userId)).get(id)',
      and: [
        {
          file: SESSIONS,
          find: 'export class InMemorySessionRepository',
          replace: 'const OWNERS = new Map();\n\nexport class InMemorySessionRepository',
        },
      ],
    },
    {
      why: 'The sessions of a deleted user stay.',
      file: TERMINATOR,
      find: 'await this.sessions.deleteByUser(userId);',
      replace: '',
    },
    {
      why: 'The access tokens of a deleted user stay good.',
      file: TERMINATOR,
      find: '[ofUser(userId, EVERY_VERSION)]',
      replace: '[]',
    },
    {
      why: 'A user deleted by an administrator keeps its access.',
      file: 'src/application/administration/delete-user.use-case.ts',
      find: 'await this.terminator.endAccessOfDeleted(userId, sessions);',
      replace: '',
    },
    {
      why: 'A user who deletes the account keeps its access.',
      file: 'src/application/account/delete-account.use-case.ts',
      find: 'await this.terminator.endAccessOfDeleted(userId, sessions);',
      replace: '',
    },
    {
      why: 'The sessions of a disabled user stay.',
      file: TERMINATOR,
      find: 'else await this.endSessionsOf(user);',
      replace: 'else await this.revokeTokensOf(user);',
    },
    {
      why: 'A refresh keeps the roles of the login.',
      file: 'src/application/session/token-pair-issuer.ts',
      find: 'roles: user.roles,',
      replace: "roles: ['user'],",
    },
  ],
  'RT-10': [
    {
      why: 'The session goes on.',
      file: TERMINATOR,
      find: 'await this.sessions.delete(session.id);',
      replace: '',
    },
    {
      why: 'The access tokens of the session stay good.',
      file: TERMINATOR,
      find: '[ofSession(session.id)]',
      replace: '[]',
    },
    {
      why: 'The cookie stays.',
      file: `${CONTROLLERS}/session/log-out.controller.ts`,
      find: 'this.cookie.clear(response);',
      replace: '{}',
    },
    {
      why: 'An expired access token beside a refresh token is refused.',
      file: LOG_OUT,
      find: 'optional && error instanceof InvalidAccessToken',
      replace: '!optional && error instanceof InvalidAccessToken',
    },
    {
      why: 'A refresh token ends nothing.',
      file: LOG_OUT,
      find: 'if (presented)',
      replace: 'if (presented && !presented.session)',
    },
    {
      why: 'A logout clears a cookie that it was not asked with.',
      file: `${CONTROLLERS}/session/log-out.controller.ts`,
      find: 'if (inCookie !== undefined) ',
      replace: '',
    },
  ],
  'RT-11': [
    {
      why: 'Sessions go on.',
      file: 'src/application/session/log-out-everywhere.use-case.ts',
      find: 'await this.terminator.endSessionsOf(user, { except: sessionId });',
      replace: 'await this.terminator.revokeTokensOf(user);',
    },
    {
      why: 'Access tokens stay good.',
      file: USER,
      find: 'version: this.state.version + 1',
      replace: 'version: this.state.version',
      and: [
        {
          file: TERMINATOR,
          find: ', ...toEnd.map(ofSession)',
          replace: '',
        },
      ],
    },
    {
      why: 'A login in the same millisecond is dead.',
      file: 'src/infrastructure/revocation/in-memory-revocation.store.ts',
      find: 'userVersion < firstValidVersion',
      replace: 'userVersion <= firstValidVersion',
    },
    {
      why: 'Sessions of other users end.',
      file: SESSIONS,
      find: 'const ended = this.#ofUser(userId)',
      replace: 'const ended = [...this.#sessions.values()]',
    },
    {
      why: 'The cookie stays.',
      file: `${CONTROLLERS}/session/log-out-everywhere.controller.ts`,
      find: 'this.cookie.clear(response);',
      replace: '',
    },
  ],
  'RT-12': [
    {
      why: 'The list shows sessions that are over.',
      file: 'src/application/session/session-view.ts',
      find: '.filter((session) => session.isLive(now))',
      replace: '',
    },
    {
      why: 'The list shows the sessions of everyone.',
      file: SESSIONS,
      find: 'return this.#ofUser(userId).map(copy);',
      replace: 'return [...this.#sessions.values()].map(copy);',
    },
    {
      why: 'The list shows what tokens are made of.',
      file: 'src/application/session/session-view.ts',
      find: 'return {\n        id,',
      replace: 'return {\n        ...session.snapshot(),\n        id,',
    },
    {
      why: 'The end of the other sessions ends the own one.',
      file: 'src/application/session/end-other-sessions.use-case.ts',
      find: 'endOtherSessions(userId, sessionId, known)',
      replace: 'endOtherSessions(userId, known[0]?.id ?? sessionId, known)',
    },
    {
      why: 'Tokens of the other sessions stay good.',
      file: 'src/application/session/access-terminator.ts',
      find: '[...revocations, ...toEnd.map(ofSession)]',
      replace: 'revocations',
    },
    {
      why: 'Anyone ends any session.',
      file: 'src/application/session/end-session.use-case.ts',
      find: 'if (session?.userId !== userId)',
      replace: 'if (!session)',
    },
    {
      why: 'The number of sessions is not limited.',
      file: 'src/application/session/log-in.use-case.ts',
      find: 'await this.limit.makeRoomFor(session, others, client, now);',
      replace: '',
    },
    {
      why: 'The session used last ends instead of the one used longest ago.',
      file: 'src/domain/session/sessions-to-evict.ts',
      find: 'a.lastUsedAt.getTime() - b.lastUsedAt.getTime()',
      replace: 'b.lastUsedAt.getTime() - a.lastUsedAt.getTime()',
    },
    {
      why: 'The session that was opened first ends, however lately it was used.',
      file: 'src/domain/session/sessions-to-evict.ts',
      find: 'a.lastUsedAt.getTime() - b.lastUsedAt.getTime() ||',
      replace: '',
    },
    {
      why: 'A session that is pushed out is not in the audit trail.',
      file: 'src/application/session/session-limit.ts',
      find: "this.audit.record('session_evicted',",
      replace: "undefined && this.audit.record('session_evicted',",
    },
    {
      why: 'A refresh does not count as a use.',
      file: SESSION,
      find: '      lastUsedAt,\n      expiresAt: earlier',
      replace: '      expiresAt: earlier',
    },
  ],
  'RT-13': [
    {
      why: 'A token may have any length.',
      file: 'src/interfaces/http/schemas/fields.ts',
      find: ".max(4096, 'must have at most 4096 characters')",
      replace: '',
    },
    {
      why: 'Of two tokens the one in the cookie counts at a refresh.',
      file: REFRESH_CONTROLLER,
      find: 'inBody ?? this.cookie.read(request)',
      replace: 'this.cookie.read(request) ?? inBody ?? undefined',
    },
    {
      why: 'Beside another token a logout leaves the session of the cookie.',
      file: `${CONTROLLERS}/session/log-out.controller.ts`,
      find: 'otherRefreshToken: inCookie',
      replace: 'otherRefreshToken: isCookieAlone ? inCookie : undefined',
    },
    {
      why: 'Beside the cookie a logout leaves the session of the token in the body.',
      file: `${CONTROLLERS}/session/log-out.controller.ts`,
      find: 'execute({ refreshToken,',
      replace: 'execute({ refreshToken: inCookie ?? refreshToken,',
    },
    {
      why: 'A token in the body is refused beside a cookie.',
      file: REFRESH_CONTROLLER,
      find: 'const token = inBody ??',
      replace:
        "if (inBody && this.cookie.read(request)) throw new ProtocolProblem('malformed-request', '');\n    const token = inBody ??",
    },
  ],
};
