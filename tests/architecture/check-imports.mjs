import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import configuration from '../../.dependency-cruiser.mjs';

// `depcruise` cannot read its configuration where the path of this project contains a `#` or a `%`. Otherwise, this is the same.
const [, , outputType = 'err-long'] = process.argv;
const { output, exitCode } = await cruise(
  ['src'],
  { ruleSet: configuration, validate: true, outputType },
  {},
  { tsConfig: extractTSConfig('tsconfig.json') },
);
process.stdout.write(output);
process.exitCode = exitCode;
