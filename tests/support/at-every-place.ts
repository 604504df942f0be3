import type { Interruptions } from './interruptions.js';

const TOO_MANY_PLACES = 200;

/**
 * Runs `story` repeatedly from its beginning. Each run is interrupted one place later than the last one, until a run ends without
 * an interruption. Returns the number of places.
 */
export async function atEveryPlace(
  story: (
    interrupt: (interruptions: Interruptions, action: (place: string) => Promise<unknown>) => void,
  ) => Promise<void>,
): Promise<number> {
  for (let place = 1; place < TOO_MANY_PLACES; place += 1) {
    let waiting: Interruptions | undefined;
    try {
      await story((interruptions, action) => {
        interruptions.at(place, action);
        waiting = interruptions;
      });
    } catch (error) {
      throw new Error(`Interrupted at place ${place} of the story.`, { cause: error });
    }
    if (waiting?.arePending) return place - 1;
  }
  throw new Error('The story does not end.');
}
