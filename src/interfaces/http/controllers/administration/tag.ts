/** Under this heading the API description lists the routes of this folder. */
export const tag = 'Administration';
