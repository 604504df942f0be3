import type { Tag } from '../../route-description.js';

/** The heading of this folder's routes in the API description. */
export const tag: Tag = {
  name: 'Session',
  description: 'Log in, refresh, log out, and the sessions of your account.',
};
