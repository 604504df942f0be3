import { readFileSync } from 'node:fs';
import { AUDIT_EVENT_OUTCOMES } from '../../src/domain/audit/audit-event.js';
import { readCatalogue } from '../requirements/catalogue.js';
import { filesIn, proseOf } from './documents.js';

const REQUIREMENT = /\b(?:PW|LG|AT|RT|CK|RV|AZ|HD|ER|LOG|CF|DS|SC)-\d\d\b/g;

const requirements = readCatalogue();
const ids = requirements.map(({ id }) => id);

/** The rows of a document that describe an audit event. A feature can have a page of its own. */
function auditEventsIn(path: string): string[][] {
  const rows = proseOf(path).matchAll(/^\| `([a-z_]+)` \| (success|failure) \|/gm);
  return [...rows].map(([, event = '', outcome = '']) => [event, outcome]);
}

describe('The catalogue of security requirements', () => {
  it('has each row once', () => {
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids.length).toBeGreaterThan(80);
  });

  it('has a row for every id that a test is named after', () => {
    const texts = filesIn('tests', '.test.ts').map((path) => readFileSync(path, 'utf8'));
    const named = new Set(texts.flatMap((text) => text.match(REQUIREMENT) ?? []));
    expect([...named].filter((id) => !ids.includes(id))).toEqual([]);
  });

  it.each(requirements)('$id is named in each test that is said to prove it', ({ id, provenIn }) => {
    expect(provenIn.filter((path) => !readFileSync(path, 'utf8').includes(id))).toEqual([]);
  });
});

describe('The threat model', () => {
  it('names rows of the catalogue', () => {
    const named = readFileSync('docs/threat-model.md', 'utf8').match(REQUIREMENT) ?? [];
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe('The tables of audit events', () => {
  it('have every event once with its outcome, each table in order', () => {
    const catalogue = Object.entries(AUDIT_EVENT_OUTCOMES);
    const tables = filesIn('docs', '.md').map(auditEventsIn);
    for (const rows of tables) {
      const names = rows.map(([event]) => event);
      expect(rows).toEqual(catalogue.filter(([event]) => names.includes(event)));
    }
    expect(tables.flat().sort()).toEqual(catalogue.sort());
  });
});
