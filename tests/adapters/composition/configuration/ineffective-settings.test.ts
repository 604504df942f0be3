import { ineffectiveSettings } from '../../../../src/composition/configuration/ineffective-settings.js';

// Two changes turn HOST into PORT.
const KNOWN = ['HOST', 'PORT', 'LOG_LEVEL', 'UV_THREADPOOL_SIZE'];

const reported = (names: readonly string[], environment: Record<string, string> = {}) =>
  ineffectiveSettings(
    '.env',
    names.map((name, index) => ({ line: index + 1, name, value: 'a value' })),
    environment,
    KNOWN,
  );

describe('ineffectiveSettings', () => {
  it('is silent on settings that have an effect', () => {
    expect(reported(['PORT', 'HOST'], { HOST: '', LOG_LEVEL: 'warn' })).toEqual([]);
  });

  it.each([
    ['PROT', 'PORT'],
    ['POORT', 'PORT'],
    ['port', 'PORT'],
    ['log_level', 'LOG_LEVEL'],
    ['LOGLEVEL', 'LOG_LEVEL'],
  ])('CF-01 reports %s and names %s', (name, meant) => {
    expect(reported(['HOST', name])).toEqual([
      `.env line 2 has no effect: the chosen technologies have no setting of this name (did you mean ${meant}?).`,
    ]);
  });

  it('CF-01 reports an unknown name without repeating it, because it may be a part of a secret', () => {
    const secret = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC';
    expect(reported([secret])).toEqual([
      '.env line 1 has no effect: the chosen technologies have no setting of this name.',
    ]);
  });

  it('reports what the environment, a later line or Node makes ineffective', () => {
    expect(reported(['PORT', 'HOST', 'HOST', 'UV_THREADPOOL_SIZE'], { PORT: '1' })).toEqual([
      '.env line 1 has no effect: the environment sets PORT too.',
      '.env line 2 has no effect: line 3 sets HOST again.',
      '.env line 4 has no effect: Node reads UV_THREADPOOL_SIZE at its start, so the environment must set it.',
    ]);
  });
});
