import fc from 'fast-check';
import { hasHidden } from '../../../src/domain/shared/hidden-characters.js';
import { canonicalDomain } from '../../../src/domain/user/email-domain.js';
import { canonicalLocalPart } from '../../../src/domain/user/email-local-part.js';
import type { ApiDescription, Schema } from '../api-description.js';
import { anyCodePoint } from '../code-points.js';

/** Letters whose case, composition, place or visibility matters, in several scripts. */
const NOTABLE_LETTERS = [
  ...'aijSßıſΣσςαάιΙΰЇ가ञאﬃﷺA1-_+’.\u0301\u0307\u0313\u0323\u0327\u0345\u200d\u3164İ🙂',
];

const letters = fc.oneof(
  fc.constantFrom(...NOTABLE_LETTERS),
  fc.string({ minLength: 1, maxLength: 1 }),
  anyCodePoint,
);

const IN_ASCII = /^[!-~]*$/;

/** The rules that a schema cannot state. The descriptions of the fields state them. */
const BEYOND_SCHEMAS: Readonly<Record<string, (text: string) => boolean>> = {
  'idn-email': (address) => {
    const [localPart = '', domain = ''] = address.split('@');
    const [local, ascii] = [canonicalLocalPart(localPart), canonicalDomain(domain)];
    if (local === undefined || ascii === undefined) return !IN_ASCII.test(address);
    return octets(local) > 64 || octets(`${local}@${ascii}`) > 254 || hasHidden(address);
  },
  password: (text) => [...text.normalize('NFKC')].length > 128,
};

/** Values that a schema of the API description allows, except those that break a rule which no schema can state. */
export class AllowedValues {
  constructor(private readonly description: ApiDescription) {}

  of(reference: Schema): fc.Arbitrary<unknown> {
    const schema = this.description.resolve(reference);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    return fc.oneof(...[schema.type ?? []].flat().map((type) => this.ofType(type, schema)));
  }

  private ofType(type: string, schema: Schema): fc.Arbitrary<unknown> {
    const { properties = {}, required = [], items = {}, maxItems, minimum, maximum } = schema;
    switch (type) {
      case 'null':
        return fc.constant(null);
      case 'integer':
        return fc.integer({ ...(minimum && { min: minimum }), ...(maximum && { max: maximum }) });
      case 'array':
        return fc.array(this.of(items), { ...(maxItems && { maxLength: maxItems }) });
      case 'string':
        return allowedTexts(schema);
      case 'object': {
        const members = Object.entries(properties).map(([name, member]) => [name, this.of(member)]);
        return fc.record<Record<string, unknown>>(Object.fromEntries(members), { requiredKeys: required });
      }
      default:
        throw new Error(`There are no values for the type ${type}.`);
    }
  }
}

function allowedTexts({
  format = '',
  pattern = '',
  minLength = 0,
  maxLength = 300,
}: Schema): fc.Arbitrary<string> {
  const shape = new RegExp(pattern, 'u');
  const isAllowed = (text: string) =>
    shape.test(text) && lengthOf(text) >= minLength && lengthOf(text) <= maxLength;
  if (format === 'idn-email')
    return addresses(shape).filter((text) => isAllowed(text) && !isBeyond(format, text));
  const unit = letters.filter((letter) => shape.test(letter));
  return fc
    .string({ unit, minLength, maxLength, size: 'max' })
    .filter((text) => isAllowed(text) && !isBeyond(format, text));
}

function addresses(shape: RegExp): fc.Arbitrary<string> {
  const unit = letters.filter((letter) => shape.test(`${letter}@b.org`) || shape.test(`a@b${letter}.org`));
  const part = fc.string({ unit, minLength: 1, maxLength: 6 });
  return fc.oneof(
    fc.emailAddress(),
    fc.tuple(part, part).map(([localPart, label]) => `${localPart}@${label}.org`),
  );
}

function isBeyond(format: string, text: string): boolean {
  return BEYOND_SCHEMAS[format]?.(text) === true;
}

function octets(text: string): number {
  return new TextEncoder().encode(text).length;
}

function lengthOf(text: string): number {
  return [...text].length;
}
