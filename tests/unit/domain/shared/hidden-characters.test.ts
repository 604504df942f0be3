import {
  escapeHidden,
  escapeHiddenInLines,
  hasHidden,
  hasHiddenInWriting,
} from '../../../../src/domain/shared/hidden-characters.js';
import { everyCodePoint } from '../../../support/code-points.js';

/** One character of each class. */
const HIDDEN = [
  ...['\u0000', '\t', '\n', '\u001b', '\u007f', '\u0080', '\u0085', '\u009b', '\u009f'],
  ...['\u061c', '\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069', '\u2028', '\u2029'],
  ...['\u00ad', '\u034f', '\u115f', '\u180e', '\u200b', '\u2060', '\u3164', '\ufeff', '\uffa0', '\ufffb'],
  ...['\u200c', '\u200d', '\ufe0f', '\ud800', '\udfff', '\u{e0001}', '\u{e0041}', '\u{e0100}'],
];

const PART_OF_WRITING = ['\u200c', '\u200d', '\ufe0f', '\u{e0100}'];

describe('hidden characters', () => {
  it.each(HIDDEN)('LOG-03 %j is one, and is escaped in output', (character) => {
    expect(hasHidden(`a${character}b`)).toBe(true);
    expect(hasHidden(character)).toBe(true);
    const escaped = escapeHidden(`a${character}b`);
    expect(escaped).toMatch(/^a(?:\\u[0-9a-f]{4}){1,2}b$/);
    expect(JSON.parse(`"${escaped}"`)).toBe(`a${character}b`);
  });

  it.each(['', ' ~', '\\u009b', 'Ada', 'jos\u00e9', 'e\u0301', '\u00a0', '用户', 'नमस्ते', '🙂', '\ue000'])(
    '%j has none, and stays as it is',
    (text) => {
      expect(hasHidden(text)).toBe(false);
      expect(escapeHidden(text)).toBe(text);
      expect(escapeHiddenInLines(text)).toBe(text);
    },
  );

  it('LOG-03 leaves no code point unescaped that could change a line', () => {
    expect(escapeHidden(everyCodePoint())).not.toMatch(
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u,
    );
  });

  it('escapes all of them, also in a second call', () => {
    expect(escapeHidden('\u009b1\u009b2')).toBe('\\u009b1\\u009b2');
    expect(escapeHidden('\u{e0041}')).toBe('\\udb40\\udc41');
    expect([hasHidden('\u009b'), hasHidden('\u009b')]).toEqual([true, true]);
  });

  it('LOG-03 keeps only the line feeds of a multi-line text', () => {
    const text = HIDDEN.join('\n');
    expect(escapeHiddenInLines(text).split('\n')).toEqual(
      HIDDEN.join('\n')
        .split('\n')
        .map((line) => escapeHidden(line)),
    );
  });

  it('allows those that some languages need', () => {
    expect(HIDDEN.filter((character) => !hasHiddenInWriting(`a${character}`))).toEqual(PART_OF_WRITING);
  });
});
