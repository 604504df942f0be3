/**
 * Characters that are not seen themselves, or that change how the text around them is shown: controls (C0, DEL, C1),
 * bidirectional and other format characters (UAX #9), lone surrogates, line and paragraph separators, and what a font may
 * leave out (UAX #44, Default_Ignorable_Code_Point). At a terminal they move the cursor, add lines and hide text (ASVS 16.4.1).
 */
const HIDDEN = String.raw`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}`;

const LINE_FEED = String.raw`\n`;

/** Emoji and the scripts of several languages are not written without them (UTS #51, UAX #31 §2.3). */
const PART_OF_WRITING = String.raw`\p{Join_Control}\p{Variation_Selector}`;

const ANY = hidden();
const ANY_BUT_LINE_FEEDS = hidden({ except: LINE_FEED });
const ANY_BUT_WRITING = hidden({ except: PART_OF_WRITING });

/** Whether there is any of them at all. */
export function hasHidden(text: string): boolean {
  return text.search(ANY) >= 0;
}

/** The same for text that people write in their own language. */
export function hasHiddenInWriting(text: string): boolean {
  return text.search(ANY_BUT_WRITING) >= 0;
}

/** Writes each of them as JSON does, `\u009b`, with two such units beyond U+FFFF. Everything else stays as it is. */
export function escapeHidden(text: string): string {
  return text.replace(ANY, escapeUnits);
}

/** The same for a text of several lines: line feeds stay. */
export function escapeHiddenInLines(text: string): string {
  return text.replace(ANY_BUT_LINE_FEEDS, escapeUnits);
}

function hidden({ except = '' } = {}): RegExp {
  return new RegExp(`[[${HIDDEN}]--[${except}]]`, 'gv');
}

function escapeUnits(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  return units.map((unit) => `\\u${unit}`).join('');
}
