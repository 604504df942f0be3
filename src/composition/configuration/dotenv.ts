import type { VariableProblem } from './configuration-error.js';

/** One setting in a file of settings. */
export interface DotenvSetting {
  /** The number of its first line. */
  readonly line: number;
  readonly name: string;
  readonly value: string;
}

/** One line, or several if a value in quotes has line breaks. */
const SETTING =
  /^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_]\w*)[ \t]*=[ \t]*(?:(?<quote>["'`])(?<quoted>(?:(?!\k<quote>)[\s\S])*)\k<quote>[ \t]*(?:#.*)?|(?<plain>(?!["'`]).*))$/my;

const IGNORED = /^\s*(?:#.*)?$/;

/** Forms of other programs. */
const OTHER_FORMS: readonly (readonly [form: RegExp, message: string])[] = [
  [/^\s*[A-Za-z_]\w*\s*:/, 'must have the form NAME=value, not NAME: value'],
  [/^\s*(?:set|setx|setenv)\s/i, 'must have the form NAME=value, without a command before it'],
  [/^\s*\$/, 'must have the form NAME=value, without $ before it'],
  [/=\s*["'`]/, 'must have the form NAME=value, with two equal quotes around the value or none'],
];

/**
 * Parses a file of settings. A line that is valid here means the same to `parseEnv` of Node, except that `#` begins a comment
 * only at the beginning or after white space. Any other line is a problem: `parseEnv` would skip it, or read it as a part of
 * the next.
 */
export function parseDotenv(
  file: string,
  content: string,
): { settings: readonly DotenvSetting[]; problems: readonly VariableProblem[] } {
  const text = content.replaceAll(/\r\n?/g, '\n');
  const settings: DotenvSetting[] = [];
  const problems: VariableProblem[] = [];
  let line = 1;
  for (let start = 0; start < text.length; ) {
    SETTING.lastIndex = start;
    const found = SETTING.exec(text);
    const whole = found?.[0] ?? text.slice(start).split('\n', 1)[0] ?? '';
    if (found?.groups) settings.push({ line, ...settingOf(found.groups) });
    else if (!IGNORED.test(whole))
      problems.push({ variable: `${file} line ${line}`, message: faultOf(whole) });
    line += whole.split('\n').length;
    start += whole.length + 1;
  }
  return { settings, problems };
}

function settingOf({ name = '', quote, quoted = '', plain = '' }: Record<string, string>) {
  if (quote === undefined) return { name, value: plain.replace(/(?:^|[ \t]+)#.*$/, '').trimEnd() };
  return { name, value: quote === '"' ? quoted.replaceAll('\\n', '\n') : quoted };
}

function faultOf(text: string): string {
  const [, message] = OTHER_FORMS.find(([form]) => form.test(text)) ?? [];
  return message ?? 'must have the form NAME=value';
}
