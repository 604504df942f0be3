import { InvalidAccessToken } from '../../../../src/domain/access-token/access-token.errors.js';
import { decodeJson, parseCompactJws } from '../../../../src/infrastructure/tokens/compact-jws.js';
import { encodePart } from '../../../support/access-tokens/forge-token.js';

describe('parseCompactJws', () => {
  it('splits a token into its parts', () => {
    expect(parseCompactJws('AA.AAA.AAAA')).toEqual({ header: 'AA', payload: 'AAA', signature: 'AAAA' });
  });

  it.each(['A.AA.AA', 'AA.AB.AA', 'AA.AA.AAB', 'AA.AA', 'AA.AA.AA.AA', 'AA..AA', 'AA.AA.AA='])(
    'AT-13 refuses %j',
    (token) => {
      expect(() => parseCompactJws(token)).toThrow(InvalidAccessToken);
    },
  );
});

describe('decodeJson', () => {
  it('AT-14 uses the last of duplicate members', () => {
    expect(decodeJson(encodePart('{"a":1,"a":2}'))).toEqual({ a: 2 });
  });

  it.each([Buffer.from('"\xff"', 'latin1'), '\ufeff{}', '', '{', '{} {}', "{'a':1}"])(
    'AT-11 refuses %j',
    (part) => {
      expect(() => decodeJson(encodePart(part))).toThrow(InvalidAccessToken);
    },
  );
});
