import { DependencyUnavailable } from '../../../../src/domain/shared/common.errors.js';
import {
  OVERTAKEN,
  untilNotOvertaken,
} from '../../../../src/infrastructure/persistence/until-not-overtaken.js';

describe('untilNotOvertaken', () => {
  it('tries again if another write came first', async () => {
    const results = [OVERTAKEN, OVERTAKEN, 'written'] as const;
    let attempts = 0;
    const attempt = async () => results[attempts++] ?? 'never';
    expect(await untilNotOvertaken(attempt)).toBe('written');
    expect(attempts).toBe(3);
  });

  it('rejects with the error of an attempt', async () => {
    const refusal = new Error('refused');
    await expect(untilNotOvertaken(() => Promise.reject(refusal))).rejects.toBe(refusal);
  });

  it('gives up if other writes always come first', async () => {
    let attempts = 0;
    const overtaken = untilNotOvertaken(async () => {
      attempts += 1;
      return OVERTAKEN;
    });
    await expect(overtaken).rejects.toBeInstanceOf(DependencyUnavailable);
    expect(attempts).toBe(30);
  });
});
