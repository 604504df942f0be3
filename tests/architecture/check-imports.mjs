import { relative, resolve } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import configuration from '../../.dependency-cruiser.mjs';

const root = process.cwd();

/**
 * The resolver of dependency-cruiser escapes each `#` in the paths that it finds. A path that starts at the project has none, whatever
 * the folder of the project is called.
 */
const pathsFromTheProject = {
  apply({ hooks }) {
    hooks.resolved.tap('PathsFromTheProject', (found) => ({ ...found, path: relative(root, found.path) }));
  },
};

// `depcruise` cannot read its configuration where the path of this project contains a `%`. Otherwise, this is the same.
const [, , outputType = 'err-long'] = process.argv;
const { output, exitCode } = await cruise(
  ['src'],
  { ruleSet: configuration, validate: true, outputType },
  // With a plugin of ours, dependency-cruiser does not add the one that knows the `paths` of the TypeScript configuration.
  { plugins: [pathsFromTheProject], tsconfig: resolve('tsconfig.json') },
  { tsConfig: extractTSConfig('tsconfig.json') },
);
process.stdout.write(output);
process.exitCode = exitCode;
