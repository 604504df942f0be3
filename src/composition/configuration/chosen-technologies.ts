import type { Slot, Technology } from '../../wiring/technology.js';
import { coreVariables } from './core-variables.js';
import type { Environment } from './environment.js';
import { type SlotVariable, slots } from './slots.js';

export interface LoadedTechnology {
  readonly slot: SlotVariable;
  readonly name: string;
  readonly technology: Technology;
}

export interface ChosenTechnology extends LoadedTechnology {
  readonly variables: Record<string, unknown>;
}

/** Loads the technologies that the settings select. The core schema reports an unknown name, and lists the allowed ones. */
export async function loadTechnologies(source: Environment): Promise<LoadedTechnology[]> {
  const chosen: LoadedTechnology[] = [];
  for (const [variable, slot] of Object.entries(slots) as [SlotVariable, Slot][]) {
    const name = coreVariables.shape[variable].safeParse(source[variable]).data ?? '';
    const load = slot[name];
    if (load) chosen.push({ slot: variable, name, technology: (await load()).technology });
  }
  return chosen;
}
