import { z } from 'zod';
import { assertSharedAlike } from '../../../../src/composition/configuration/shared-variables.js';

const url = z.url();

it('CF-01 two technologies may share a variable by sharing its schema', () => {
  expect(() => assertSharedAlike([z.object({ URL: url }), z.object({ URL: url })])).not.toThrow();
});

it('CF-01 two technologies may not declare one variable differently', () => {
  expect(() => assertSharedAlike([z.object({ URL: url }), z.object({ URL: z.url() })])).toThrow(
    'URL is declared twice',
  );
});
