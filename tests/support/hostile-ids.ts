/** Texts that an attacker might send instead of an id. */
export const hostileIds = [
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
