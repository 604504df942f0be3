import type { Interruptions } from './interruptions.js';

type Act = () => Promise<unknown>;

/** Two acts on one scene that nothing else uses. */
export interface Meeting {
  readonly interruptions: Interruptions;
  readonly first: Act;
  readonly second: Act;
  /** Checks the result. */
  readonly check: () => Promise<void>;
}

const TOO_MANY_PLACES = 200;

/**
 * Runs two acts at the same time, in every way in which they take turns twice: `first` up to one call, `second` up to
 * another or to its end, the rest of `first`, the rest of `second`. Returns the number of ways.
 *
 * An act that waits before a call has seen and done the same as one that waits after the call before it, because the use
 * cases make their calls one after the other, except two reads of a login. So the places after calls would add no other order.
 */
export async function atEveryPairOfPlaces(prepare: () => Promise<Meeting>): Promise<number> {
  let ways = 0;
  for (let place = 1; place < TOO_MANY_PLACES; place += 1) {
    for (let other = 1; other < TOO_MANY_PLACES; other += 1) {
      const meeting = await prepare();
      const turns = await takeTurns(meeting, place, other);
      if (turns.length === 0) return ways;
      ways += 1;
      try {
        await meeting.check();
      } catch (error) {
        throw new Error(`In turns: ${turns.join(', ')}.`, { cause: error });
      }
      if (turns.length === 1) break;
    }
  }
  throw new Error('The acts do not end.');
}

/** Returns the places at which the acts were interrupted. An act that ended before has none. */
async function takeTurns({ interruptions, first, second }: Meeting, place: number, other: number) {
  const turns: string[] = [];
  let endFirst = (): void => {};
  const firstIsOver = new Promise<void>((resolve) => {
    endFirst = resolve;
  });
  let secondIsOver: Promise<unknown> = Promise.resolve();
  interruptions.beforeCall(place, async (name) => {
    turns.push(name);
    // Calls that `first` starts together with this one are not counted as calls of `second`.
    await Promise.resolve();
    let secondRuns = true;
    await new Promise<void>((goOn) => {
      interruptions.beforeCall(other, async (nameOfOther) => {
        // A call of the rest of `first`: `second` ended without reaching its own.
        if (!secondRuns) return;
        turns.push(nameOfOther);
        goOn();
        await firstIsOver;
      });
      secondIsOver = second().finally(goOn);
    });
    secondRuns = turns.length > 1;
  });
  await first();
  endFirst();
  await secondIsOver;
  return turns;
}
