import { chosenConnections } from './chosen-connections.js';
import { loadTechnologies } from './chosen-technologies.js';
import { coreVariables } from './core-variables.js';
import type { Environment } from './environment.js';
import { MarkedVariables } from './marked-variables.js';

/** Loads what the settings select, and collects the schemas of all variables that are then read. */
export async function loadChosen(source: Environment) {
  const technologies = await loadTechnologies(source);
  const connections = chosenConnections(technologies);
  const schemas = [
    coreVariables,
    ...technologies.map(({ technology }) => technology.variables),
    ...connections.map(({ connection }) => connection.variables),
  ];
  return { technologies, connections, schemas };
}

/** The names of all variables that are read. */
export async function variableNames(source: Environment): Promise<string[]> {
  const { schemas } = await loadChosen(source);
  const files = new MarkedVariables(schemas).secrets.map((secret) => `${secret}_FILE`);
  return [...schemas.flatMap(({ shape }) => Object.keys(shape)), ...files];
}
