const ASK: Readonly<Record<string, (url: string) => Promise<string>>> = {
  redis: async (url) => {
    const { createClient } = await import('@redis/client');
    const client = await createClient({ url }).connect();
    const info = await client.info('server');
    client.destroy();
    return info.split('redis_version:')[1] ?? '';
  },
  postgres: async (connectionString) => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString });
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    await client.end();
    return rows[0]?.server_version ?? '';
  },
  mongodb: async (url) => {
    const { mongo } = await import('mongoose');
    const client = await mongo.MongoClient.connect(url);
    const { version } = await client.db('admin').command({ buildInfo: 1 });
    await client.close();
    return version;
  },
};

/** Asks a running server for its version. Without an answer it is empty: the suites will tell what is wrong with the server. */
export async function versionAt(url: string): Promise<string> {
  const scheme = /^(redis|postgres|mongodb)/.exec(url)?.[0] ?? '';
  try {
    return versionIn((await ASK[scheme]?.(url)) ?? '');
  } catch {
    return '';
  }
}

/** The first version in a text. */
export function versionIn(text: string): string {
  return /\d+\.\d+(\.\d+)?/.exec(text)?.[0] ?? '';
}
