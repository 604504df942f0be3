import { PLACES } from './places.mjs';

/** The places of each stack, see `openStack`. */
export const STACKS = {
  'in memory': [],
  SQLite: ['SQLite file'],
  PostgreSQL: ['PostgreSQL'],
  'PostgreSQL + Redis': ['PostgreSQL', 'Redis'],
  MongoDB: ['MongoDB'],
  'MongoDB + Redis': ['MongoDB', 'Redis'],
};

/**
 * Opens empty stores. Users and sessions are in the first place, revocations and counts in the last. Returns the places, the
 * settings for the service, and a function that removes the data.
 * @param {string[]} names of places
 */
export async function openStack(names) {
  const places = await Promise.all(names.map((name) => PLACES[name]()));
  return {
    places,
    settings: settingsOf(places.map(({ settings }) => settings)),
    remove: () => Promise.all(places.map(({ remove }) => remove())),
  };
}

function settingsOf([first, last = first]) {
  if (first === undefined) {
    return { PERSISTENCE: 'in-memory', REVOCATION: 'in-memory', THROTTLING: 'in-memory' };
  }
  return { ...last, ...first, REVOCATION: last.REVOCATION, THROTTLING: last.REVOCATION };
}
