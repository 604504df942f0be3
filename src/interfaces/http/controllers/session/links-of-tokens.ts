const inBody = { refreshToken: '$response.body#/refreshToken' };

/** What can follow a response with tokens, if the refresh token is in its body. A token in the cookie needs no body. */
export const linksOfTokens = {
  getProfile: { description: 'With the access token in `Authorization: Bearer`.' },
  refreshSession: { description: 'With the refresh token.', requestBody: inBody },
  logOut: { description: 'With the refresh token.', requestBody: inBody },
};
