/**
 * Characters that are invisible or change how the surrounding text is displayed: controls (C0, DEL, C1), bidirectional and
 * other format characters (UAX #9), lone surrogates, line and paragraph separators, and characters that a font may omit
 * (UAX #44, Default_Ignorable_Code_Point). In a terminal, they can move the cursor, add lines and hide text (ASVS 16.4.1).
 */
const HIDDEN = String.raw`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}`;

const LINE_FEED = String.raw`\n`;

/** Emoji and the scripts of several languages need these characters (UTS #51, UAX #31 §2.3). */
const PART_OF_WRITING = String.raw`\p{Join_Control}\p{Variation_Selector}`;

/** Most text has none of them. This pattern detects that at a tenth of the cost of the patterns below. */
const BEYOND_PRINTABLE_ASCII = /[^\n\x20-\x7e]/;

const ANY = hidden();
const ANY_BUT_LINE_FEEDS = hidden({ except: LINE_FEED });
const ANY_BUT_WRITING = hidden({ except: PART_OF_WRITING });

/** Whether the text contains any hidden character. */
export function hasHidden(text: string): boolean {
  return text.search(ANY) >= 0;
}

/** The same, but allows the characters that languages and emoji need. */
export function hasHiddenInWriting(text: string): boolean {
  return text.search(ANY_BUT_WRITING) >= 0;
}

/** Escapes each hidden character as in JSON, `\u009b`, with two escapes beyond U+FFFF. Other characters are unchanged. */
export function escapeHidden(text: string): string {
  return text.replace(ANY, escapeUnits);
}

/** The same for text with several lines: line feeds are unchanged. */
export function escapeHiddenInLines(text: string): string {
  return BEYOND_PRINTABLE_ASCII.test(text) ? text.replace(ANY_BUT_LINE_FEEDS, escapeUnits) : text;
}

function hidden({ except = '' } = {}): RegExp {
  return new RegExp(`[[${HIDDEN}]--[${except}]]`, 'gv');
}

function escapeUnits(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  return units.map((unit) => `\\u${unit}`).join('');
}
