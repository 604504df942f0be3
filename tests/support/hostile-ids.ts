const texts = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '$ne',
  '{"$gt":""}',
  "' OR 1=1 --",
  '*',
  'a:b:c',
  '../../etc/passwd',
  'line\r\nbreak',
  'NUL\u0000inside',
  'x'.repeat(4_096),
  '🙂'.repeat(100),
];

/** Texts that an attacker might send instead of an id, each with a name that fits into the title of a test. */
export const hostileIds = texts.map((text): [name: string, text: string] => {
  const written = JSON.stringify(text);
  return [written.length < 40 ? written : `${text.slice(0, 2)}… of ${text.length} characters`, text];
});
