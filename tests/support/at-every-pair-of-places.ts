import type { Interruptions } from './interruptions.js';

type Act = () => Promise<unknown>;

/** Two acts on a scene of their own. */
export interface Meeting {
  readonly interruptions: Interruptions;
  readonly first: Act;
  readonly second: Act;
  /** Checks the result. */
  readonly check: () => Promise<void>;
}

const TOO_MANY_PLACES = 200;

/**
 * Runs two acts concurrently, in every order with these four parts: `first` up to one call, `second` up to a call or to its end,
 * the rest of `first`, the rest of `second`. Returns the number of orders.
 *
 * The acts are interrupted only before calls. An interruption after a call would add no order, because the use cases make their
 * calls sequentially, except for two reads of a login.
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

/** Returns the places at which the acts were interrupted. An act that ended earlier has no place. */
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
        // This is a call of the rest of `first`, because `second` ended before its own place.
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
