import { readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import { filesIn } from './documents.js';

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly user?: string;
  readonly stop_grace_period?: string;
  readonly deploy: { readonly resources: { readonly limits: { readonly memory: string } } };
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

export interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly env?: unknown;
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly securityContext: object;
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template?: {
      readonly spec: {
        readonly terminationGracePeriodSeconds?: number;
        readonly securityContext: object;
        readonly containers: readonly Container[];
      };
    };
  };
}

/** What the deployment says, as far as it is read here. */
export const compose: ComposeFile = parse(readFileSync('compose.yaml', 'utf8'), { merge: true });

export const dockerfile = readFileSync('Dockerfile', 'utf8');

const manifests = filesIn('deploy/kubernetes', '.yaml').flatMap((path) =>
  parseAllDocuments(readFileSync(path, 'utf8')).map((document): Manifest => {
    if (document.errors.length > 0) throw new Error(`${path}: ${document.errors[0]?.message}`);
    return document.toJS();
  }),
);

export function manifestOf(kind: string): Manifest {
  const [manifest, ...others] = manifests.filter((each) => each.kind === kind);
  if (!manifest || others.length > 0) throw new Error(`There is not one ${kind}.`);
  return manifest;
}

export function podOf(kind: 'Deployment' | 'Job') {
  const pod = manifestOf(kind).spec?.template?.spec;
  const container = pod?.containers[0];
  if (!pod || !container) throw new Error(`The ${kind} has no container.`);
  return { pod, container };
}

/** The value of a directive of nginx that occurs once. */
export function nginxDirective(name: string, text = readFileSync('deploy/nginx.conf', 'utf8')): string {
  const found = [...text.matchAll(new RegExp(`^ *${name} (.+);$`, 'gm'))];
  if (found.length !== 1) throw new Error(`nginx.conf has ${name} ${found.length} times.`);
  return found[0]?.[1] ?? '';
}

/** Of `10s` or `1m`. */
export function milliseconds(duration: string): number {
  const [, amount = '', unit = ''] = /^(\d+)(s|m)$/.exec(duration) ?? [];
  return Number(amount) * (unit === 'm' ? 60_000 : 1_000);
}
