import type { Tag } from '../../route-description.js';

/** The heading of this folder's routes in the API description. */
export const tag: Tag = {
  name: 'Operations',
  description: 'For load balancers, orchestrators and services that verify access tokens.',
};
