'use strict';

// Runs before the commands, which otherwise fail with messages of other programs. Node 14.18 can run this file, so it has no newer
// syntax. It needs no package.
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const { engines, dependencies, devDependencies } = JSON.parse(
  readFileSync(join(__dirname, 'package.json'), 'utf8'),
);

/** Numbers of a version, such as those of `>=20.19`. */
const numbersOf = (version) => version.match(/\d+/g).map(Number);

const [major, minor] = numbersOf(process.version);
const [neededMajor, neededMinor] = numbersOf(engines.node);

/** Where `require` would look, so that a workspace may keep the packages in a folder above. */
const isInstalled = (name) => module.paths.some((folder) => existsSync(join(folder, name)));

/** `npm start` loads this file before the build, and needs no packages for development. Other commands run it as a program. */
const isStart = require.main !== module;
const needed = Object.assign({}, dependencies, isStart ? {} : devDependencies);

const findProblem = () => {
  if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
    return `Node ${process.version} is too old: this project needs ${engines.node}.`;
  }
  if (!Object.keys(needed).every(isInstalled)) return 'Packages are missing. Run: npm ci';
  if (isStart && !existsSync(join(__dirname, 'dist', 'main.js'))) {
    return 'There is no build. Run: npm run build';
  }
};

const problem = findProblem();
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
