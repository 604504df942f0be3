/** The heading of this folder's routes in the API description. */
export const tag = 'Account';
