/** The files of deploy/ name only settings, ports, paths and commands that the program has. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operatorRoutes } from '../../gateway/http/operator-routes.ts';
import { ROUTES } from '../../gpu-workers/worker-routes.ts';
import { configSchema, loadConfig } from '../../runtime/config.ts';
import { POOL_NAMES } from '../../runtime/pool-names.ts';
import { projectPath } from '../../runtime/project-root.ts';
import { createMetrics } from '../../runtime/telemetry.ts';
import {
  clusterObjects,
  compose,
  containerfile,
  imagePaths,
  instructions,
  type Node,
  valuesOf,
} from './deploy-files.ts';

interface Container extends Node {
  readonly name: string;
  readonly args?: readonly string[];
  readonly image: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
}

const services = Object.entries(compose().services as Record<string, Node>);
const ours = services.filter(([, service]) => service.image === 'tandem');
const objects = clusterObjects();
const ofKind = (kind: string): readonly Node[] => objects.filter((object) => object.kind === kind);
const containers = valuesOf(objects, 'containers').flat() as readonly Container[];
const ourContainers = containers.filter(({ image }) => image === 'tandem');

/** Settings of Node and of the image itself, which are none of ours. */
const FOREIGN_NAMES = ['NODE_ENV'];
const imageSettings = Object.fromEntries(
  instructions()
    .filter(([name]) => name === 'ENV')
    .flatMap(([, rest]) => rest.trim().split(/\s+/))
    .map((pair) => pair.split('=') as [string, string])
    .filter(([name]) => !FOREIGN_NAMES.includes(name)),
);

/** Values that the shell or a secret gives. */
const GIVEN: Readonly<Record<string, string>> = {
  TANDEM_JWKS_URL: 'https://id.example.com/jwks.json',
  TANDEM_TRACES_URL: 'http://collector:4318',
  TANDEM_ALERT_WEBHOOK_URL: 'https://hooks.example.com/jobs',
  TANDEM_ALERT_WEBHOOK_SECRET: `whsec_${'a'.repeat(32)}`,
};
const given = (name: string): string => GIVEN[name] ?? 'a secret of thirty-two letters or more';

function settingsOfContainer({ env = [] }: Pick<Container, 'env'>) {
  return Object.fromEntries(env.map(({ name, value }) => [name, value ?? given(name)]));
}
/** Compose hands on what has no value. */
function settingsOfService({ environment }: Node): Readonly<Record<string, string>> {
  const pairs = Object.entries((environment ?? {}) as Record<string, string | null>);
  return Object.fromEntries(pairs.map(([name, value]) => [name, value ?? given(name)]));
}

const configMap = ofKind('ConfigMap')[0]?.data as Record<string, string>;

describe('settings of deploy', () => {
  const environments: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['image', imageSettings],
    ['config map', configMap],
    ...ours.map(([name, service]) => [name, settingsOfService(service)] as const),
    ...ourContainers.map((container) => [container.name, settingsOfContainer(container)] as const),
  ];

  it.each(environments)('of %s are settings of the program with values that it takes', (_, environment) => {
    const names = Object.keys(environment);
    expect(names.filter((name) => !(name in configSchema.shape))).toEqual([]);
    expect(() => loadConfig({ ...imageSettings, ...environment })).not.toThrow();
  });

  it('name the workers that are there', () => {
    const urls = (settings: Readonly<Record<string, string | null>>) =>
      POOL_NAMES.map((pool) => settings[`TANDEM_${pool.toUpperCase()}_WORKERS`]);
    const portOf = (command: readonly string[]): string => command[command.indexOf('--port') + 1] ?? '';
    const gateway = compose().services as { gateway: { environment: Record<string, string> } };
    expect(urls(gateway.gateway.environment)).toEqual(
      POOL_NAMES.map((pool) => `http://worker-${pool}:${portOf(commandOf(`worker-${pool}`))}`),
    );
    const argsOf = (name: string) => ourContainers.find((container) => container.name === name)?.args ?? [];
    const inPod = settingsOfContainer(ourContainers.find(({ name }) => name === 'gateway') ?? {});
    expect(urls(inPod)).toEqual(POOL_NAMES.map((pool) => `http://127.0.0.1:${portOf(argsOf(`worker-${pool}`))}`));
  });
});

describe('callers with tokens, traces and webhooks', () => {
  const SETTINGS = ['TANDEM_JWT_SECRET', 'TANDEM_ALERT_WEBHOOK_SECRET'];
  const ADDRESSES = ['TANDEM_JWKS_URL', 'TANDEM_AUDIENCE', 'TANDEM_TRACES_URL', 'TANDEM_ALERT_WEBHOOK_URL'];

  it('have their settings where they are used, and none has to be given', () => {
    const { gateway } = compose().services as Record<string, { environment: Record<string, string | null> }>;
    const handedOn = Object.entries(gateway?.environment ?? {}).filter(([, value]) => value === null);
    expect(handedOn.map(([name]) => name).sort()).toEqual([...SETTINGS, ...ADDRESSES].sort());
    const pod = ourContainers.find(({ name }) => name === 'gateway');
    const optional = (pod?.env ?? []).filter((entry) => valuesOf(entry, 'optional')[0] === true);
    expect(optional.map(({ name }) => name).sort()).toEqual([...SETTINGS].sort());
    // All of the config map are settings of the pod, so the addresses go there.
    expect(valuesOf(pod, 'envFrom')).toEqual([
      [
        {
          configMapRef: {
            name: valuesOf(ofKind('ConfigMap'), 'metadata').flatMap((data) => valuesOf(data, 'name'))[0],
          },
        },
      ],
    ]);
  });

  it('may go out by HTTPS and to a collector, and no pod to the metadata of its machine', () => {
    const [policy] = ofKind('NetworkPolicy');
    const out = valuesOf(policy, 'egress')[0] as readonly Node[];
    const portsOf = (rule: Node): readonly unknown[] => valuesOf(rule.ports, 'port');
    expect(out.flatMap(portsOf)).toEqual([6379, 53, 53, 4318, 443]);
    const https = out.find((rule) => portsOf(rule).includes(443));
    expect(valuesOf(https, 'cidr')).toEqual(['0.0.0.0/0', '::/0']);
    expect(valuesOf(https, 'except').flat()).toContain('169.254.0.0/16');
    const readme = readFileSync(projectPath('deploy', 'README.md'), 'utf8');
    for (const name of [...SETTINGS, ...ADDRESSES]) expect(readme).toContain(`\`${name}\``);
  });
});

function commandOf(service: string): readonly string[] {
  return (services.find(([name]) => name === service)?.[1].command ?? []) as readonly string[];
}

describe('commands of deploy', () => {
  const commands = [
    ...ours.map(([name, { command }]) => [name, command] as const),
    ...ourContainers.map(({ name, args }) => [name, args] as const),
  ] as readonly (readonly [string, readonly string[]])[];

  it.each(commands)('%s: %j is a command of tandem', async (_, [command = '', pool]) => {
    expect(existsSync(projectPath('cli', `${command}.ts`))).toBe(true);
    if (command === 'worker') expect(POOL_NAMES).toContain(pool);
  });

  it('of the image are the build of ours', () => {
    expect(containerfile()).toMatch(/^ENTRYPOINT \["node", "dist\/cli\/tandem.js"\]$/m);
  });
});

describe('ports and paths of deploy', () => {
  const paths = Object.keys(
    operatorRoutes({
      metrics: createMetrics(),
      status: () => ({ reasons: [], workers: [] }),
      showsWorkers: async () => false,
    }),
  );

  it('of probes are answered by the program', () => {
    const asked = valuesOf(objects, 'httpGet').map((probe) => (probe as { path: string }).path);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((path) => !paths.includes(path))).toEqual([]);
    expect(new Set(asked)).toEqual(new Set(['/livez', '/readyz']));
    expect(instructions().find(([name]) => name === 'HEALTHCHECK')?.[1]).toContain('/livez');
  });

  it('of the workers are answered by workers', () => {
    const text = JSON.stringify([objects, services]);
    const asked = [...text.matchAll(/http:\/\/127\.0\.0\.1:510\d(\/[\w/]+)/g)].map((match) => match[1]);
    expect(asked.length).toBe(4);
    expect(asked.filter((path) => !ROUTES.some((route) => route.path === path))).toEqual([]);
  });

  it('are the port of the image everywhere', () => {
    const port = Number(imageSettings.PORT);
    const exposed = instructions().find(([name]) => name === 'EXPOSE')?.[1];
    const published = (compose().services as { gateway: { ports: readonly string[] } }).gateway.ports;
    const opened = (valuesOf(ourContainers, 'containerPort') as readonly number[]).concat(Number(exposed));
    expect(opened).toEqual([port, port]);
    expect(published).toEqual([`127.0.0.1:${port}:${port}`]);
    const [policy] = ofKind('NetworkPolicy');
    expect(valuesOf((policy?.spec as Node | undefined)?.ingress, 'port')).toEqual([port]);
  });

  it('of volumes are the data directory of the image', () => {
    const mounted = valuesOf(ourContainers, 'mountPath').concat(
      ours.flatMap(([, service]) => (service.volumes as readonly string[]).map((volume) => volume.split(':')[1])),
    );
    expect(new Set(mounted)).toEqual(new Set([imageSettings.TANDEM_DATA_DIR, '/tmp']));
  });

  it('that the image copies exist, with what the program reads', () => {
    const made = ['node_modules', 'dist'];
    expect(imagePaths().filter((path) => !made.includes(path) && !existsSync(projectPath(path)))).toEqual([]);
  });
});

describe('a cluster', () => {
  it('has each kind of object that keeps a service up', () => {
    const kinds = ['Deployment', 'Service', 'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'NetworkPolicy'];
    expect(kinds.filter((kind) => ofKind(kind).length === 0)).toEqual([]);
  });

  it('sets no names of its own that would be unknown settings', () => {
    const specs = ofKind('Deployment').map((object) => (object.spec as { template: { spec: Node } }).template.spec);
    expect(specs.map((spec) => spec.enableServiceLinks)).toEqual([false, false]);
  });

  it('runs nothing as root, with limits of memory, and a file system that stays as it is', () => {
    const identities = ofKind('Deployment').map(
      (object) => (valuesOf(object, 'securityContext')[0] as { runAsUser: number }).runAsUser,
    );
    expect(identities.every((user) => user > 0)).toBe(true);
    for (const { name, resources, securityContext } of containers) {
      expect([name, valuesOf(resources, 'memory').length]).toEqual([name, 2]);
      expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
    }
    expect(containerfile()).toMatch(/^USER node$/m);
  });

  it('has labels that selectors find', () => {
    const labels = ofKind('Deployment').map((object) => valuesOf(object, 'app.kubernetes.io/name')[0]);
    const selected = valuesOf(
      objects.flatMap((object) => [valuesOf(object, 'podSelector'), valuesOf(object, 'matchLabels')]),
      'app.kubernetes.io/name',
    );
    expect(selected.filter((label) => !labels.includes(label))).toEqual([]);
    const targets = ofKind('HorizontalPodAutoscaler').map((object) => (object.spec as Node).scaleTargetRef as Node);
    expect(targets.map(({ name }) => labels.includes(name))).toEqual([true]);
  });

  it('gives a pod more time to end than its containers take', () => {
    const [pod] = valuesOf(objects, 'terminationGracePeriodSeconds') as readonly number[];
    const pauses = valuesOf(ourContainers, 'preStop').map((hook) =>
      Number((valuesOf(hook, 'command')[0] as readonly string[])[1]),
    );
    // The longest pause, and the 5 s that running requests get.
    expect(pod).toBeGreaterThan(Math.max(...pauses) + 5);
  });
});
