import { load } from './load.mjs';
import { accessToken, registerUsers } from './product.mjs';

/**
 * Registers a user on the server and returns a measure of GET /me with the access token of that user.
 * @param {{ url: string }} server
 * @param {{ connections: number, duration: number }} options duration in seconds
 * @returns {Promise<() => Promise<number>>} requests a second
 */
export async function getMe({ url }, options) {
  const [login] = await registerUsers(url, 1);
  const headers = { Authorization: `Bearer ${await accessToken(url, login)}` };
  return async () => (await load({ url: `${url}/me`, headers, ...options })).perSecond;
}
