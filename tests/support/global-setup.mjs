import { tsImport } from 'tsx/esm/api';

/** Jest loads this file without the transform of the tests, so it is JavaScript. */
export default async function setUp() {
  const { compileSources } = await tsImport('./service/compiled-sources.ts', import.meta.url);
  await compileSources();
}
