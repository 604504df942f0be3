export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface Reply {
  /** 0 if the connection broke before there was an answer. */
  readonly status: number;
  readonly retryAfter: string | null;
  /** What the answer holds, where it holds that. */
  readonly accessToken?: string;
  readonly refreshToken?: string;
  readonly user?: { readonly id: string; readonly roles: readonly string[] };
}

/** A client of the service or of one of its instances. It never rejects. */
export class ApiClient {
  constructor(
    private readonly url: string,
    /** As the proxy in front of the instances would report it. */
    private readonly address = '192.0.2.1',
  ) {}

  register(account: Credentials): Promise<Reply> {
    return this.#ask('POST', '/auth/register', { body: account });
  }

  logIn(account: Credentials): Promise<Reply> {
    return this.#ask('POST', '/auth/login', { body: { ...account, refreshTokenIn: 'body' } });
  }

  refresh(refreshToken: string): Promise<Reply> {
    return this.#ask('POST', '/auth/refresh', { body: { refreshToken } });
  }

  logOut(refreshToken: string): Promise<Reply> {
    return this.#ask('POST', '/auth/logout', { body: { refreshToken } });
  }

  profile(accessToken: string): Promise<Reply> {
    return this.#ask('GET', '/me', { accessToken });
  }

  changePassword(accessToken: string, currentPassword: string, newPassword: string): Promise<Reply> {
    return this.#ask('PUT', '/me/password', { accessToken, body: { currentPassword, newPassword } });
  }

  changeRoles(accessToken: string, userId: string, roles: readonly string[]): Promise<Reply> {
    return this.#ask('PATCH', `/users/${userId}`, { accessToken, body: { roles } });
  }

  async #ask(
    method: string,
    path: string,
    { accessToken, body }: { readonly accessToken?: string; readonly body?: object },
  ): Promise<Reply> {
    const headers = {
      'X-Forwarded-For': this.address,
      ...(accessToken !== undefined && { Authorization: `Bearer ${accessToken}` }),
      ...(body && { 'Content-Type': 'application/json' }),
    };
    try {
      const response = await fetch(this.url + path, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const { status } = response;
      return { status, retryAfter: response.headers.get('Retry-After'), ...(text && JSON.parse(text)) };
    } catch {
      return { status: 0, retryAfter: null };
    }
  }
}
