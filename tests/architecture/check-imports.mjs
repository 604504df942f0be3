import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import configuration from '../../.dependency-cruiser.mjs';

if (process.cwd().includes('#')) {
  throw new Error(
    'dependency-cruiser resolves no import below a folder with # in its name. Rename the folder.',
  );
}

// `depcruise` cannot read its configuration where the path of this project contains a `%`. Otherwise, this is the same.
const [, , outputType = 'err-long'] = process.argv;
const { output, exitCode } = await cruise(
  ['src'],
  { ruleSet: configuration, validate: true, outputType },
  {},
  { tsConfig: extractTSConfig('tsconfig.json') },
);
process.stdout.write(output);
process.exitCode = exitCode;
