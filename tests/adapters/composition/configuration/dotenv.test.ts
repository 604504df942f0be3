import { parseEnv } from 'node:util';
import { parseDotenv } from '../../../../src/composition/configuration/dotenv.js';

const parse = (text: string) => parseDotenv('.env', text);
const settingsIn = (text: string) => {
  const { settings, problems } = parse(text);
  expect(problems).toEqual([]);
  return Object.fromEntries(settings.map(({ name, value }) => [name, value]));
};

describe('parseDotenv', () => {
  it.each([
    ['PORT=3000', { PORT: '3000' }],
    ['PORT=3000\r\nHOST=localhost\r\n', { PORT: '3000', HOST: 'localhost' }],
    ['  PORT = 3000  ', { PORT: '3000' }],
    ['export PORT=3000', { PORT: '3000' }],
    ['PORT=\nHOST=localhost', { PORT: '', HOST: 'localhost' }],
    ['URL=postgres://u:p=w@host/db?a=b', { URL: 'postgres://u:p=w@host/db?a=b' }],
    ['NAME="a b" # comment', { NAME: 'a b' }],
    ["NAME='a b'", { NAME: 'a b' }],
    ['NAME=`a "b"`', { NAME: 'a "b"' }],
    ['KEY="one\\ntwo"', { KEY: 'one\ntwo' }],
    ["KEY='one\\ntwo'", { KEY: 'one\\ntwo' }],
    ['KEY="one\ntwo\nthree"\nPORT=3000', { KEY: 'one\ntwo\nthree', PORT: '3000' }],
    ['# comment\n\n# PORT=1\nPORT=3000', { PORT: '3000' }],
    ['PORT=3000 # comment', { PORT: '3000' }],
    ['PORT= # comment', { PORT: '' }],
    ["NAME=it's", { NAME: "it's" }],
  ])('reads what Node reads: %j', (text, expected) => {
    expect(settingsIn(text)).toEqual(expected);
    expect(parseEnv(text)).toEqual(expected);
  });

  it('takes an indented # for a comment', () => {
    expect(settingsIn('  # PORT=1\nHOST=x')).toEqual({ HOST: 'x' });
  });

  it.each(['\n', '\r\n', '\r'])('knows the line of each setting, with %j', (end) => {
    const text = ['# first', 'A=1', '', 'B="1', '2"', 'C=3'].join(end);
    expect(parse(text).settings).toEqual([
      { line: 2, name: 'A', value: '1' },
      { line: 4, name: 'B', value: '1\n2' },
      { line: 6, name: 'C', value: '3' },
    ]);
  });

  it('keeps a # in the middle of a value', () => {
    expect(settingsIn('PASSWORD=abc#def\nOTHER=a #b')).toEqual({ PASSWORD: 'abc#def', OTHER: 'a' });
  });

  it.each([
    ['PORT: 3000', /not NAME: value/],
    ['- PORT: 3000', /NAME=value/],
    ['set PORT=3000', /without a command/],
    ['SETX PORT 3000', /without a command/],
    ['setenv PORT 3000', /without a command/],
    ['$env:PORT = "3000"', /without \$/],
    ['$PORT=3000', /without \$/],
    ['PORT 3000', /NAME=value/],
    ['PORT', /NAME=value/],
    ['=3000', /NAME=value/],
    ['MY-PORT=3000', /NAME=value/],
    ['1PORT=3000', /NAME=value/],
    ['// comment', /NAME=value/],
    ['NAME="unclosed', /equal quotes/],
    ['NAME=\'a"', /equal quotes/],
    ['NAME="a" b', /equal quotes/],
  ])('CF-01 reports a line that has no meaning, and reads the others: %s', (text, message) => {
    const { settings, problems } = parse(`A=1\n${text}\nB=2`);
    expect(settings.map(({ line, name, value }) => ({ line, name, value }))).toEqual([
      { line: 1, name: 'A', value: '1' },
      { line: 3, name: 'B', value: '2' },
    ]);
    expect(problems).toEqual([{ variable: '.env line 2', message: expect.stringMatching(message) }]);
  });
});
